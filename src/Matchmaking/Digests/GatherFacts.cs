using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Gathers what people could be told, of many at once: what is asked of the database is asked for all of them together. Asked twice:
/// when digests are composed, and again when their letters are written.</summary>
public sealed class GatherFacts(MatchmakingDb db, MunicipalityCatalog municipalities)
{
    private readonly WaitingFacts _waiting = new(db);
    private readonly SuggestedFacts _suggested = new(db);
    private readonly NewsFacts _news = new(db);

    /// <param name="only">Of these at least; of everything without them.</param>
    public async Task<ILookup<DigestWindow, DigestFact>> OfAsync(IReadOnlyList<DigestWindow> windows, DateTimeOffset now, CancellationToken ct, DigestScope? only = null)
    {
        if (windows.Count == 0) return Array.Empty<(DigestWindow, DigestFact)>().ToLookup(f => f.Item1, f => f.Item2);
        var all = await PeopleAsync(windows, ct);
        List<(Reader, DigestFact)> facts = [.. Deadlines(all, now)];
        foreach (var (told, gather) in Gatherers(all, only, now, ct))
            if (only is null || only.HasAny(told)) facts.AddRange(await gather());
        return facts.ToLookup(f => f.Item1.Window, f => f.Item2);
    }

    /// <summary>What has to be asked of the database, by the kinds that it tells.</summary>
    private (DigestItemKind[] Told, Func<Task<IEnumerable<(Reader, DigestFact)>>> Gather)[] Gatherers(Gathering all, DigestScope? only, DateTimeOffset now, CancellationToken ct) =>
    [
        ([DigestItemKind.AnswerHandover], () => _waiting.HandoversAsync(all, now, ct)),
        ([DigestItemKind.QuestionWaits], () => _waiting.QuestionsAsync(all, now, ct)),
        ([DigestItemKind.DatePollWaits], () => _waiting.DatePollsAsync(all, now, ct)),
        ([DigestItemKind.ThanksWait], () => _waiting.ThanksAsync(all, now, ct)),
        ([DigestItemKind.InterestedWaits], () => _waiting.InterestedAsync(all, now, ct)),
        ([DigestItemKind.HostAsks, DigestItemKind.OneMissing, DigestItemKind.GoodMatch], () => _suggested.MatchesAsync(all, now, ct)),
        ([DigestItemKind.NewNearYou], () => _suggested.NearAsync(all, only, now, ct)),
        (NewsFacts.OfStates, () => _news.CourseAsync(all, now, ct)),
        ([DigestItemKind.NewDoers], () => _news.DoersAsync(all, ct)),
        ([DigestItemKind.Update], () => _news.UpdatesAsync(all, ct)),
        ([DigestItemKind.Notes], () => _news.NotesAsync(all, ct)),
    ];

    /// <summary>Those for whom facts are gathered, each with what the person started, does or waits for. Of hidden initiatives nothing.</summary>
    private async Task<Gathering> PeopleAsync(IReadOnlyList<DigestWindow> windows, CancellationToken ct)
    {
        Guid[] ids = [.. windows.Select(w => w.PersonId).Distinct()];
        var people = await db.People().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var live = await db.Commitments().Where(c => ids.Contains(c.PersonId!.Value) && c.HeldUntil == null
                && (c.State == CommitmentState.Active || c.State == CommitmentState.Done || c.State == CommitmentState.Waiting))
            .Select(c => new { PersonId = c.PersonId!.Value, c.InitiativeId, IsDoer = c.State != CommitmentState.Waiting }).ToListAsync(ct);
        Guid[] joined = [.. live.Select(c => c.InitiativeId).Distinct()];
        var rows = await db.Initiatives().Visible().Where(i => ids.Contains(i.StarterId!.Value) || joined.Contains(i.Id)).Select(i => new
        {
            i.Id,
            i.State,
            i.StarterId,
            i.MunicipalityId,
            i.StartsAt,
            i.DormantAskedAt,
            i.FirstReadyAt,
            i.ChangedAt,
        }).ToDictionaryAsync(i => i.Id, ct);
        var towns = await municipalities.GetAsync(ct);
        var started = rows.Values.Where(i => i.StarterId is not null).ToLookup(i => i.StarterId!.Value, i => i.Id);
        var does = live.Where(c => rows.ContainsKey(c.InitiativeId)).ToLookup(c => c.PersonId);
        return new([.. windows.Where(w => people.ContainsKey(w.PersonId)).Select(w => new Reader(w, people[w.PersonId],
            [.. started[w.PersonId].Concat(does[w.PersonId].Select(c => c.InitiativeId)).Distinct().Select(id => MineOf(w.PersonId, id))]))], towns);

        Mine MineOf(Guid personId, Guid id)
        {
            var i = rows[id];
            var why = i.StarterId == personId ? DigestWhy.Starter : does[personId].Any(c => c.InitiativeId == id && c.IsDoer) ? DigestWhy.Doer : DigestWhy.Waiting;
            return new(id, i.State, why, i.StarterId is null, towns.ById(i.MunicipalityId)!.Zone, i.StartsAt, i.DormantAskedAt, i.FirstReadyAt, i.ChangedAt);
        }
    }

    private static IEnumerable<(Reader, DigestFact)> Deadlines(Gathering all, DateTimeOffset now)
    {
        foreach (var (reader, i) in all.Mine(_ => true))
        {
            var soon = now.AddDays(reader.Window.Rhythm == DigestRhythm.Weekly ? 8 : 2); // beyond the next digest
            var isAsked = i.Why == DigestWhy.Starter || (i.Why == DigestWhy.Doer && i.HasNoStarter);
            if (i.DormantAskedAt is { } asked && i.TakesDoers && isAsked)
                yield return (reader, new(DigestItemKind.AnswerIfAlive, i.Why, i.Id, asked + Initiative.AnswerWithin));
            if (i.StartsAt is { } local && i.TakesDoers && i.IsIn && WallClock.InstantOf(local, i.Zone) is var start && start > now && start <= soon)
                yield return (reader, new(DigestItemKind.StartsSoon, i.Why, i.Id, start));
        }
    }
}
