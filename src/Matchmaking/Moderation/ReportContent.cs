using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Moderation;

public enum ReportingOutcome
{
    Reported,
    /// <summary>The same person has reported it, and nobody has decided yet; the first report stands.</summary>
    AlreadyReported,
    /// <summary>There is none, it is not shown, or this reader may not know of it.</summary>
    NoSuchThing,
    TooManyToday,
}

/// <param name="Number">Of the report that stands.</param>
/// <param name="Path">The page of the thing, without the language.</param>
public readonly record struct Reporting(ReportingOutcome Outcome, int Number = 0, string Path = "");

/// <summary>What somebody says is wrong.</summary>
/// <param name="Email">Where a visitor without an account wants to hear of it; of no effect for those signed in.</param>
public sealed record ReportWords(ContentRule Rule, string Words, EmailAddress? Email, string Language);

/// <summary>Anyone, with an account or without, says that something breaks the rules. It hides nothing: a moderator decides.</summary>
public sealed class ReportContent(MatchmakingDb db, ModeratedKinds kinds, TimeProvider clock)
{
    public const int MostWords = 2000;

    /// <summary>In 24 hours, of one person.</summary>
    public const int MostPerDay = 20;

    /// <summary>In 24 hours, with one address that nobody has confirmed; so that nobody is flooded with letters.</summary>
    public const int MostPerAddress = 5;

    /// <param name="actor">Nobody for a visitor without an account.</param>
    public Task<Reporting> RunAsync(Actor? actor, string kind, Guid id, ReportWords words, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (kinds.Of(kind) is not { } moderated) return new Reporting(ReportingOutcome.NoSuchThing);
        var (now, email) = (clock.GetUtcNow(), actor is null ? words.Email?.ToString() : null);
        if ((actor?.PersonId.ToString() ?? email) is { } who)
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('report'), hashtext({who.ToUpperInvariant()}))", ct); // parallel posts count one by one
        await moderated.LockAsync(db, id, ct);
        if (await moderated.FindAsync(db, id, ct) is not { IsShown: true } thing || !await moderated.MayReadAsync(db, actor, thing, ct)) return new Reporting(ReportingOutcome.NoSuchThing);

        var (reporter, written) = (actor?.PersonId, email?.ToUpperInvariant()); // however the address is written, it is one mailbox
        var mine = db.Reports().Where(r => (reporter != null && r.ReporterId == reporter) || (written != null && r.Email!.ToUpper() == written));
        if (await mine.Open().FirstOrDefaultAsync(r => r.Kind == kind && r.ObjectId == id, ct) is { } first) return new Reporting(ReportingOutcome.AlreadyReported, first.Number, thing.Path);
        if (await mine.CountAsync(r => r.At > now.AddDays(-1), ct) >= (actor is null ? MostPerAddress : MostPerDay)) return new Reporting(ReportingOutcome.TooManyToday);

        var report = new Report
        {
            Kind = kind,
            ObjectId = id,
            MunicipalityId = thing.MunicipalityId,
            Title = thing.Title,
            ReporterId = reporter,
            Email = email,
            Rule = words.Rule,
            Words = words.Words,
            Language = words.Language,
            At = now,
        };
        db.Add(report);
        if (reporter is not null || email is not null) db.Letter(new ReportReceivedMail(reporter, report.Id), now);
        db.Trail("content.reported", id, reporter, now);
        await db.SaveChangesAsync(ct);
        return new Reporting(ReportingOutcome.Reported, report.Number, thing.Path);
    }, ct);
}
