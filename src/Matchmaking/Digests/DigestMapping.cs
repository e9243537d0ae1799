using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Digests;

internal sealed class DigestMapping : IEntityTypeConfiguration<Digest>, IEntityTypeConfiguration<DigestItem>
{
    public void Configure(EntityTypeBuilder<Digest> digest)
    {
        digest.HasIndex(d => new { d.PersonId, d.Rhythm, d.PeriodStart }).IsUnique();
        digest.HasIndex(d => d.MailId).IsUnique();
        digest.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        digest.HasMany(d => d.Items).WithOne().HasForeignKey(i => i.DigestId).OnDelete(DeleteBehavior.Cascade);
        digest.Navigation(d => d.Items).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<DigestItem> item)
    {
        item.HasKey(i => new { i.DigestId, i.Position });
        item.HasOne<Initiative>().WithMany().HasForeignKey(i => i.InitiativeId).OnDelete(DeleteBehavior.Cascade);
    }
}

public static class DigestQueries
{
    public static DbSet<Digest> Digests(this MatchmakingDb db) => db.Set<Digest>();
}
