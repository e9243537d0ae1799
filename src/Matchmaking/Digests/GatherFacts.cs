using Matchmaking.Initiatives;
using Matchmaking.Matching;
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
    /// <summary>What waits for longer is given up.</summary>
    private static readonly TimeSpan WaitsFor = TimeSpan.FromDays(60);

    /// <summary>Of what is new in a municipality so much is looked at, for all its people, and so much of it told to one.</summary>
    private const int MostPosted = 100, MostNew = DigestContent.MostNear + DigestContent.MostItems;

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
        ([DigestItemKind.AnswerHandover], () => HandoversAsync(all, now, ct)),
        ([DigestItemKind.QuestionWaits], () => QuestionsAsync(all, now, ct)),
        ([DigestItemKind.DatePollWaits], () => DatePollsAsync(all, now, ct)),
        ([DigestItemKind.ThanksWait], () => ThanksAsync(all, now, ct)),
        ([DigestItemKind.InterestedWaits], () => InterestedAsync(all, now, ct)),
        ([DigestItemKind.HostAsks, DigestItemKind.OneMissing, DigestItemKind.GoodMatch], () => MatchesAsync(all, now, ct)),
        ([DigestItemKind.NewNearYou], () => NearAsync(all, only, now, ct)),
        (Enum.GetValues<InitiativeState>().Select(KindOf).OfType<DigestItemKind>().ToArray(), () => CourseAsync(all, now, ct)),
        ([DigestItemKind.NewDoers], () => DoersAsync(all, ct)),
        ([DigestItemKind.Update], () => UpdatesAsync(all, ct)),
        ([DigestItemKind.Notes], () => NotesAsync(all, ct)),
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

    private async Task<IEnumerable<(Reader, DigestFact)>> HandoversAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - Handover.AnswerWithin;
        var open = (await db.Handovers().Where(h => all.PersonIds.Contains(h.ToId) && h.AnsweredAt == null && h.AskedAt > oldest)
            .Where(h => db.Initiatives().Visible().Any(i => i.Id == h.InitiativeId)).Select(h => new { h.Id, h.ToId, h.InitiativeId, h.AskedAt }).ToListAsync(ct)).ToLookup(h => h.ToId);
        return all.Each(r => open[r.Id], h => new(DigestItemKind.AnswerHandover, DigestWhy.Asked, h.InitiativeId, h.AskedAt + Handover.AnswerWithin, h.Id));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> QuestionsAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.State != InitiativeState.Withdrawn);
        var (ids, oldest) = (Ids(mine), now - WaitsFor);
        var waiting = await db.InitiativeQuestions().Where(q => ids.Contains(q.InitiativeId) && q.AnsweredAt == null && q.HiddenAt == null && q.At > oldest)
            .GroupBy(q => q.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count(), Since = g.Min(q => q.At) }).ToDictionaryAsync(q => q.Id, ct);
        return from m in mine
               let q = waiting.GetValueOrDefault(m.Mine.Id)
               where q is not null
               select (m.Reader, new DigestFact(DigestItemKind.QuestionWaits, DigestWhy.Starter, q.Id, q.Since, Count: q.Count));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> DatePollsAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn && !i.IsOver);
        var ids = Ids(mine);
        var polls = (await db.DateOptions().Where(o => ids.Contains(o.InitiativeId)).Select(o => new { o.InitiativeId, o.StartsAt, o.At, IsChosen = o.ChosenAt != null, VoterIds = o.Votes.Select(v => v.PersonId).ToList() })
            .ToListAsync(ct)).ToLookup(o => o.InitiativeId);
        return from m in mine
               let poll = polls[m.Mine.Id]
               where poll.All(o => !o.IsChosen)
               let open = poll.Where(o => WallClock.InstantOf(o.StartsAt, m.Mine.Zone) > now).ToList()
               where open.Count > 0 && open.All(o => !o.VoterIds.Contains(m.Reader.Id))
               select (m.Reader, new DigestFact(DigestItemKind.DatePollWaits, m.Mine.Why, m.Mine.Id, open.Min(o => o.At)));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> ThanksAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.State == InitiativeState.Done && now - i.ChangedAt < WaitsFor);
        var ids = Ids(mine);
        var waiting = await db.Commitments().Counting().Where(c => ids.Contains(c.InitiativeId) && c.ThankedAt == null && c.PersonId != null)
            .Where(c => !db.Initiatives().Any(i => i.Id == c.InitiativeId && i.StarterId == c.PersonId))
            .GroupBy(c => c.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Id, g => g.Count, ct);
        return mine.Where(m => waiting.ContainsKey(m.Mine.Id))
            .Select(m => (m.Reader, new DigestFact(DigestItemKind.ThanksWait, DigestWhy.Starter, m.Mine.Id, m.Mine.ChangedAt, Count: waiting[m.Mine.Id])));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> InterestedAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.TakesDoers);
        var (ids, oldest) = (Ids(mine), now - WaitsFor);
        var interested = (await db.Matches().Where(m => ids.Contains(m.InitiativeId) && m.Answer == MatchAnswer.Interested && m.AnsweredAt > oldest)
            .Where(m => db.People().Any(p => p.Id == m.PersonId && p.SuspendedAt == null))
            .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == m.PersonId
                && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done)))
            .Select(m => new { m.Id, m.InitiativeId, m.AnsweredAt }).ToListAsync(ct)).ToLookup(m => m.InitiativeId);
        return mine.SelectMany(m => interested[m.Mine.Id], (m, i) => (m.Reader, new DigestFact(DigestItemKind.InterestedWaits, DigestWhy.Starter, i.InitiativeId, i.AnsweredAt!.Value, i.Id)));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> MatchesAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var open = (await db.OpenRolesFor(all.PersonIds, now).Join(db.Initiatives(), m => m.InitiativeId, i => i.Id, (m, i) => new
        {
            m.PersonId,
            m.InitiativeId,
            m.RoleId,
            m.Score,
            m.ComputedAt,
            m.AskedAt,
            m.Answer,
            IsLast = i.Missing == 1 && db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Least),
            i.StartsAt,
            i.MunicipalityId,
        }).ToListAsync(ct)).OrderByDescending(m => m.AskedAt is not null).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId) // as in the person's list: of an initiative the best
            .DistinctBy(m => (m.PersonId, m.InitiativeId)).Where(m => m.Answer != MatchAnswer.Interested).ToLookup(m => m.PersonId);
        return all.Each(r => open[r.Id].Where(m => !all.HasBegun(m.StartsAt, m.MunicipalityId, now)), m => m is { AskedAt: { } asked, Answer: MatchAnswer.None }
            ? new DigestFact(DigestItemKind.HostAsks, DigestWhy.Asked, m.InitiativeId, asked, m.RoleId)
            : new DigestFact(m.IsLast ? DigestItemKind.OneMissing : DigestItemKind.GoodMatch, DigestWhy.Match, m.InitiativeId, m.ComputedAt, m.RoleId, Score: m.Score));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> NearAsync(Gathering all, DigestScope? only, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] homes = [.. all.Readers.Select(r => r.Person.MunicipalityId).OfType<Guid>().Distinct()];
        var taking = only?.Of(DigestItemKind.NewNearYou) is { } told ? db.Initiatives().TakingDoers().Where(i => told.Contains(i.Id)) : db.Initiatives().TakingDoers();
        var posted = (await db.Municipalities().Where(m => homes.Contains(m.Id)).SelectMany(m => taking
                .Where(i => i.MunicipalityId == m.Id && i.PostedAt > all.From && i.PostedAt <= all.To).OrderByDescending(i => i.PostedAt).Take(MostPosted))
            .Select(i => new { i.Id, i.MunicipalityId, i.PostedAt, i.ThemeIds, i.StartsAt }).ToListAsync(ct)).Where(i => !all.HasBegun(i.StartsAt, i.MunicipalityId, now)).ToLookup(i => i.MunicipalityId);
        var lowered = (await db.LoweredThemes().AsNoTracking().Where(l => all.PersonIds.Contains(l.PersonId)).ToListAsync(ct)).ToLookup(l => l.PersonId, l => l.ThemeId);
        var setAside = (await db.Matches().Where(m => all.PersonIds.Contains(m.PersonId)).SetAside(now).Select(m => new { m.PersonId, m.InitiativeId }).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.InitiativeId);
        return all.Each(
            r => posted[r.Person.MunicipalityId ?? Guid.Empty]
                .Where(i => r.Window.Holds(i.PostedAt) && r.Mine.All(m => m.Id != i.Id) && !setAside[r.Id].Contains(i.Id) && !i.ThemeIds.Intersect(r.Person.NeverThemeIds).Any())
                .Select(i => new DigestFact(DigestItemKind.NewNearYou, DigestWhy.Near, i.Id, i.PostedAt, Score: i.ThemeIds.Intersect(lowered[r.Id]).Any() ? -1 : 0))
                .OrderByDescending(f => f.Score).ThenByDescending(f => f.At).Take(MostNew),
            f => f);
    }

    /// <summary>Where it stands now, if that is new and another's doing.</summary>
    private async Task<IEnumerable<(Reader, DigestFact)>> CourseAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(_ => true);
        var ids = Ids(mine);
        var turned = (await db.Set<InitiativeChange>().Where(c => ids.Contains(c.InitiativeId) && c.At > all.From && c.At <= all.To && (c.From == null || c.From != c.To))
            .Select(c => new { c.InitiativeId, c.To, c.At, c.ById }).ToListAsync(ct)).ToLookup(c => c.InitiativeId);
        return from m in mine
               let kind = KindOf(m.Mine.State)
               where kind is not null
               let last = turned[m.Mine.Id].Where(c => c.To == m.Mine.State && m.Reader.Window.Holds(c.At) && c.ById != m.Reader.Id).MaxBy(c => c.At)
               where last is not null && (kind != DigestItemKind.BecameReady || (m.Mine.FirstReadyAt >= last.At && !m.Mine.HasBegun(now)))
               select (m.Reader, new DigestFact(kind.Value, m.Mine.Why, m.Mine.Id, last.At));
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> DoersAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn && !i.IsOver);
        var ids = Ids(mine);
        var joined = (await db.Commitments().Counting().Where(c => ids.Contains(c.InitiativeId) && c.At > all.From && c.At <= all.To && c.PersonId != null)
            .Select(c => new Happening(c.InitiativeId, c.Id, c.At, c.PersonId)).ToListAsync(ct)).ToLookup(h => h.InitiativeId);
        return News(DigestItemKind.NewDoers, mine, joined, h => h.AboutId);
    }

    private async Task<IEnumerable<(Reader, DigestFact)>> UpdatesAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(_ => true);
        var ids = Ids(mine);
        var updates = (await db.InitiativeUpdates().Where(u => ids.Contains(u.InitiativeId) && u.HiddenAt == null && u.At > all.From && u.At <= all.To)
            .Select(u => new Happening(u.InitiativeId, u.Id, u.At, u.AuthorId)).ToListAsync(ct)).ToLookup(h => h.InitiativeId);
        return News(DigestItemKind.Update, mine, updates, h => h.AboutId).Select(f => (f.Item1, f.Item2 with { Count = 1 }));
    }

    /// <summary>To those who get no letters of them.</summary>
    private async Task<IEnumerable<(Reader, DigestFact)>> NotesAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn).Where(m => !m.Reader.Person.NoticeBoardLetters).ToList();
        var ids = Ids(mine);
        var notes = (await db.Notes().Where(n => ids.Contains(n.InitiativeId) && n.HiddenAt == null && n.At > all.From && n.At <= all.To)
            .Select(n => new Happening(n.InitiativeId, n.Id, n.At, n.AuthorId)).ToListAsync(ct)).ToLookup(h => h.InitiativeId);
        return News(DigestItemKind.Notes, mine, notes, _ => Guid.Empty);
    }

    /// <summary>What others did in the window, counted and with the last of it.</summary>
    private static IEnumerable<(Reader, DigestFact)> News(DigestItemKind kind, IEnumerable<(Reader Reader, Mine Mine)> mine, ILookup<Guid, Happening> happened, Func<Happening, Guid> about) =>
        from m in mine
        let news = happened[m.Mine.Id].Where(h => m.Reader.Window.Holds(h.At) && h.ById != m.Reader.Id).ToList()
        where news.Count > 0
        let last = news.MaxBy(h => h.At)
        select (m.Reader, new DigestFact(kind, m.Mine.Why, m.Mine.Id, last.At, about(last), news.Count));

    private static DigestItemKind? KindOf(InitiativeState state) => state switch
    {
        InitiativeState.Ready => DigestItemKind.BecameReady,
        InitiativeState.UnderWay => DigestItemKind.UnderWay,
        InitiativeState.Paused => DigestItemKind.Paused,
        InitiativeState.Done => DigestItemKind.Done,
        InitiativeState.Withdrawn => DigestItemKind.Withdrawn,
        _ => null,
    };

    private static Guid[] Ids(IEnumerable<(Reader Reader, Mine Mine)> mine) => [.. mine.Select(m => m.Mine.Id).Distinct()];
}
