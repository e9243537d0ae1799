using Matchmaking.Digests;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Digests.Mails;

/// <summary>The digest. What it tells is looked up when it is written: what is no longer so is left out, and without anything left there is no
/// letter.</summary>
internal sealed class DigestLetter(
    MatchmakingDb db, DigestSource source, DigestItemWords words, LetterLinks links, UnsubscribeAddress unsubscribe, TimeProvider clock, IStringLocalizer<Texts> t) : LetterOf<DigestMail>
{
    protected override async Task<LetterWords?> WriteAsync(DigestMail mail, Reader reader, CancellationToken ct)
    {
        var facts = await source.StillTrueAsync(mail.DigestId, clock.GetUtcNow(), ct);
        if (facts.Count == 0) return null;
        var digest = await db.Digests().Where(d => d.Id == mail.DigestId).Select(d => new { d.Rhythm, d.More }).SingleAsync(ct);
        List<LetterBlock> blocks = [new Paragraph(t[$"Digest.Intro{digest.Rhythm}"])];
        var subject = "";
        foreach (var rank in facts.GroupBy(f => f.Rank))
        {
            blocks.Add(new LetterHeading(t[$"Rank.{rank.Key}"]));
            foreach (var fact in rank)
            {
                var item = await words.WriteAsync(fact, reader, ct);
                if (subject.Length == 0) subject = item.Subject;
                blocks.Add(new Item(item.Title, item.Language, links.To(reader.Language, item.Link), item.Text, item.Why));
            }
        }
        if (digest.More > 0) blocks.Add(new Paragraph(t[digest.More == 1 ? "Digest.MoreOne" : "Digest.MoreMany", digest.More]));
        blocks.Add(new Button(t["Digest.Button"], links.To(reader.Language, Links.Me)));
        return new(subject, t[facts.Count == 1 ? "Digest.PreheaderOne" : "Digest.PreheaderMany", facts.Count], blocks, t[$"Digest.Why{digest.Rhythm}"])
        {
            Unsubscribe = await unsubscribe.OfAsync(reader, Subscription.Digest, ct),
            List = "digest",
        };
    }
}
