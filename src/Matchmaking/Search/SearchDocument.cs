using Matchmaking.Platform.Data;
using Matchmaking.Search.Words;
using NpgsqlTypes;

namespace Matchmaking.Search;

/// <summary>What anyone may find of a thing: a copy of its public words and of what it is filtered by. It holds no person: no name,
/// no registration, no answer, no link to a meeting.</summary>
public sealed class SearchDocument
{
    private const string Copy = "A copy of public words; it goes when the thing goes.";

    /// <summary>As the module registered it, e.g. "initiative".</summary>
    [NotPersonal] public required string Kind { get; init; }

    public required Guid ObjectId { get; init; }

    /// <summary>The language of title and text: fi, sv or en.</summary>
    [NotPersonal] public required string Language { get; set; }

    [Personal(OnErase.Keep, Copy, Export = false)] public required string Title { get; set; }

    [Personal(OnErase.Keep, Copy, Export = false)] public string Text { get; set; } = "";

    /// <summary>Words that lead here though they stand neither in title nor text, and that nobody is shown: places and themes in all
    /// languages, what the roles are called.</summary>
    [Personal(OnErase.Keep, Copy, Export = false)] public string Keywords { get; set; } = "";

    /// <summary>Its page, without the language: <c>initiatives/12/siivoustalkoot</c>.</summary>
    [NotPersonal] public required string Path { get; set; }

    /// <summary>Its home first. Empty when it belongs to no municipality.</summary>
    [NotPersonal] public Guid[] Municipalities { get; set; } = [];

    /// <summary>The regions of the municipalities, e.g. <c>FI-12</c>.</summary>
    [NotPersonal] public string[] Regions { get; set; } = [];

    [NotPersonal] public Guid[] Themes { get; set; } = [];

    /// <summary>In the words of its module, e.g. "Open".</summary>
    [NotPersonal] public string State { get; set; } = "";

    /// <summary>How many people it lacks before it can go on; zero when it lacks nobody or takes nobody.</summary>
    public int PeopleMissing { get; set; }

    public bool Online { get; set; }

    public DateTimeOffset PublishedAt { get; set; }

    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>Is done: it is found after everything that one can still take part in.</summary>
    public bool IsOver { get; set; }

    /// <summary>Base forms and parts of compounds of the title's words (<see cref="WordForms"/>).</summary>
    [Personal(OnErase.Keep, Copy, Export = false)] public string TitleWords { get; private set; } = "";

    /// <summary>The same of the keywords, in whatever language each is.</summary>
    [Personal(OnErase.Keep, Copy, Export = false)] public string KeywordWords { get; private set; } = "";

    /// <summary>The same of the text.</summary>
    [Personal(OnErase.Keep, Copy, Export = false)] public string Words { get; private set; } = "";

    /// <summary>Which knowledge of words made them: when better knowledge is at hand, they are made anew.</summary>
    public int WordsLevel { get; private set; }

    /// <summary>Grows with each change, over all documents: two states of a thing never share one, though it went and came again.</summary>
    public long Version { get; private set; }

    /// <summary>The version that the engine is known to hold.</summary>
    public long EngineVersion { get; private set; }

    /// <summary>Is no longer public. The row stays, empty, until the engine has let go of it too. Reads leave it out by themselves.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Title, keywords and text with their base forms, for PostgreSQL's own search.</summary>
    [Personal(OnErase.Keep, Copy, Export = false)] public NpgsqlTsVector Lexemes { get; private set; } = null!;

    /// <summary>Takes everything from a document as its module makes it now, and finds its words.</summary>
    internal void Become(SearchDocument now)
    {
        (Language, Title, Text, Keywords, Path) = (now.Language, Fit(now.Title, 400), Fit(now.Text, 20_000), Fit(now.Keywords, 4_000), now.Path);
        (Municipalities, Regions, Themes, State) = (now.Municipalities, now.Regions, now.Themes, now.State);
        (PeopleMissing, Online, PublishedAt, StartsAt, IsOver, IsGone) = (now.PeopleMissing, now.Online, now.PublishedAt, now.StartsAt, now.IsOver, false);
        var forms = WordForms.For(Language);
        (TitleWords, KeywordWords, Words, WordsLevel) = (forms.OfText(Title), WordForms.OfMixedText(Keywords), forms.OfText(Text), forms.Level);
    }

    internal void BecomeGone()
    {
        (Title, Text, Keywords, Path, State) = ("", "", "", "", "");
        (TitleWords, KeywordWords, Words) = ("", "", "");
        (Municipalities, Regions, Themes, PeopleMissing, Online, StartsAt, IsOver, IsGone) = ([], [], [], 0, false, null, false, true);
    }

    internal void TakeVersion(long version) => Version = version;

    private static string Fit(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
