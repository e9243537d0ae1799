using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Matching;

internal sealed class MatchMapping : IEntityTypeConfiguration<Match>, IEntityTypeConfiguration<WrongReason>, IEntityTypeConfiguration<MatchWeight>,
    IEntityTypeConfiguration<RoleSeen>, IEntityTypeConfiguration<LoweredTheme>
{
    public void Configure(EntityTypeBuilder<Match> match)
    {
        match.HasIndex(m => new { m.PersonId, m.RoleId }).IsUnique();
        match.HasIndex(m => m.RoleId);
        match.HasIndex(m => m.InitiativeId);
        match.HasIndex(m => m.PersonId).HasFilter("answer in ('NotThisKind', 'NotNow')").HasDatabaseName("IX_MatchSetAside"); // few of many
        match.HasIndex(m => m.AskedById).HasFilter("asked_by_id is not null");
        match.HasIndex(m => new { m.PersonId, m.InitiativeId }).IsUnique().HasFilter("asked_at is not null").HasDatabaseName("IX_MatchAskedOnce");
        match.Property(m => m.Reasons).HasJsonList();
        match.Property(m => m.Lowered).HasJsonList();
        match.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
        match.HasOne<Initiative>().WithMany().HasForeignKey(m => m.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        match.HasOne<Role>().WithMany().HasForeignKey(m => m.RoleId).OnDelete(DeleteBehavior.Cascade);
        match.HasOne<Person>().WithMany().HasForeignKey(m => m.AskedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<WrongReason> wrong)
    {
        wrong.HasKey(w => new { w.PersonId, w.Code, w.AboutId });
        wrong.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LoweredTheme> lowered)
    {
        lowered.HasKey(l => new { l.PersonId, l.ThemeId });
        lowered.HasIndex(l => l.InitiativeId);
        lowered.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
        lowered.HasOne<Initiative>().WithMany().HasForeignKey(l => l.InitiativeId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<RoleSeen> seen)
    {
        seen.HasKey(s => s.RoleId);
        seen.HasOne<Role>().WithMany().HasForeignKey(s => s.RoleId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MatchWeight> weight)
    {
        weight.HasKey(w => w.Code);
        weight.ToTable(t => t.HasCheckConstraint("ck_match_weight_points", "points between 0 and 100"));
    }
}
