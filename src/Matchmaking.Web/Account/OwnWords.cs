using Matchmaking.People;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;

namespace Matchmaking.Web.Account;

/// <summary>The free words of one person: those in the profile, those just typed, and what came of these.</summary>
/// <param name="mine">As they stand in the profile, waiting or decided.</param>
internal sealed class OwnWords(IReadOnlyList<FreeWord> mine)
{
    private readonly List<(WordKind Kind, string Word)> _typed = [];
    private readonly List<Guid> _wordIds = [];

    /// <summary>Of the words just typed those that are understood, with the row.</summary>
    public List<(WordKind Kind, string Word, Guid RowId)> Known { get; } = [];

    /// <summary>Of the words just typed those that a coordinator has said to be none of ours.</summary>
    public List<string> SetAside { get; } = [];

    /// <summary>Whether a new word waits.</summary>
    public bool AnyWaits { get; private set; }

    /// <summary>What the person says in free words from now on.</summary>
    public Guid[] WordIds => [.. _wordIds.Distinct()];

    public bool TooMany => WordIds.Length + _typed.Count > Person.MostWords;

    public IEnumerable<Guid> RowIds(WordKind kind) => Known.Where(k => k.Kind == kind).Select(k => k.RowId);

    /// <summary>What the person's words have come to mean since they were typed.</summary>
    public IEnumerable<Guid> Meaning(WordKind kind) => mine.Meaning(kind);

    /// <summary>The words by which a row is meant, if it is meant so.</summary>
    public IReadOnlyList<string> Behind(Guid rowId) => [.. mine.Where(w => w.RowId == rowId).Select(w => w.Text)];

    public IEnumerable<Choice> Waiting(WordKind kind) => mine.Where(w => w.Kind == kind && w.Waits).OrderBy(w => w.Folded, StringComparer.Ordinal).Select(w => new Choice(w.Id.ToString(), w.Text));

    /// <summary>Those that are still ticked stay; also one that was merged after the form was opened, so that its meaning stays.</summary>
    public void Keep(IEnumerable<string> ticked) => _wordIds.AddRange(mine.Where(w => w.SetAsideAt is null && ticked.Contains(w.Id.ToString())).Select(w => w.Id));

    /// <summary>Takes in what was typed in one field; gives what is no word. A word that waits already is kept and not said again.</summary>
    public IReadOnlyList<string> Read(WordKind kind, string? typed)
    {
        var (words, noWords) = FreeWord.ReadMany(typed);
        foreach (var word in words)
        {
            if (mine.FirstOrDefault(w => w.Kind == kind && w.Waits && w.Folded == FreeWord.Fold(word)) is { } waiting) _wordIds.Add(waiting.Id);
            else _typed.Add((kind, word));
        }
        return noWords;
    }

    /// <summary>Says what was typed.</summary>
    public async Task SayAsync(AddFreeWord add, string language, Guid personId)
    {
        foreach (var (kind, word) in _typed)
        {
            var said = await add.RunAsync(kind, word, language, personId);
            if (said.RowId is { } row) Known.Add((kind, word, row));
            if (said.WordId is { } id) _wordIds.Add(id);
            if (said.Wording == Wording.SetAside) SetAside.Add(word);
            AnyWaits |= said.Wording == Wording.Waits;
        }
    }
}
