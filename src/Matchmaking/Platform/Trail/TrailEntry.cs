using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Platform.Trail;

/// <summary>Who did what to which thing, and when: ids only, never a name, an address or free text. Rows are only added;
/// the database refuses to change them, and to remove them before they are 24 months old. Once an account is deleted, its id points to nobody.</summary>
public sealed class TrailEntry
{
    public long Id { get; init; }

    /// <summary>The act in dotted form, e.g. <c>initiative.joined</c>.</summary>
    [NotPersonal] public required string What { get; init; }

    /// <summary>The thing it was done to.</summary>
    public Guid About { get; init; }

    /// <summary>The person who did it; nobody when the clock did.</summary>
    public Guid? By { get; init; }

    /// <summary>UTC, on the clock of the one who wrote.</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class TrailEntryMapping : IEntityTypeConfiguration<TrailEntry>
{
    public void Configure(EntityTypeBuilder<TrailEntry> entry)
    {
        entry.Property(e => e.What).HasMaxLength(80);
        entry.HasIndex(e => new { e.About, e.At });
        entry.HasIndex(e => e.By);
    }
}

public static class TrailQueries
{
    public static DbSet<TrailEntry> Trail(this MatchmakingDb db) => db.Set<TrailEntry>();

    /// <summary>Adds a trail entry; saved with the write it tells of.</summary>
    public static void Trail(this MatchmakingDb db, string what, Guid about, Guid? by, DateTimeOffset at) =>
        db.Set<TrailEntry>().Add(new TrailEntry { What = what, About = about, By = by, At = at });
}
