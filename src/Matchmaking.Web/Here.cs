using System.Globalization;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Platform;

namespace Matchmaking.Web;

/// <summary>Where the reader is: the language, municipality and address of this request. One per request; filled by
/// <see cref="LanguagePrefix"/> and <see cref="AddressRules"/>, read by the layout and by pages.</summary>
public sealed class Here
{
    private readonly HashSet<string> _tags = ["page"];
    private string _query = "";
    private bool _isError;
    private TimeZoneInfo? _ownZone;

    /// <summary>fi, sv or en.</summary>
    public string Language { get; private set; } = Languages.All[0];

    /// <summary>How dates and numbers are written here. Write them with this: the ambient culture cannot follow a page that enters
    /// a municipality while it renders.</summary>
    public CultureInfo Culture => Languages.FormatsOf(Language, Municipality?.Country ?? Zones.CountryOf(_ownZone));

    /// <summary>The municipality whose pages these are, if they are of one.</summary>
    public HereMunicipality? Municipality { get; private set; }

    /// <summary>The zone of the place; where there is none, the one that the signed-in reader chose; for strangers that of the language:
    /// Stockholm for Swedish, else Helsinki.</summary>
    public TimeZoneInfo TimeZone => Zones.OfPlace(Municipality?.TimeZone) ?? _ownZone ?? Zones.OfLanguage(Language);

    /// <summary>False for the few addresses without a language, such as /j/… and /u/….</summary>
    public bool HasLanguageInAddress { get; private set; }

    /// <summary>For <c>&lt;base href&gt;</c>: "/fi/".</summary>
    public string Base => $"/{Language}/";

    /// <summary>The address below the language, encoded, with a leading slash and without the query.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>The whole local address of this page as it may be linked and returned to: "/fi/initiatives?theme=3". Of the query only what
    /// the page declares, so that nothing of one reader's address gets into a page that others are shown.</summary>
    public string Address => (HasLanguageInAddress ? $"/{Language}" : "") + Path + _query;

    /// <summary>What was done just now ("You are in"); shown once.</summary>
    public StatusWords? Status { get; internal set; }

    /// <summary>A link within this page. Needed because of <c>&lt;base&gt;</c>, below which "#main" alone would mean the front page.</summary>
    public string Anchor(string id) => $"{Address}#{id}";

    /// <summary>This page in another language.</summary>
    public string Url(string language) => HasLanguageInAddress ? $"/{language}{Path}{_query}" : $"/{language}/";

    /// <summary>Whether there is such a page in every language: not where one stands in for a page that failed.</summary>
    public bool HasAlternates => HasLanguageInAddress && !_isError;

    /// <summary>Told when a page enters a municipality while it renders: the frame around it was rendered before.</summary>
    public event Action? Entered;

    /// <summary>The page is of this municipality: its name in the header, its colours, its clock.</summary>
    public void Enter(HereMunicipality municipality)
    {
        Municipality = municipality;
        Tag($"municipality:{municipality.Slug}");
        Entered?.Invoke();
    }

    /// <summary>The page shows this thing ("initiative:12"): when <c>db.Touch</c> names the same tag, the page is dropped from the cache.</summary>
    public void Tag(string tag) => _tags.Add(tag);

    internal IReadOnlyCollection<string> Tags => _tags;

    internal void Begin(string language, bool inAddress, PathString path)
    {
        (Language, HasLanguageInAddress, Path) = (language, inAddress, path.ToUriComponent());
    }

    /// <summary>The reader is known, and with them the clock they live by.</summary>
    internal void LiveBy(TimeZoneInfo zone) => _ownZone = zone;

    /// <summary>The reader's language is known better than by the address and the browser.</summary>
    internal void Speak(string language) => Language = language;

    /// <summary>The error page takes the place of the page that failed, in services of its own.</summary>
    internal void Follow(Here failed)
    {
        (Language, HasLanguageInAddress, Path, _query) = (failed.Language, failed.HasLanguageInAddress, failed.Path, failed._query);
        (Municipality, Status, _ownZone, _isError) = (failed.Municipality, failed.Status, failed._ownZone, true);
    }

    /// <param name="query">What the page takes of it; empty or with its question mark.</param>
    internal void Ask(string query) => _query = query;
}

/// <summary>As much of a municipality as every page of it needs.</summary>
/// <param name="Slug">As in addresses: joensuu, jonkoping.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Country">FI or SE.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Theme">Address of its stylesheet; null for the colours of the site.</param>
public sealed record HereMunicipality(Guid Id, string Slug, string Name, string Country, string TimeZone, string? Theme = null);
