using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Digests.Mails;

/// <summary>The digest. What it tells is looked up when it is written: what is no longer so is left out, and without anything left there is no
/// letter.</summary>
internal sealed class DigestLetter(MatchmakingDb db, DigestSource source, MunicipalityCatalog municipalities, LetterLinks links, UnsubscribeAddress unsubscribe,
    Dates dates, TimeProvider clock, IStringLocalizer<Texts> t) : LetterOf<DigestMail>
{
    /// <summary>Of an update so much is quoted.</summary>
    private const int MostOfUpdate = 240;

    protected override async Task<LetterWords?> WriteAsync(DigestMail mail, Reader reader, CancellationToken ct)
    {
        var facts = await source.StillTrueAsync(mail.DigestId, clock.GetUtcNow(), ct);
        if (facts is not [var first, ..]) return null;
        var digest = await db.Digests().Where(d => d.Id == mail.DigestId).Select(d => new { d.Rhythm, d.More }).SingleAsync(ct);
        var blocks = new List<LetterBlock> { new Paragraph(t[$"Digest.Intro{digest.Rhythm}"]) };
        string? subject = null;
        foreach (var rank in facts.GroupBy(f => f.Rank))
        {
            blocks.Add(new LetterHeading(t[$"Rank.{rank.Key}"]));
            foreach (var fact in rank)
            {
                var about = await AboutAsync(fact, reader, ct);
                subject ??= t[$"Subject.{SubjectOf(first.Kind)}", about.Values];
                blocks.Add(new Item(about.Title, about.Language, links.To(reader.Language, LinkOf(fact.Kind, about)), about.Text, about.Why));
            }
        }
        if (digest.More > 0) blocks.Add(new Paragraph(t[digest.More == 1 ? "Digest.MoreOne" : "Digest.MoreMany", digest.More]));
        blocks.Add(new Button(t["Digest.Button"], links.To(reader.Language, Links.Me)));
        return new(subject!, t[facts.Count == 1 ? "Digest.PreheaderOne" : "Digest.PreheaderMany", facts.Count], blocks, t[$"Digest.Why{digest.Rhythm}"])
        {
            Unsubscribe = await unsubscribe.OfAsync(reader, Subscription.Digest, ct),
            List = "digest",
        };
    }

    private static string SubjectOf(DigestItemKind kind) =>
        kind.Rank() == DigestRank.News && kind != DigestItemKind.BecameReady ? "News" : kind.ToString();

    private static string LinkOf(DigestItemKind kind, About about) => kind switch
    {
        DigestItemKind.AnswerHandover => Links.Handover(about.Number, about.Slug),
        DigestItemKind.DatePollWaits => Links.DatePoll(about.Number, about.Slug),
        DigestItemKind.ThanksWait => Links.Thanks(about.Number, about.Slug),
        DigestItemKind.Notes => Links.NoticeBoard(about.Number, about.Slug),
        _ => Links.Initiative(about.Number, about.Slug),
    };

    private async Task<About> AboutAsync(DigestFact fact, Reader reader, CancellationToken ct)
    {
        var i = await db.Initiatives().Where(i => i.Id == fact.InitiativeId)
            .Select(i => new { i.Number, i.Slug, i.Title, i.Language, i.MunicipalityId, i.Online, i.Place, i.StarterId }).SingleAsync(ct);
        var town = (await municipalities.GetAsync(ct)).ById(i.MunicipalityId)!;
        var place = i.Online ? t["Item.Online"].Value : i.Place.Length > 0 ? i.Place : town.Name(reader.Language);
        var said = fact.Kind switch
        {
            DigestItemKind.AnswerIfAlive => [dates.Day(WallClock.Date(fact.At, town.Zone))],
            DigestItemKind.AnswerHandover => await HandoverAsync(fact, town.Zone, ct),
            DigestItemKind.StartsSoon => [dates.Moment(fact.At, town.Zone), place],
            DigestItemKind.InterestedWaits => await InterestedAsync(fact.AboutId, ct),
            DigestItemKind.HostAsks => [await NameAsync(i.StarterId, ct), await RoleAsync(fact.AboutId, ct)],
            DigestItemKind.OneMissing or DigestItemKind.GoodMatch => [await RoleAsync(fact.AboutId, ct)],
            DigestItemKind.NewNearYou => [place],
            DigestItemKind.NewDoers when fact.Count == 1 => [await DoerAsync(fact.AboutId, ct)],
            DigestItemKind.Update => await UpdateAsync(fact.AboutId, ct),
            DigestItemKind.QuestionWaits or DigestItemKind.ThanksWait or DigestItemKind.NewDoers or DigestItemKind.Notes => [fact.Count],
            _ => Array.Empty<object>(),
        };
        object[] values = [i.Title, .. said];
        var key = fact.Kind is DigestItemKind.QuestionWaits or DigestItemKind.ThanksWait or DigestItemKind.NewDoers or DigestItemKind.Notes
            ? $"Item.{fact.Kind}{(fact.Count == 1 ? "One" : "Many")}" : $"Item.{fact.Kind}";
        var text = fact.Kind == DigestItemKind.Update ? $"{t[key, values]}\n{said[1]}" : t[key, values].Value;
        return new(i.Number, i.Slug, i.Title, i.Language, values, text, t[$"Why.{fact.Why}", town.Name(reader.Language)]);
    }

    private async Task<object[]> HandoverAsync(DigestFact fact, TimeZoneInfo zone, CancellationToken ct)
    {
        var from = await db.Handovers().Where(h => h.Id == fact.AboutId).Select(h => h.FromId).SingleOrDefaultAsync(ct);
        return [await NameAsync(from, ct), dates.Day(WallClock.Date(fact.At, zone))];
    }

    private async Task<object[]> InterestedAsync(Guid matchId, CancellationToken ct)
    {
        var match = await db.Matches().Where(m => m.Id == matchId).Select(m => new { m.PersonId, m.RoleId }).SingleAsync(ct);
        return [await NameAsync(match.PersonId, ct), await RoleAsync(match.RoleId, ct)];
    }

    private async Task<object[]> UpdateAsync(Guid updateId, CancellationToken ct)
    {
        var update = await db.InitiativeUpdates().Where(u => u.Id == updateId).Select(u => new { u.AuthorId, u.Text }).SingleAsync(ct);
        return [await NameAsync(update.AuthorId, ct), Shorten(update.Text)];
    }

    private async Task<string> DoerAsync(Guid commitmentId, CancellationToken ct) =>
        await NameAsync(await db.Commitments().Where(c => c.Id == commitmentId).Select(c => c.PersonId).SingleOrDefaultAsync(ct), ct);

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

    /// <param name="Values">The title, and what else the words of its kind need.</param>
    private sealed record About(int Number, string Slug, string Title, string Language, object[] Values, string Text, string Why);
}
