using System.Security.Claims;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web;

/// <summary>Who reads. One per request, loaded once from the database by <see cref="LoadMe"/>, so that a role taken away is
/// gone at the next request. Pages hide buttons by it; what may be done is decided by the write.</summary>
public sealed class Me
{
    private bool _asked;

    /// <summary>Empty for a stranger.</summary>
    public Guid Id { get; private set; }

    public bool IsSignedIn => Id != Guid.Empty;

    /// <summary>The public name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>One or two letters for the round picture.</summary>
    public string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(FirstLetter)).ToUpperInvariant();

    /// <summary>Notifications not yet read; shown in the header.</summary>
    public int UnreadCount { get; private set; }

    /// <summary>The home municipality, if one was chosen.</summary>
    public Guid? MunicipalityId { get; private set; }

    /// <summary>The zone by whose clock the person lives; nothing for a stranger.</summary>
    public TimeZoneInfo? TimeZone { get; private set; }

    /// <summary>Whether this session was opened with a second factor, which coordinators, moderators and administrators need.</summary>
    public bool SecondFactor { get; private set; }

    /// <summary>What this person may do now; nothing for a stranger. Offices are empty until the session showed a second factor.</summary>
    public Actor? Actor { get; private set; }

    /// <summary>The same where only the signed in come.</summary>
    public Actor SignedIn => Actor ?? throw new InvalidOperationException("Only for the signed in.");

    /// <summary>Name and age were said; before that nothing can be posted or joined.</summary>
    public bool IsWelcomed { get; private set; }

    /// <summary>Holds an office, whether or not this session showed the second factor that it needs.</summary>
    public bool HoldsOffice { get; private set; }

    /// <summary>When this person showed who they are, with a code, is less than ten minutes ago.</summary>
    public bool IsFresh { get; private set; }

    public bool IsSuspended => Actor?.Suspended ?? false;

    /// <summary>Loads the person the cookie speaks of, once per request. False when there is no such person any more, or every session
    /// of the person was ended: the cookie must go.</summary>
    public async Task<bool> LoadAsync(MatchmakingDb db, ClaimsPrincipal user, DateTimeOffset now, CancellationToken ct)
    {
        if (_asked) return true;
        _asked = true;
        if (Session.PersonOf(user) is not { } id) return user.Identity?.IsAuthenticated != true;
        var known = await db.People().Where(p => p.Id == id).Select(p => new
        {
            p.Name,
            p.SecurityStamp,
            p.SuspendedAt,
            Welcomed = p.EmailConfirmed && p.SaidAtLeast13At != null && p.Name != "",
            p.MunicipalityId,
            p.TimeZone,
            p.LastSeenOn,
            Unread = db.Notifications().Count(n => n.PersonId == id && n.ReadAt == null),
            Offices = db.Appointments().Where(a => a.PersonId == id && a.EndedAt == null).Select(a => new { a.Office, a.MunicipalityId }).ToList(),
        }).SingleOrDefaultAsync(ct);
        if (known is null || known.SecurityStamp != Session.StampOf(user)) return false;
        (Id, Name, UnreadCount, MunicipalityId, IsWelcomed) = (id, known.Name, known.Unread, known.MunicipalityId, known.Welcomed);
        TimeZone = Zones.OfReader(known.TimeZone);
        (SecondFactor, HoldsOffice) = (Session.HasSecondFactor(user), known.Offices.Count > 0);
        IsFresh = Session.IsFresh(user, now);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (known.LastSeenOn < today || known.LastSeenOn is null) // once a day
            await db.People().Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.LastSeenOn, today).SetProperty(p => p.AwayAsks, 0).SetProperty(p => p.AwayAskedAt, (DateTimeOffset?)null), ct);
        Actor = new Actor(id, SecondFactor ? [.. known.Offices.Select(o => (o.Office, o.MunicipalityId))] : [], known.SuspendedAt is not null);
        return true;
    }

    private static string FirstLetter(string word) => System.Globalization.StringInfo.GetNextTextElement(word);
}
