using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>The initiative that a letter is about.</summary>
/// <param name="Zone">Of the place; its times are on that clock.</param>
/// <param name="HasCoordinator">Its municipality has joined, so somebody there helps.</param>
/// <param name="When">In the starter's words; empty when not said.</param>
/// <param name="Place">In the starter's words; empty when not said.</param>
internal sealed record AboutInitiative(Guid Id, int Number, string Slug, string Title, InitiativeState State, Guid? StarterId, DateTime? StartsAt, DateTimeOffset? DormantAskedAt, int Missing,
    TimeZoneInfo Zone, bool HasCoordinator, string When, string Place);

/// <summary>What letters about initiatives are made from.</summary>
internal sealed class InitiativeLetterSource(MatchmakingDb db, MunicipalityCatalog municipalities, LetterLinks links, Dates dates, TimeProvider clock, IStringLocalizer<Texts> t)
{
    public MatchmakingDb Db => db;

    public IStringLocalizer<Texts> T => t;

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<AboutInitiative?> FindAsync(Guid id, CancellationToken ct)
    {
        var all = await municipalities.GetAsync(ct);
        return await db.Initiatives().Where(i => i.Id == id).Select(i => new { i.Number, i.Slug, i.Title, i.State, i.StarterId, i.StartsAt, i.DormantAskedAt, i.Missing, i.MunicipalityId, i.When, i.Place }).SingleOrDefaultAsync(ct) is { } i
            && all.ById(i.MunicipalityId) is { } place
            ? new(id, i.Number, i.Slug, i.Title, i.State, i.StarterId, i.StartsAt, i.DormantAskedAt, i.Missing, place.Zone, place.IsJoined, i.When, i.Place)
            : null;
    }

    /// <summary>The public name of a person; a word for one whose account is gone.</summary>
    public async Task<string> NameAsync(Guid? personId, CancellationToken ct) =>
        await db.People().Where(p => p.Id == personId).Select(p => p.Name).SingleOrDefaultAsync(ct) is { Length: > 0 } name ? name : t["Gone"];

    public async Task<string> RoleAsync(Guid roleId, CancellationToken ct) => await db.Roles().Where(r => r.Id == roleId).Select(r => r.Title).SingleOrDefaultAsync(ct) ?? "";

    public async Task<string> MunicipalityAsync(Guid id, Reader reader, CancellationToken ct) => (await municipalities.GetAsync(ct)).ById(id)?.Name(reader.Language) ?? "";

    public string To(Reader reader, string link) => links.To(reader.Language, link);

    public string Moment(DateTime local, TimeZoneInfo zone) => dates.Moment(WallClock.InstantOf(local, zone), zone);

    public string Day(DateTimeOffset at, TimeZoneInfo zone) => dates.Day(WallClock.Date(at, zone));
}

/// <summary>A letter about an initiative. What it tells is looked up when it is written: where that is no longer so, there is no letter.</summary>
internal abstract class InitiativeLetter<T>(InitiativeLetterSource source) : LetterOf<T> where T : InitiativeMail
{
    protected InitiativeLetterSource Source => source;

    protected MatchmakingDb Db => source.Db;

    protected abstract Task<LetterWords?> WriteAsync(T mail, AboutInitiative about, Reader reader, CancellationToken ct);

    protected sealed override async Task<LetterWords?> WriteAsync(T mail, Reader reader, CancellationToken ct) =>
        await source.FindAsync(mail.InitiativeId, ct) is { } about ? await WriteAsync(mail, about, reader, ct) : null;

    protected Paragraph Says(string key, params object[] values) => new(source.T[key, values]);

    protected Button Goes(string key, Reader reader, string link) => new(source.T[key], source.To(reader, link));

    /// <summary>When it is, as far as that is known.</summary>
    protected IEnumerable<Paragraph> When(AboutInitiative about) => (about.StartsAt is { } at ? [source.Moment(at, about.Zone), about.When] : new[] { about.When })
        .Where(w => w.Length > 0).Select(w => Says("About.When", w));

    /// <summary>Where it is, as far as that is known.</summary>
    protected IEnumerable<Paragraph> Where(AboutInitiative about) => about.Place.Length > 0 ? [Says("About.Where", about.Place)] : [];

    protected static string LinkOf(AboutInitiative about) => Links.Initiative(about.Number, about.Slug);
}
