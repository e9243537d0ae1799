using Matchmaking.Moderation;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Home;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Moderation.Mails;

/// <summary>A letter to somebody who reported something: to the account, or to the address that a visitor left.</summary>
internal abstract class ReporterLetter<T>(MatchmakingDb db) : LetterOf<T> where T : Mail
{
    protected abstract Guid ReportOf(T mail);

    protected Task<Report?> ReportAsync(T mail, CancellationToken ct)
    {
        var id = ReportOf(mail);
        return db.Reports().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
    }

    public sealed override async Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) =>
        await ReportAsync((T)mail, ct) is { ReporterId: null } report && EmailAddress.TryParse(report.Email, out var address)
            ? new Reader(address, "", report.Language, null, report.Language == "sv" ? Zones.Sweden : Zones.Finland)
            : null;
}

/// <summary>It has arrived.</summary>
internal sealed class ReportReceivedLetter(MatchmakingDb db, IStringLocalizer<Texts> t) : ReporterLetter<ReportReceivedMail>(db)
{
    protected override Guid ReportOf(ReportReceivedMail mail) => mail.ReportId;

    protected override async Task<LetterWords?> WriteAsync(ReportReceivedMail mail, Reader reader, CancellationToken ct)
    {
        if (await ReportAsync(mail, ct) is not { } report) return null;
        object[] values = [report.Title, report.Number];
        return new(t["ReportReceived.Subject", values], t["ReportReceived.Preheader"],
            [new Paragraph(t["ReportReceived.Body", values]), new Paragraph(t["ReportReceived.Secret"]), new Paragraph(t["ReportReceived.Danger"])], t["ReportReceived.Why"]);
    }
}

/// <summary>What was decided, and how to complain.</summary>
internal sealed class ReportDecidedLetter(MatchmakingDb db, Dates dates, Operator site, IStringLocalizer<Texts> t) : ReporterLetter<ReportDecidedMail>(db)
{
    private readonly MatchmakingDb _db = db;

    protected override Guid ReportOf(ReportDecidedMail mail) => mail.ReportId;

    protected override async Task<LetterWords?> WriteAsync(ReportDecidedMail mail, Reader reader, CancellationToken ct)
    {
        if (await ReportAsync(mail, ct) is not { } report || await _db.Decisions().AsNoTracking().SingleOrDefaultAsync(d => d.Id == report.DecisionId, ct) is not { } decision) return null;
        object[] values = [report.Title, report.Number, decision.Facts, dates.PlainDay(WallClock.Date(decision.ComplaintUntil, reader.TimeZone)), site.Email];
        var (subject, preheader, body) = decision.Verdict switch
        {
            Verdict.Hidden => (t["ReportDecided.Hidden.Subject", values], t["ReportDecided.Hidden.Preheader"], t["ReportDecided.Hidden.Body", values]),
            Verdict.Gone => (t["ReportDecided.Gone.Subject", values], t["ReportDecided.Gone.Preheader"], t["ReportDecided.Gone.Body", values]),
            _ => (t["ReportDecided.Kept.Subject", values], t["ReportDecided.Kept.Preheader"], t["ReportDecided.Kept.Body", values]),
        };
        List<LetterBlock> blocks = [new Paragraph(body)];
        if (decision.Verdict == Verdict.Kept) blocks.Add(new Paragraph(t["ReportDecided.Words", values])); // of what was hidden, the author alone is told the facts
        return new(subject, preheader, [.. blocks, new Paragraph(t["ReportDecided.ByPerson"]), new Paragraph(t["ReportDecided.Appeal", values])], t["ReportDecided.Why"]);
    }
}

/// <summary>The statement of reasons, to the author: what, since when, facts, rule, how it came about, how to complain.</summary>
internal sealed class HiddenLetter(MatchmakingDb db, Dates dates, Operator site, LetterLinks links, IStringLocalizer<Moderation.Texts> words, IStringLocalizer<Texts> t) : LetterOf<HiddenMail>
{
    protected override async Task<LetterWords?> WriteAsync(HiddenMail mail, Reader reader, CancellationToken ct)
    {
        if (await db.Decisions().AsNoTracking().SingleOrDefaultAsync(d => d.Id == mail.DecisionId, ct) is not { Rule: { } rule } decision) return null;
        object[] values = [decision.Title, dates.Moment(decision.At, reader.TimeZone), decision.Facts, words[$"Rule.{rule}"],
            dates.PlainDay(WallClock.Date(decision.ComplaintUntil, reader.TimeZone)), site.Email];
        return new(t["Hidden.Subject", values], t["Hidden.Preheader"],
        [
            new Paragraph(t["Hidden.Body", values]), new Paragraph(t["Hidden.Since", values]), new Paragraph(t["Hidden.Facts", values]), new Paragraph(t["Hidden.Rule", values]),
            new Paragraph(decision.FromReport ? t["Hidden.FromReport"] : t["Hidden.OwnInitiative"]), new Paragraph(t["Hidden.ByPerson"]), new Paragraph(t["Hidden.Appeal", values]),
            new Button(t["Hidden.Button"], links.To(reader.Language, Links.Terms)),
        ], t["Hidden.Why"]);
    }
}

/// <summary>It is shown again.</summary>
internal sealed class RestoredLetter(MatchmakingDb db, ModeratedKinds kinds, LetterLinks links, IStringLocalizer<Texts> t) : LetterOf<RestoredMail>
{
    protected override async Task<LetterWords?> WriteAsync(RestoredMail mail, Reader reader, CancellationToken ct)
    {
        if (await db.Decisions().AsNoTracking().SingleOrDefaultAsync(d => d.Id == mail.DecisionId, ct) is not { } decision) return null;
        if (kinds.Of(decision.Kind) is not { } kind || await kind.FindAsync(db, decision.ObjectId, ct) is not { HiddenAt: null } thing) return null;
        object[] values = [decision.Title, decision.Facts];
        return new(t["Restored.Subject", values], t["Restored.Preheader"],
            [new Paragraph(t["Restored.Body", values]), new Paragraph(t["Restored.Words", values]), new Button(t["Restored.Button"], links.To(reader.Language, thing.Path))], t["Restored.Why"]);
    }
}
