using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>What somebody else waits for, asked of many people at once.</summary>
internal sealed class WaitingFacts(MatchmakingDb db)
{
    /// <summary>What waits for longer is given up.</summary>
    private static readonly TimeSpan WaitsFor = TimeSpan.FromDays(60);

    public async Task<IEnumerable<(Reader, DigestFact)>> HandoversAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - Handover.AnswerWithin;
        var open = (await db.Handovers().Where(h => all.PersonIds.Contains(h.ToId) && h.AnsweredAt == null && h.AskedAt > oldest)
            .Where(h => db.Initiatives().Visible().Any(i => i.Id == h.InitiativeId)).Select(h => new { h.Id, h.ToId, h.InitiativeId, h.AskedAt }).ToListAsync(ct)).ToLookup(h => h.ToId);
        return all.Each(r => open[r.Id], h => new(DigestItemKind.AnswerHandover, DigestWhy.Asked, h.InitiativeId, h.AskedAt + Handover.AnswerWithin, h.Id));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> QuestionsAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.State != InitiativeState.Withdrawn);
        var (ids, oldest) = (mine.Ids(), now - WaitsFor);
        var waiting = await db.InitiativeQuestions().Where(q => ids.Contains(q.InitiativeId) && q.AnsweredAt == null && q.HiddenAt == null && q.At > oldest)
            .GroupBy(q => q.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count(), Since = g.Min(q => q.At) }).ToDictionaryAsync(q => q.Id, ct);
        return from m in mine
               let q = waiting.GetValueOrDefault(m.Mine.Id)
               where q is not null
               select (m.Reader, new DigestFact(DigestItemKind.QuestionWaits, DigestWhy.Starter, q.Id, q.Since, Count: q.Count));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> DatePollsAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn && !i.IsOver);
        var ids = mine.Ids();
        var polls = (await db.DateOptions().Where(o => ids.Contains(o.InitiativeId)).Select(o => new { o.InitiativeId, o.StartsAt, o.At, IsChosen = o.ChosenAt != null, VoterIds = o.Votes.Select(v => v.PersonId).ToList() })
            .ToListAsync(ct)).ToLookup(o => o.InitiativeId);
        return from m in mine
               let poll = polls[m.Mine.Id]
               where poll.All(o => !o.IsChosen)
               let open = poll.Where(o => WallClock.InstantOf(o.StartsAt, m.Mine.Zone) > now).ToList()
               where open.Count > 0 && open.All(o => !o.VoterIds.Contains(m.Reader.Id))
               select (m.Reader, new DigestFact(DigestItemKind.DatePollWaits, m.Mine.Why, m.Mine.Id, open.Min(o => o.At)));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> ThanksAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.State == InitiativeState.Done && now - i.ChangedAt < WaitsFor);
        var ids = mine.Ids();
        var waiting = await db.Commitments().Counting().Where(c => ids.Contains(c.InitiativeId) && c.ThankedAt == null && c.PersonId != null)
            .Where(c => !db.Initiatives().Any(i => i.Id == c.InitiativeId && i.StarterId == c.PersonId))
            .GroupBy(c => c.InitiativeId).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Id, g => g.Count, ct);
        return mine.Where(m => waiting.ContainsKey(m.Mine.Id))
            .Select(m => (m.Reader, new DigestFact(DigestItemKind.ThanksWait, DigestWhy.Starter, m.Mine.Id, m.Mine.ChangedAt, Count: waiting[m.Mine.Id])));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> InterestedAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(i => i.Why == DigestWhy.Starter && i.TakesDoers);
        var (ids, oldest) = (mine.Ids(), now - WaitsFor);
        var interested = (await db.Matches().Where(m => ids.Contains(m.InitiativeId) && m.Answer == MatchAnswer.Interested && m.AnsweredAt > oldest)
            .Where(m => db.People().Any(p => p.Id == m.PersonId && p.SuspendedAt == null))
            .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == m.PersonId
                && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done)))
            .Select(m => new { m.Id, m.InitiativeId, m.AnsweredAt }).ToListAsync(ct)).ToLookup(m => m.InitiativeId);
        return mine.SelectMany(m => interested[m.Mine.Id], (m, i) => (m.Reader, new DigestFact(DigestItemKind.InterestedWaits, DigestWhy.Starter, i.InitiativeId, i.AnsweredAt!.Value, i.Id)));
    }
}
