using Matchmaking.Municipalities;
using Matchmaking.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Moderation;

internal sealed class ModerationMapping : IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.Property(r => r.Number).UseIdentityAlwaysColumn();
        report.HasIndex(r => r.Number).IsUnique();
        report.Property(r => r.Kind).HasMaxLength(40);
        report.Property(r => r.Title).HasMaxLength(1000);
        report.Property(r => r.Email).HasMaxLength(254);
        report.Property(r => r.Words).HasMaxLength(ReportContent.MostWords);
        report.Property(r => r.Language).HasMaxLength(3);
        report.HasIndex(r => new { r.MunicipalityId, r.At }).HasFilter("decision_id is null").HasDatabaseName("IX_ReportOpen");
        report.HasIndex(r => new { r.ObjectId, r.Kind });
        report.HasIndex(r => new { r.Email, r.At }).HasFilter("email is not null");
        report.HasIndex(r => r.ReporterId);
        report.HasOne<Municipality>().WithMany().HasForeignKey(r => r.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        report.HasOne<Person>().WithMany().HasForeignKey(r => r.ReporterId).OnDelete(DeleteBehavior.SetNull);
        report.HasOne<Decision>().WithMany().HasForeignKey(r => r.DecisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.Property(d => d.Number).UseIdentityAlwaysColumn();
        decision.HasIndex(d => d.Number).IsUnique();
        decision.Property(d => d.Kind).HasMaxLength(40);
        decision.Property(d => d.Title).HasMaxLength(1000);
        decision.Property(d => d.Facts).HasMaxLength(Decision.MostFacts);
        decision.Ignore(d => d.ComplaintUntil);
        decision.HasIndex(d => new { d.ObjectId, d.Kind });
        decision.HasIndex(d => d.AuthorId);
        decision.HasIndex(d => d.ById);
        decision.HasOne<Municipality>().WithMany().HasForeignKey(d => d.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.AuthorId).OnDelete(DeleteBehavior.SetNull);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.ById).OnDelete(DeleteBehavior.SetNull);
        decision.ToTable(t => t.HasCheckConstraint("ck_decision_reasons", "facts <> '' and (verdict <> 'Hidden' or (rule is not null and rule <> 'Other'))"));
    }
}
