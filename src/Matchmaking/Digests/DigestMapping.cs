using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Digests;

internal sealed class DigestMapping : IEntityTypeConfiguration<Digest>
{
    public void Configure(EntityTypeBuilder<Digest> digest)
    {
        digest.HasIndex(d => new { d.PersonId, d.Rhythm, d.PeriodStart }).IsUnique();
        digest.HasIndex(d => d.MailId).IsUnique();
        digest.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        digest.Property(d => d.Told).HasJsonList();
        digest.Property(d => d.LeftOut).HasJsonList();
    }
}

public static class DigestQueries
{
    public static DbSet<Digest> Digests(this MatchmakingDb db) => db.Set<Digest>();
}
