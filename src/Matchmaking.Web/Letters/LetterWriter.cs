using System.Globalization;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Letters;

/// <summary>Writes letters in the person's language with the pages' own means: words from resources, HTML from a component.</summary>
internal sealed class LetterWriter(
    MatchmakingDb db, IEnumerable<ILetterOf> kinds, IServiceProvider services, ILoggerFactory logs, IStringLocalizer<Texts> t, SmtpSettings smtp, WebSettings site) : ILetterWriter
{
    private IReadOnlyDictionary<Guid, Reader> _readers = new Dictionary<Guid, Reader>();

    public async Task PrepareAsync(IReadOnlyList<Mail> mails, CancellationToken ct)
    {
        _readers = await ReadersAsync([.. mails.Select(m => m.To).OfType<Guid>().Distinct()], ct);
        foreach (var alike in mails.GroupBy(m => m.GetType()))
            if (kinds.SingleOrDefault(k => k.MailType == alike.Key) is { } kind) await kind.PrepareAsync([.. alike], ct);
    }

    public async Task<Letter?> WriteAsync(OutgoingMail row, Mail mail, CancellationToken ct)
    {
        var kind = kinds.SingleOrDefault(k => k.MailType == mail.GetType()) ?? throw new InvalidOperationException($"Nobody writes {mail.GetType().Name}.");
        if ((row.PersonId is { } id ? await ReaderAsync(id, ct) : null) is var person && (await kind.ReaderAsync(mail, ct) ?? person) is not { } reader) return null;
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (reader.Culture, CultureInfo.GetCultureInfo(reader.Language));
        try
        {
            if (await kind.WriteAsync(mail, reader, ct) is not { } words) return null;
            var frame = Frame(reader);
            return new Letter
            {
                From = smtp.From,
                FromName = smtp.FromName,
                To = reader.Address,
                Subject = OneLine(words.Subject),
                Text = LetterText.Of(words, frame),
                Html = await HtmlAsync(words, frame),
                Language = reader.Language,
                MessageId = row.MessageId,
                Date = row.CreatedAt,
                Unsubscribe = words.Unsubscribe,
                ListId = words.List is { } list ? $"{list}.{smtp.From.Domain}" : null,
                FeedbackId = words.List is { } feedback ? $"{feedback}:treffitori" : null,
            };
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    private async Task<Reader?> ReaderAsync(Guid id, CancellationToken ct) => _readers.GetValueOrDefault(id) ?? (await ReadersAsync([id], ct)).GetValueOrDefault(id);

    private async Task<Dictionary<Guid, Reader>> ReadersAsync(Guid[] ids, CancellationToken ct)
    {
        var readers = new Dictionary<Guid, Reader>();
        foreach (var p in await db.People().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Email, p.Name, p.Language, p.TimeZone }).ToListAsync(ct))
            if (p.Email is { } email && EmailAddress.TryParse(email, out var address))
                readers[p.Id] = new Reader(address, p.Name, p.Language, p.Id, TimeZoneInfo.FindSystemTimeZoneById(p.TimeZone));
        return readers;
    }

    private LetterFrame Frame(Reader reader) => new(reader.Language, reader.Name.Length > 0 ? t["Letter.Greeting", reader.Name] : t["Letter.GreetingNoName"], t["Letter.Site"],
        site.Absolute($"/{reader.Language}"), t["Letter.Settings"], reader.PersonId is null ? null : site.Absolute($"/{reader.Language}/{Links.MySettings}"), t["Letter.Unsubscribe"]);

    /// <summary>By a renderer of its own: one keeps all that it ever rendered, and a morning has thousands of letters.</summary>
    private async Task<string> HtmlAsync(LetterWords words, LetterFrame frame)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LetterLayout>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(LetterLayout.Words)] = words,
            [nameof(LetterLayout.Frame)] = frame,
        }))).ToHtmlString());
    }

    /// <summary>A title may hold what a header may not.</summary>
    private static string OneLine(string subject) => string.Join(' ', subject.Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
}
