using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Letters;
using Matchmaking.Web.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Digests.Mails;

/// <summary>One thing of a digest in words.</summary>
/// <param name="Subject">Of a letter that begins with it.</param>
/// <param name="Link">One of <see cref="Links"/>.</param>
public sealed record DigestItemText(Guid InitiativeId, string Subject, string Title, string Language, string Link, string Text, string Why);

/// <summary>What facts of digests are about, looked up for all of them at once.</summary>
/// <param name="Names">Of whoever hands over, by hand-over; of a new doer, by commitment.</param>
/// <param name="Roles">Their titles, by role; of somebody who is interested, by match.</param>
/// <param name="Reasons">Of matches, by person and role.</param>
internal sealed record DigestAbouts(IReadOnlyDictionary<Guid, AboutInitiative> Initiatives, IReadOnlyDictionary<Guid, string?> Names, IReadOnlyDictionary<Guid, string> Roles,
    IReadOnlyDictionary<Guid, AboutUpdate> Updates, IReadOnlyDictionary<(Guid, Guid), IReadOnlyList<Reason>> Reasons, MunicipalityList Towns, VocabularyList Vocabulary);

internal sealed record AboutInitiative(Guid Id, int Number, string Slug, string Title, string Language, Guid MunicipalityId, bool Online, string Place, string When, DateTime? StartsAt, string? Starter);

internal sealed record AboutUpdate(Guid Id, string? Author, string Text);

/// <summary>Looks up what facts of digests are about, and says each of them and why the person is told.</summary>
internal sealed class DigestItemWords(
    MatchmakingDb db, MunicipalityCatalog municipalities, VocabularyCatalog vocabulary, MatchWords matchWords, Dates dates, IStringLocalizer<Texts> t)
{
    /// <summary>Of an update so much is quoted.</summary>
    private const int MostOfUpdate = 240;

    /// <summary>A letter gives the weightiest reasons; the page has all of them.</summary>
    private const int MostReasons = 3;

    /// <param name="personIds">Whose facts they are.</param>
    public async Task<DigestAbouts> LoadAsync(IEnumerable<DigestFact> facts, IReadOnlyCollection<Guid> personIds, CancellationToken ct = default)
    {
        var about = facts.ToLookup(f => f.Kind, f => f.AboutId);
        Guid[] initiatives = [.. facts.Select(f => f.InitiativeId).Distinct()], roles = Of(DigestItemKind.HostAsks, DigestItemKind.OneMissing, DigestItemKind.GoodMatch);
        Guid[] handovers = Of(DigestItemKind.AnswerHandover), matches = Of(DigestItemKind.InterestedWaits), commitments = Of(DigestItemKind.NewDoers), updates = Of(DigestItemKind.Update);
        return new(
            await db.Initiatives().Where(i => initiatives.Contains(i.Id)).Select(i => new AboutInitiative(i.Id, i.Number, i.Slug, i.Title, i.Language, i.MunicipalityId, i.Online, i.Place, i.When, i.StartsAt,
                db.People().Where(p => p.Id == i.StarterId).Select(p => p.Name).FirstOrDefault())).ToDictionaryAsync(i => i.Id, ct),
            new Dictionary<Guid, string?>(
            [
                .. handovers.Length == 0 ? [] : await db.Handovers().Where(h => handovers.Contains(h.Id))
                    .Select(h => new { h.Id, Name = db.People().Where(p => p.Id == h.FromId).Select(p => p.Name).FirstOrDefault() }).ToDictionaryAsync(h => h.Id, h => h.Name, ct),
                .. commitments.Length == 0 ? [] : await db.Commitments().Where(c => commitments.Contains(c.Id))
                    .Select(c => new { c.Id, Name = db.People().Where(p => p.Id == c.PersonId).Select(p => p.Name).FirstOrDefault() }).ToDictionaryAsync(c => c.Id, c => c.Name, ct),
            ]),
            new Dictionary<Guid, string>(
            [
                .. roles.Length == 0 ? [] : await db.Roles().Where(r => roles.Contains(r.Id)).Select(r => new { r.Id, r.Title }).ToDictionaryAsync(r => r.Id, r => r.Title, ct),
                .. matches.Length == 0 ? [] : await db.Matches().Where(m => matches.Contains(m.Id)).Join(db.Roles(), m => m.RoleId, r => r.Id, (m, r) => new { m.Id, r.Title }).ToDictionaryAsync(m => m.Id, m => m.Title, ct),
            ]),
            updates.Length == 0 ? new Dictionary<Guid, AboutUpdate>() : await db.InitiativeUpdates().Where(u => updates.Contains(u.Id))
                .Select(u => new AboutUpdate(u.Id, db.People().Where(p => p.Id == u.AuthorId).Select(p => p.Name).FirstOrDefault(), u.Text)).ToDictionaryAsync(u => u.Id, ct),
            roles.Length == 0 ? new Dictionary<(Guid, Guid), IReadOnlyList<Reason>>() : await db.Matches().Where(m => personIds.Contains(m.PersonId) && roles.Contains(m.RoleId))
                .Select(m => new { m.PersonId, m.RoleId, m.Reasons }).ToDictionaryAsync(m => (m.PersonId, m.RoleId), m => m.Reasons, ct),
            await municipalities.GetAsync(ct), await vocabulary.GetAsync(ct));

        Guid[] Of(params DigestItemKind[] kinds) => [.. kinds.SelectMany(k => about[k]).Distinct()];
    }

    /// <summary>In the culture that is set, to this person; nothing when it is gone.</summary>
    public DigestItemText? Write(DigestFact fact, Guid personId, string language, DigestAbouts abouts)
    {
        if (abouts.Initiatives.GetValueOrDefault(fact.InitiativeId) is not { } i) return null;
        var town = abouts.Towns.ById(i.MunicipalityId)!;
        if (ValuesOf(fact, i, town.Name(language), town, abouts) is not { } about) return null;
        object[] values = [i.Title, .. about];
        var text = t[KeyOf(fact), values].Value;
        if (fact.Kind == DigestItemKind.Update) text += $"\n{values[2]}";
        if (fact.Kind is DigestItemKind.HostAsks or DigestItemKind.OneMissing or DigestItemKind.GoodMatch) text += $"\n{WhereAndWhen(i, town, language)}";
        var why = fact.Why == DigestWhy.Match ? ReasonsOf(fact, personId, language, abouts) : town.Name(language);
        return new(i.Id, t[$"Subject.{SubjectOf(fact.Kind)}", values], i.Title, i.Language, LinkOf(fact.Kind, i), text, t[$"Why.{fact.Why}", why]);
    }

    private static string KeyOf(DigestFact fact) => IsCounted(fact.Kind) ? $"Item.{fact.Kind}{(fact.Count == 1 ? "One" : "Many")}" : $"Item.{fact.Kind}";

    private static bool IsCounted(DigestItemKind kind) =>
        kind is DigestItemKind.QuestionWaits or DigestItemKind.ThanksWait or DigestItemKind.NewDoers or DigestItemKind.Notes;

    private static string SubjectOf(DigestItemKind kind) => kind.Rank() == DigestRank.News && kind != DigestItemKind.BecameReady ? "News" : kind.ToString();

    private static string LinkOf(DigestItemKind kind, AboutInitiative i) => kind switch
    {
        DigestItemKind.AnswerHandover => Links.Handover(i.Number, i.Slug),
        DigestItemKind.HostAsks => Links.MyMatches,
        DigestItemKind.DatePollWaits => Links.DatePoll(i.Number, i.Slug),
        DigestItemKind.ThanksWait => Links.Thanks(i.Number, i.Slug),
        DigestItemKind.Notes => Links.NoticeBoard(i.Number, i.Slug),
        _ => Links.Initiative(i.Number, i.Slug),
    };

    /// <summary>What the words of the kind need beside the title; nothing when what they tell of is gone.</summary>
    private object[]? ValuesOf(DigestFact fact, AboutInitiative i, string townName, MunicipalityEntry town, DigestAbouts abouts)
    {
        var place = i.Online ? t["Item.Online"].Value : i.Place.Length > 0 ? i.Place : townName;
        return fact.Kind switch
        {
            DigestItemKind.StartsSoon => [dates.Moment(fact.At, town.Zone), place],
            DigestItemKind.AnswerIfAlive => [Day(fact, town)],
            DigestItemKind.AnswerHandover => [Name(abouts.Names.GetValueOrDefault(fact.AboutId)), Day(fact, town)],
            DigestItemKind.HostAsks when abouts.Roles.TryGetValue(fact.AboutId, out var asked) => [Name(i.Starter), asked],
            // of who is interested, the name is told when they join
            DigestItemKind.InterestedWaits or DigestItemKind.OneMissing or DigestItemKind.GoodMatch when abouts.Roles.TryGetValue(fact.AboutId, out var role) => [role],
            DigestItemKind.HostAsks or DigestItemKind.InterestedWaits or DigestItemKind.OneMissing or DigestItemKind.GoodMatch => null,
            DigestItemKind.NewNearYou => [place],
            DigestItemKind.NewDoers when fact.Count == 1 => [Name(abouts.Names.GetValueOrDefault(fact.AboutId))],
            DigestItemKind.Update => abouts.Updates.GetValueOrDefault(fact.AboutId) is { } update ? [Name(update.Author), Shorten(update.Text)] : null,
            var counted when IsCounted(counted) => [fact.Count],
            _ => [],
        };
    }

    /// <summary>What one must know to tell whether a thing can suit at all.</summary>
    private string WhereAndWhen(AboutInitiative i, MunicipalityEntry town, string language)
    {
        var when = i.StartsAt is { } at ? dates.Moment(WallClock.InstantOf(at, town.Zone), town.Zone) : i.When;
        return string.Join(" · ", new[] { i.Online ? t["Item.Online"].Value : town.Name(language), when }.Where(w => w.Length > 0));
    }

    private string Day(DigestFact fact, MunicipalityEntry town) => dates.Day(WallClock.Date(fact.At, town.Zone));

    /// <summary>The facts behind a match, in words.</summary>
    private string ReasonsOf(DigestFact fact, Guid personId, string language, DigestAbouts abouts) => abouts.Reasons.TryGetValue((personId, fact.AboutId), out var reasons)
        ? matchWords.Line(reasons.Take(MostReasons), abouts.Vocabulary, language) : "";

    private string Name(string? name) => name is { Length: > 0 } ? name : t["Gone"];

    /// <summary>The beginning, up to the end of a word.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= MostOfUpdate) return text;
        var end = text.LastIndexOf(' ', MostOfUpdate);
        return text[..(end > MostOfUpdate / 2 ? end : MostOfUpdate - 1)].TrimEnd(',', '.', ' ') + " …";
    }
}
