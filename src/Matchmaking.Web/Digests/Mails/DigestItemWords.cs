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
internal sealed record DigestItemText(string Subject, string Title, string Language, string Link, string Text, string Why);

/// <summary>Looks up what a fact of a digest is about, and says it and why the person is told.</summary>
internal sealed class DigestItemWords(
    MatchmakingDb db, MunicipalityCatalog municipalities, VocabularyCatalog vocabulary, MatchWords matchWords, Dates dates, IStringLocalizer<Texts> t)
{
    /// <summary>Of an update so much is quoted.</summary>
    private const int MostOfUpdate = 240;

    /// <summary>A letter gives the weightiest reasons; the page has all of them.</summary>
    private const int MostReasons = 3;

    public async Task<DigestItemText> WriteAsync(DigestFact fact, Reader reader, CancellationToken ct)
    {
        var i = await db.Initiatives().Where(i => i.Id == fact.InitiativeId)
            .Select(i => new About(i.Number, i.Slug, i.Title, i.Language, i.MunicipalityId, i.Online, i.Place, i.When, i.StartsAt, i.StarterId)).SingleAsync(ct);
        var town = (await municipalities.GetAsync(ct)).ById(i.MunicipalityId)!;
        object[] values = [i.Title, .. await ValuesAsync(fact, i, town, reader, ct)];
        var text = t[KeyOf(fact), values].Value;
        if (fact.Kind == DigestItemKind.Update) text += $"\n{values[2]}";
        if (fact.Kind is DigestItemKind.HostAsks or DigestItemKind.OneMissing or DigestItemKind.GoodMatch) text += $"\n{WhereAndWhen(i, town, reader)}";
        var why = fact.Why == DigestWhy.Match ? await ReasonsAsync(fact, reader, ct) : town.Name(reader.Language);
        return new(t[$"Subject.{SubjectOf(fact.Kind)}", values], i.Title, i.Language, LinkOf(fact.Kind, i), text, t[$"Why.{fact.Why}", why]);
    }

    private static string KeyOf(DigestFact fact) => IsCounted(fact.Kind) ? $"Item.{fact.Kind}{(fact.Count == 1 ? "One" : "Many")}" : $"Item.{fact.Kind}";

    private static bool IsCounted(DigestItemKind kind) =>
        kind is DigestItemKind.QuestionWaits or DigestItemKind.ThanksWait or DigestItemKind.NewDoers or DigestItemKind.Notes;

    private static string SubjectOf(DigestItemKind kind) => kind.Rank() == DigestRank.News && kind != DigestItemKind.BecameReady ? "News" : kind.ToString();

    private static string LinkOf(DigestItemKind kind, About i) => kind switch
    {
        DigestItemKind.AnswerHandover => Links.Handover(i.Number, i.Slug),
        DigestItemKind.HostAsks => Links.MyMatches,
        DigestItemKind.DatePollWaits => Links.DatePoll(i.Number, i.Slug),
        DigestItemKind.ThanksWait => Links.Thanks(i.Number, i.Slug),
        DigestItemKind.Notes => Links.NoticeBoard(i.Number, i.Slug),
        _ => Links.Initiative(i.Number, i.Slug),
    };

    /// <summary>What the words of the kind need beside the title.</summary>
    private async Task<object[]> ValuesAsync(DigestFact fact, About i, MunicipalityEntry town, Reader reader, CancellationToken ct)
    {
        var place = i.Online ? t["Item.Online"].Value : i.Place.Length > 0 ? i.Place : town.Name(reader.Language);
        return fact.Kind switch
        {
            DigestItemKind.StartsSoon => [dates.Moment(fact.At, town.Zone), place],
            DigestItemKind.AnswerIfAlive => [Day(fact, town)],
            DigestItemKind.AnswerHandover => [await NameAsync(await db.Handovers().Where(h => h.Id == fact.AboutId).Select(h => h.FromId).SingleOrDefaultAsync(ct), ct), Day(fact, town)],
            DigestItemKind.InterestedWaits => [await RoleAsync(await db.Matches().Where(m => m.Id == fact.AboutId).Select(m => m.RoleId).SingleAsync(ct), ct)], // the name is told when they join
            DigestItemKind.HostAsks => [await NameAsync(i.StarterId, ct), await RoleAsync(fact.AboutId, ct)],
            DigestItemKind.OneMissing or DigestItemKind.GoodMatch => [await RoleAsync(fact.AboutId, ct)],
            DigestItemKind.NewNearYou => [place],
            DigestItemKind.NewDoers when fact.Count == 1 => [await NameAsync(await db.Commitments().Where(c => c.Id == fact.AboutId).Select(c => c.PersonId).SingleOrDefaultAsync(ct), ct)],
            DigestItemKind.Update => await UpdateAsync(fact.AboutId, ct),
            var counted when IsCounted(counted) => [fact.Count],
            _ => [],
        };
    }

    /// <summary>What one must know to tell whether a thing can suit at all.</summary>
    private string WhereAndWhen(About i, MunicipalityEntry town, Reader reader)
    {
        var when = i.StartsAt is { } at ? dates.Moment(WallClock.Read(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), town.Zone).Instant, town.Zone) : i.When;
        return string.Join(" · ", new[] { i.Online ? t["Item.Online"].Value : town.Name(reader.Language), when }.Where(w => w.Length > 0));
    }

    private string Day(DigestFact fact, MunicipalityEntry town) => dates.Day(WallClock.Date(fact.At, town.Zone));

    /// <summary>The facts behind a match, in words.</summary>
    private async Task<string> ReasonsAsync(DigestFact fact, Reader reader, CancellationToken ct)
    {
        var reasons = await db.Matches().Where(m => m.PersonId == reader.PersonId && m.RoleId == fact.AboutId).Select(m => m.Reasons).SingleAsync(ct);
        return matchWords.Line(reasons.Take(MostReasons), await vocabulary.GetAsync(ct), reader.Language);
    }

    private async Task<object[]> UpdateAsync(Guid updateId, CancellationToken ct)
    {
        var update = await db.InitiativeUpdates().Where(u => u.Id == updateId).Select(u => new { u.AuthorId, u.Text }).SingleAsync(ct);
        return [await NameAsync(update.AuthorId, ct), Shorten(update.Text)];
    }

    private async Task<string> NameAsync(Guid? personId, CancellationToken ct) =>
        await db.People().Where(p => p.Id == personId).Select(p => p.Name).SingleOrDefaultAsync(ct) is { Length: > 0 } name ? name : t["Gone"];

    private async Task<string> RoleAsync(Guid roleId, CancellationToken ct) => await db.Roles().Where(r => r.Id == roleId).Select(r => r.Title).SingleOrDefaultAsync(ct) ?? "";

    /// <summary>The beginning, up to the end of a word.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= MostOfUpdate) return text;
        var end = text.LastIndexOf(' ', MostOfUpdate);
        return text[..(end > MostOfUpdate / 2 ? end : MostOfUpdate - 1)].TrimEnd(',', '.', ' ') + " …";
    }

    private sealed record About(int Number, string Slug, string Title, string Language, Guid MunicipalityId, bool Online, string Place, string When, DateTime? StartsAt, Guid? StarterId);
}
