using Matchmaking.Digests;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Web.Letters;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Digests.Mails;

/// <summary>The digest. What it tells is looked up when it is written: what is no longer so is left out, and without anything left there is no
/// letter. What several need is looked up for all of them, just before.</summary>
internal sealed class DigestLetter(
    MatchmakingDb db, DigestSource source, DigestItemWords words, LetterLinks links, TimeProvider clock, IStringLocalizer<Texts> t) : LetterOf<DigestMail>
{
    private Gathered? _gathered;

    protected override async Task PrepareAsync(IReadOnlyList<DigestMail> mails, CancellationToken ct) => _gathered = await GatherAsync(mails, ct);

    protected override async Task<LetterWords?> WriteAsync(DigestMail mail, Reader reader, CancellationToken ct)
    {
        var gathered = _gathered is { } many && many.States.ContainsKey(mail.DigestId) ? many : await GatherAsync([mail], ct);
        if (gathered.States.GetValueOrDefault(mail.DigestId) is not { } digest) return null;
        var items = digest.Told.Select(f => (f.Rank, Words: words.Write(f, reader.PersonId ?? Guid.Empty, reader.Language, gathered.Abouts))).Where(i => i.Words is not null).ToList();
        if (items is not [(_, { Subject: var subject }), ..]) return null;
        List<LetterBlock> blocks = [new Paragraph(t[$"Digest.Intro{digest.Rhythm}"])];
        foreach (var rank in items.GroupBy(i => i.Rank, i => i.Words!))
            blocks.AddRange([new LetterHeading(t[$"Rank.{rank.Key}"]), .. rank.Select(i => new Item(i.Title, i.Language, links.To(reader.Language, i.Link), i.Text, i.Why))]);
        var more = digest.LeftOut.Count;
        if (more > 0) blocks.Add(new LinkLine(t[more == 1 ? "Digest.MoreOne" : "Digest.MoreMany", more], links.To(reader.Language, Links.MyDigest)));
        blocks.Add(new Button(t["Digest.Button"], links.To(reader.Language, Links.Me)));
        return new(subject, t[items.Count == 1 ? "Digest.PreheaderOne" : "Digest.PreheaderMany", items.Count], blocks, t[$"Digest.Why{digest.Rhythm}"])
        {
            Unsubscribe = gathered.Tokens.GetValueOrDefault(reader.PersonId ?? Guid.Empty) is { } token ? new Uri(links.To(reader.Language, Links.Unsubscribe(token))) : null,
            List = "digest",
        };
    }

    private async Task<Gathered> GatherAsync(IReadOnlyList<DigestMail> mails, CancellationToken ct)
    {
        Guid[] people = [.. mails.Select(m => m.To).OfType<Guid>().Distinct()];
        var states = await source.StillTrueAsync([.. mails.Select(m => m.DigestId)], clock.GetUtcNow(), ct);
        return new(states, await words.LoadAsync(states.Values.SelectMany(s => s.Told), people, ct), await db.UnsubscribeTokensAsync(people, Subscription.Digest, ct));
    }

    private sealed record Gathered(IReadOnlyDictionary<Guid, DigestState> States, DigestAbouts Abouts, IReadOnlyDictionary<Guid, string> Tokens);
}
