using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>For whom facts are gathered, and since when news are news.</summary>
public sealed record DigestWindow(Guid PersonId, DigestRhythm Rhythm, DateTimeOffset From, DateTimeOffset To);

/// <summary>Gathers what a person could be told. Asked twice: when a digest is composed, and again when its letter is written, so that what was
/// hidden, answered, over or taken meanwhile is told by nobody.</summary>
public sealed class DigestSource(MatchmakingDb db, MunicipalityCatalog municipalities)
{
    /// <summary>What waits for longer is given up.</summary>
    private static readonly TimeSpan WaitsFor = TimeSpan.FromDays(60);

    /// <summary>What a digest still has to tell, in its order. Nothing when it is gone or nothing of it is true any more.</summary>
    public async Task<IReadOnlyList<DigestFact>> StillTrueAsync(Guid digestId, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Digests().AsNoTracking().Include(d => d.Items).SingleOrDefaultAsync(d => d.Id == digestId, ct) is not { } digest) return [];
        var facts = (await FactsAsync(new(digest.PersonId, digest.Rhythm, digest.WindowFrom, digest.WindowTo), now, ct))
            .Where(f => f.Rank != DigestRank.Deadline || f.At > now).GroupBy(f => f.Told).ToDictionary(g => g.Key, g => g.First());
        return [.. digest.Items.OrderBy(i => i.Position).Select(i => facts.GetValueOrDefault(i.Told)).OfType<DigestFact>()];
    }

    public async Task<IReadOnlyList<DigestFact>> FactsAsync(DigestWindow window, DateTimeOffset now, CancellationToken ct)
    {
        var person = await db.People().AsNoTracking().SingleAsync(p => p.Id == window.PersonId, ct);
        var mine = await MineAsync(person.Id, ct);
        return
        [
            .. Deadlines(mine, window, now),
            .. await HandoversAsync(person.Id, now, ct),
            .. await QuestionsAsync(mine, now, ct),
            .. await DatePollsAsync(mine, person.Id, now, ct),
            .. await ThanksAsync(mine, person.Id, now, ct),
            .. await InterestedAsync(mine, now, ct),
            .. await MatchesAsync(person.Id, now, ct),
            .. await NearAsync(person, mine, window, ct),
            .. await CourseAsync(mine, window, ct),
            .. await DoersAsync(mine, window, ct),
            .. await UpdatesAsync(mine, window, ct),
            .. person.NoticeBoardLetters ? [] : await NotesAsync(mine, window, ct),
        ];
    }

    /// <summary>What the person started, does or waits for. Of hidden initiatives nothing.</summary>
    private async Task<Mine[]> MineAsync(Guid personId, CancellationToken ct)
    {
        var live = db.Commitments().Where(c => c.PersonId == personId && c.HeldUntil == null
            && (c.State == CommitmentState.Active || c.State == CommitmentState.Done || c.State == CommitmentState.Waiting));
        var rows = await db.Initiatives().Visible().Where(i => i.StarterId == personId || live.Any(c => c.InitiativeId == i.Id)).Select(i => new
        {
            i.Id,
            i.State,
            i.StarterId,
            i.MunicipalityId,
            i.StartsAt,
            i.DormantAskedAt,
            i.FirstReadyAt,
            i.ChangedAt,
            IsDoer = live.Any(c => c.InitiativeId == i.Id && c.State != CommitmentState.Waiting),
        }).ToListAsync(ct);
        var all = await municipalities.GetAsync(ct);
        return [.. rows.Select(r => new Mine(r.Id, r.State, r.StarterId == personId ? DigestWhy.Starter : r.IsDoer ? DigestWhy.Doer : DigestWhy.Waiting,
            r.StarterId is null, all.ById(r.MunicipalityId)!.Zone, r.StartsAt, r.DormantAskedAt, r.FirstReadyAt, r.ChangedAt))];
    }

    private static IEnumerable<DigestFact> Deadlines(Mine[] mine, DigestWindow window, DateTimeOffset now)
    {
        var soon = now.AddDays(window.Rhythm == DigestRhythm.Weekly ? 8 : 2); // beyond the next digest
        foreach (var i in mine)
        {
            var isAsked = i.Why == DigestWhy.Starter || (i.Why == DigestWhy.Doer && i.HasNoStarter);
            if (i.DormantAskedAt is { } asked && i.TakesDoers && isAsked)
                yield return new(DigestItemKind.AnswerIfAlive, i.Why, i.Id, asked + Initiative.AnswerWithin);
            if (i.StartsAt is { } local && i.TakesDoers && i.IsIn && Instant(local, i.Zone) is var start && start > now && start <= soon)
                yield return new(DigestItemKind.StartsSoon, i.Why, i.Id, start);
        }
    }

    private async Task<IEnumerable<DigestFact>> HandoversAsync(Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - Handover.AnswerWithin;
        var open = await db.Handovers().Where(h => h.ToId == personId && h.AnsweredAt == null && h.AskedAt > oldest)
            .Where(h => db.Initiatives().Visible().Any(i => i.Id == h.InitiativeId)).Select(h => new { h.Id, h.InitiativeId, h.AskedAt }).ToListAsync(ct);
        return open.Select(h => new DigestFact(DigestItemKind.AnswerHandover, DigestWhy.Asked, h.InitiativeId, h.AskedAt + Handover.AnswerWithin, h.Id));
    }

    private async Task<IEnumerable<DigestFact>> QuestionsAsync(Mine[] mine, DateTimeOffset now, CancellationToken ct)
    {
        var (ids, oldest) = (Ids(mine, i => i.Why == DigestWhy.Starter && i.State != InitiativeState.Withdrawn), now - WaitsFor);
        var waiting = await db.InitiativeQuestions().Where(q => ids.Contains(q.InitiativeId) && q.AnsweredAt == null && q.HiddenAt == null && q.At > oldest)
            .GroupBy(q => q.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count(), Since = g.Min(q => q.At) }).ToListAsync(ct);
        return waiting.Select(q => new DigestFact(DigestItemKind.QuestionWaits, DigestWhy.Starter, q.Id, q.Since, Count: q.Count));
    }

    private async Task<IEnumerable<DigestFact>> DatePollsAsync(Mine[] mine, Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var ids = Ids(mine, i => i.IsIn && !i.IsOver);
        var options = await db.DateOptions().Where(o => ids.Contains(o.InitiativeId))
            .Select(o => new { o.InitiativeId, o.StartsAt, o.At, IsChosen = o.ChosenAt != null, IsAnswered = o.Votes.Any(v => v.PersonId == personId) }).ToListAsync(ct);
        return from poll in options.GroupBy(o => o.InitiativeId)
               where poll.All(o => !o.IsChosen)
               let i = mine.Single(m => m.Id == poll.Key)
               let open = poll.Where(o => Instant(o.StartsAt, i.Zone) > now).ToList()
               where open.Count > 0 && open.All(o => !o.IsAnswered)
               select new DigestFact(DigestItemKind.DatePollWaits, i.Why, i.Id, open.Min(o => o.At));
    }

    private async Task<IEnumerable<DigestFact>> ThanksAsync(Mine[] mine, Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var ids = Ids(mine, i => i.Why == DigestWhy.Starter && i.State == InitiativeState.Done && now - i.ChangedAt < WaitsFor);
        var waiting = await db.Commitments().Counting().Where(c => ids.Contains(c.InitiativeId) && c.ThankedAt == null && c.PersonId != null && c.PersonId != personId)
            .GroupBy(c => c.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count() }).ToListAsync(ct);
        return waiting.Select(w => new DigestFact(DigestItemKind.ThanksWait, DigestWhy.Starter, w.Id, mine.Single(i => i.Id == w.Id).ChangedAt, Count: w.Count));
    }

    private async Task<IEnumerable<DigestFact>> InterestedAsync(Mine[] mine, DateTimeOffset now, CancellationToken ct)
    {
        var (ids, oldest) = (Ids(mine, i => i.Why == DigestWhy.Starter && i.TakesDoers), now - WaitsFor);
        var interested = await db.Matches().Where(m => ids.Contains(m.InitiativeId) && m.Answer == MatchAnswer.Interested && m.AnsweredAt > oldest)
            .Where(m => db.People().Any(p => p.Id == m.PersonId && p.SuspendedAt == null))
            .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == m.PersonId
                && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done)))
            .Select(m => new { m.Id, m.InitiativeId, m.AnsweredAt }).ToListAsync(ct);
        return interested.Select(m => new DigestFact(DigestItemKind.InterestedWaits, DigestWhy.Starter, m.InitiativeId, m.AnsweredAt!.Value, m.Id));
    }

    private async Task<IEnumerable<DigestFact>> MatchesAsync(Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.OpenFor(personId, now).Where(m => m.Answer != MatchAnswer.Interested).Select(m => new
        {
            m.InitiativeId,
            m.RoleId,
            m.Score,
            m.ComputedAt,
            AskedAt = m.Answer == MatchAnswer.None ? m.AskedAt : null,
            IsLast = db.Initiatives().Any(i => i.Id == m.InitiativeId && i.Missing == 1) && db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Least),
        }).ToListAsync(ct);
        return open.Select(m => m.AskedAt is { } asked
            ? new DigestFact(DigestItemKind.HostAsks, DigestWhy.Asked, m.InitiativeId, asked, m.RoleId)
            : new DigestFact(m.IsLast ? DigestItemKind.OneMissing : DigestItemKind.GoodMatch, DigestWhy.Match, m.InitiativeId, m.ComputedAt, m.RoleId, Score: m.Score));
    }

    private async Task<IEnumerable<DigestFact>> NearAsync(Person person, Mine[] mine, DigestWindow window, CancellationToken ct)
    {
        var (ids, never) = (Ids(mine, _ => true), person.NeverThemeIds);
        var posted = await db.Initiatives().TakingDoers().Where(i => i.MunicipalityId == person.MunicipalityId && i.PostedAt > window.From && i.PostedAt <= window.To)
            .Where(i => !ids.Contains(i.Id) && !i.ThemeIds.Any(t => never.Contains(t)))
            .OrderByDescending(i => i.PostedAt).Take(DigestContent.MostItems * 3).Select(i => new { i.Id, i.PostedAt }).ToListAsync(ct);
        return posted.Select(i => new DigestFact(DigestItemKind.NewNearYou, DigestWhy.Near, i.Id, i.PostedAt));
    }

    /// <summary>Where it stands now, if that is new and another's doing.</summary>
    private async Task<IEnumerable<DigestFact>> CourseAsync(Mine[] mine, DigestWindow window, CancellationToken ct)
    {
        var ids = Ids(mine, _ => true);
        var turned = await db.Set<InitiativeChange>().Where(c => ids.Contains(c.InitiativeId) && c.At > window.From && c.At <= window.To && (c.ById == null || c.ById != window.PersonId) && (c.From == null || c.From != c.To))
            .Select(c => new { c.InitiativeId, c.To, c.At }).ToListAsync(ct);
        return from i in mine
               let kind = KindOf(i.State)
               where kind is not null
               let last = turned.Where(c => c.InitiativeId == i.Id && c.To == i.State).MaxBy(c => c.At)
               where last is not null && (kind != DigestItemKind.BecameReady || i.FirstReadyAt >= last.At)
               select new DigestFact(kind.Value, i.Why, i.Id, last.At);
    }

    private async Task<IEnumerable<DigestFact>> DoersAsync(Mine[] mine, DigestWindow window, CancellationToken ct)
    {
        var ids = Ids(mine, i => i.IsIn && !i.IsOver);
        var joined = await db.Commitments().Counting()
            .Where(c => ids.Contains(c.InitiativeId) && c.At > window.From && c.At <= window.To && c.PersonId != null && c.PersonId != window.PersonId)
            .Select(c => new { c.Id, c.InitiativeId, c.At }).ToListAsync(ct);
        return joined.GroupBy(c => c.InitiativeId).Select(g => (Last: g.MaxBy(c => c.At)!, Count: g.Count()))
            .Select(g => News(DigestItemKind.NewDoers, mine, g.Last.InitiativeId, g.Last.At, g.Last.Id, g.Count));
    }

    private async Task<IEnumerable<DigestFact>> UpdatesAsync(Mine[] mine, DigestWindow window, CancellationToken ct)
    {
        var ids = Ids(mine, _ => true);
        var updates = await db.InitiativeUpdates()
            .Where(u => ids.Contains(u.InitiativeId) && u.HiddenAt == null && u.At > window.From && u.At <= window.To && u.AuthorId != window.PersonId)
            .Select(u => new { u.Id, u.InitiativeId, u.At }).ToListAsync(ct);
        return updates.GroupBy(u => u.InitiativeId).Select(g => g.MaxBy(u => u.At)!).Select(u => News(DigestItemKind.Update, mine, u.InitiativeId, u.At, u.Id, 1));
    }

    private async Task<IEnumerable<DigestFact>> NotesAsync(Mine[] mine, DigestWindow window, CancellationToken ct)
    {
        var ids = Ids(mine, i => i.IsIn);
        var notes = await db.Notes().Where(n => ids.Contains(n.InitiativeId) && n.HiddenAt == null && n.At > window.From && n.At <= window.To && n.AuthorId != window.PersonId)
            .GroupBy(n => n.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count(), Last = g.Max(n => n.At) }).ToListAsync(ct);
        return notes.Select(n => News(DigestItemKind.Notes, mine, n.Id, n.Last, Guid.Empty, n.Count));
    }

    private static DigestFact News(DigestItemKind kind, Mine[] mine, Guid id, DateTimeOffset at, Guid aboutId, int count) =>
        new(kind, mine.Single(i => i.Id == id).Why, id, at, aboutId, count);

    private static DigestItemKind? KindOf(InitiativeState state) => state switch
    {
        InitiativeState.Ready => DigestItemKind.BecameReady,
        InitiativeState.UnderWay => DigestItemKind.UnderWay,
        InitiativeState.Paused => DigestItemKind.Paused,
        InitiativeState.Done => DigestItemKind.Done,
        InitiativeState.Withdrawn => DigestItemKind.Withdrawn,
        _ => null,
    };

    private static Guid[] Ids(Mine[] mine, Func<Mine, bool> which) => [.. mine.Where(which).Select(i => i.Id)];

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone) => WallClock.Read(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone).Instant;

    private sealed record Mine(Guid Id, InitiativeState State, DigestWhy Why, bool HasNoStarter, TimeZoneInfo Zone, DateTime? StartsAt, DateTimeOffset? DormantAskedAt,
        DateTimeOffset? FirstReadyAt, DateTimeOffset ChangedAt)
    {
        public bool TakesDoers => State is InitiativeState.Open or InitiativeState.Ready or InitiativeState.UnderWay;

        public bool IsOver => State is InitiativeState.Done or InitiativeState.Withdrawn;

        /// <summary>Shares the notice board and the date poll; those who wait do not.</summary>
        public bool IsIn => Why != DigestWhy.Waiting;
    }
}
