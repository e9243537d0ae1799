using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.People;

/// <summary>What changed that matters to matching.</summary>
public enum MatchCause { Person, Initiative }

/// <summary>A person or an initiative whose matches must be looked at again. Stands here because both mark it and only Matching, far below, reads it.</summary>
public sealed class MatchPending : WorkRow
{
    public MatchCause Cause { get; init; }
    public Guid AboutId { get; init; }
}

internal sealed class MatchPendingMapping : WorkRowMapping<MatchPending>
{
    protected override void ConfigureOwn(EntityTypeBuilder<MatchPending> pending) => pending.HasIndex(p => p.AboutId);
}

public static class MatchPendingQueries
{
    public static DbSet<MatchPending> MatchPendings(this MatchmakingDb db) => db.Set<MatchPending>();

    /// <summary>Marks the matches to be looked at again; saved with the change.</summary>
    public static void MatchPending(this MatchmakingDb db, MatchCause cause, Guid aboutId) =>
        db.Set<MatchPending>().Add(new MatchPending { Cause = cause, AboutId = aboutId });

    /// <summary>Marks everybody who has said this word.</summary>
    public static async Task MatchPendingForAsync(this MatchmakingDb db, FreeWord word, CancellationToken ct)
    {
        var people = await db.People().Where(p => p.WordIds.Contains(word.Id)).Select(p => p.Id).ToListAsync(ct);
        foreach (var id in people) db.MatchPending(MatchCause.Person, id);
    }
}
