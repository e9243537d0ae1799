using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Search;

internal sealed class SearchDocumentMapping : IEntityTypeConfiguration<SearchDocument>
{
    public const string Versions = "search_document_version";

    public void Configure(EntityTypeBuilder<SearchDocument> document)
    {
        document.HasKey(d => new { d.Kind, d.ObjectId });
        document.HasQueryFilter(d => !d.IsGone);
        document.Property(d => d.Kind).HasMaxLength(40);
        document.Property(d => d.Language).HasMaxLength(2);
        document.Property(d => d.Title).HasMaxLength(400);
        document.Property(d => d.Text).HasMaxLength(20_000);
        document.Property(d => d.Keywords).HasMaxLength(4_000);
        document.Property(d => d.Path).HasMaxLength(300);
        document.Property(d => d.State).HasMaxLength(40);
        document.Property(d => d.Lexemes).HasComputedColumnSql(
            "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', title_words), 'B') || "
            + "setweight(to_tsvector('simple', keywords), 'C') || setweight(to_tsvector('simple', keyword_words), 'C') || "
            + "setweight(to_tsvector('simple', text), 'D') || setweight(to_tsvector('simple', words), 'D')", stored: true);

        document.HasIndex(d => d.Lexemes).HasMethod("gin");
        document.HasIndex(d => d.Title).HasMethod("gin").HasOperators("gin_trgm_ops");
        document.HasIndex(d => d.PublishedAt);
        document.HasIndex(d => d.Municipalities).HasMethod("gin");
        document.HasIndex(d => d.ObjectId);
        document.HasIndex(d => d.Version).HasFilter("version <> engine_version").HasDatabaseName("IX_SearchDocumentUnsent");
        document.Metadata.Model.AddSequence(Versions);
    }
}
