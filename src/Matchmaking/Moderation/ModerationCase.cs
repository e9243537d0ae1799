using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Moderation;

public enum Deciding
{
    Decided,
    /// <summary>Somebody else decided since this moderator looked, or it is so already.</summary>
    AlreadyDecided,
    /// <summary>Also for what does not exist.</summary>
    NotAllowed,
}

/// <summary>A thing, locked, with its open reports, while somebody decides about it.</summary>
internal sealed class ModerationCase
{
    private readonly MatchmakingDb _db;
    private readonly Actor _by;
    private readonly List<Report> _reports;
    private readonly Guid? _latest;

    private ModerationCase(MatchmakingDb db, Actor by, Moderated kind, ModeratedThing thing, List<Report> reports, Guid? latest) =>
        (_db, _by, Kind, Thing, _reports, _latest) = (db, by, kind, thing, reports, latest);

    public Moderated Kind { get; }

    public ModeratedThing Thing { get; }

    public bool HasReports => _reports.Count > 0;

    /// <summary>Nothing where there is no such thing, or this person may not decide about it.</summary>
    public static async Task<ModerationCase?> OpenAsync(MatchmakingDb db, ModeratedKinds kinds, Actor actor, string kind, Guid id, CancellationToken ct)
    {
        if (kinds.Of(kind) is not { } moderated) return null;
        await moderated.LockAsync(db, id, ct);
        var reports = await db.Reports().Open().Where(r => r.Kind == kind && r.ObjectId == id).OrderBy(r => r.Number).ToListAsync(ct);
        var thing = await moderated.FindAsync(db, id, ct) ?? (reports is [var first, ..] ? ModeratedThing.Gone(first) : null);
        if (thing is null || !ModerationRights.CanDecide(actor, thing)) return null;
        var latest = await db.Decisions().Of(kind, id).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(ct);
        return new(db, actor, moderated, thing, reports, latest);
    }

    /// <summary>Whether this is still what the moderator looked at.</summary>
    /// <param name="seen">The latest decision the moderator saw.</param>
    public bool IsAsSeen(Guid? seen) => _latest == seen;

    /// <summary>Records the decision and answers every open report; those who reported are told.</summary>
    public Decision Decide(Verdict verdict, ContentRule? rule, string facts, DateTimeOffset now)
    {
        var decision = new Decision
        {
            Id = Guid.CreateVersion7(now),
            Kind = Thing.Kind,
            ObjectId = Thing.Id,
            MunicipalityId = Thing.MunicipalityId,
            Title = Thing.Title,
            AuthorId = Thing.AuthorId,
            Verdict = verdict,
            Rule = rule,
            Facts = facts,
            FromReport = HasReports,
            ById = _by.PersonId,
            At = now,
        };
        _db.Add(decision);
        foreach (var report in _reports)
        {
            report.Answer(decision);
            var mail = new ReportDecidedMail(report.ReporterId, report.Id);
            if (report.ReporterId is not null) _db.Tell(mail, Thing.Id, now);
            else if (report.Email is not null) _db.Letter(mail, now);
        }
        _db.Trail($"content.{verdict.ToString().ToLowerInvariant()}", Thing.Id, _by.PersonId, now);
        return decision;
    }
}
