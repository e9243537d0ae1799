using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>What others did in the window in what a person is in, asked of many people at once.</summary>
internal sealed class NewsFacts(MatchmakingDb db)
{
    /// <summary>What tells that an initiative is in another state.</summary>
    public static readonly DigestItemKind[] OfStates = [.. Enum.GetValues<InitiativeState>().Select(KindOf).OfType<DigestItemKind>()];

    /// <summary>Where it stands now, if that is new and another's doing.</summary>
    public async Task<IEnumerable<(Reader, DigestFact)>> CourseAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var mine = all.Mine(_ => true);
        var ids = mine.Ids();
        var turned = (await db.Set<InitiativeChange>().Where(c => ids.Contains(c.InitiativeId) && c.At > all.From && c.At <= all.To && (c.From == null || c.From != c.To))
            .Select(c => new { c.InitiativeId, c.To, c.At, c.ById }).ToListAsync(ct)).ToLookup(c => c.InitiativeId);
        return from m in mine
               let kind = KindOf(m.Mine.State)
               where kind is not null
               let last = turned[m.Mine.Id].Where(c => c.To == m.Mine.State && m.Reader.Window.Holds(c.At) && c.ById != m.Reader.Id).MaxBy(c => c.At)
               where last is not null && (kind != DigestItemKind.BecameReady || (m.Mine.FirstReadyAt >= last.At && !m.Mine.HasBegun(now)))
               select (m.Reader, new DigestFact(kind.Value, m.Mine.Why, m.Mine.Id, last.At));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> DoersAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn && !i.IsOver);
        var ids = mine.Ids();
        var joined = (await db.Commitments().Counting().Where(c => ids.Contains(c.InitiativeId) && c.At > all.From && c.At <= all.To && c.PersonId != null)
            .Select(c => new Happening(c.InitiativeId, c.Id, c.At, c.PersonId)).ToListAsync(ct)).ToLookup(h => h.InitiativeId);
        return News(DigestItemKind.NewDoers, mine, joined, h => h.AboutId);
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> UpdatesAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(_ => true);
        var ids = mine.Ids();
        var updates = (await db.InitiativeUpdates().Where(u => ids.Contains(u.InitiativeId) && u.HiddenAt == null && u.At > all.From && u.At <= all.To)
            .Select(u => new Happening(u.InitiativeId, u.Id, u.At, u.AuthorId)).ToListAsync(ct)).ToLookup(h => h.InitiativeId);
        return News(DigestItemKind.Update, mine, updates, h => h.AboutId).Select(f => (f.Item1, f.Item2 with { Count = 1 }));
    }

    /// <summary>To those who get no letters of them.</summary>
    public async Task<IEnumerable<(Reader, DigestFact)>> NotesAsync(Gathering all, CancellationToken ct)
    {
        var mine = all.Mine(i => i.IsIn).Where(m => !m.Reader.Person.NoticeBoardLetters).ToList();
        var ids = mine.Ids();
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
}
