using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>Lets go of what has served its time: codes after a day, accounts never confirmed after seven days, letters' texts and the addresses
/// of letters that were given up once they are useless, trail entries after 24 months.</summary>
public sealed class ForgetExpired(MatchmakingDb db, TimeProvider clock) : IJob
{
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var codes = await db.SignInCodes().Where(c => c.ExpiresAt < now.AddDays(-1)).ExecuteDeleteAsync(ct);
        var people = await db.People().Where(p => !p.EmailConfirmed && p.CreatedAt < now.AddDays(-7) && !db.Appointments().Any(a => a.PersonId == p.Id && a.EndedAt == null)).ExecuteDeleteAsync(ct);
        var texts = await db.OutgoingMails().Where(m => m.Rendered != null && (m.DoneAt != null || m.ExpiresAt < now)).ExecuteUpdateAsync(s => s.SetProperty(m => m.Rendered, (byte[]?)null), ct);
        var addresses = await db.OutgoingMails().Where(m => m.Class == MailClass.Code && m.Args != "{}" && m.ExpiresAt < now).ExecuteUpdateAsync(s => s.SetProperty(m => m.Args, "{}"), ct);
        var pending = await db.MatchPendings().Where(p => p.DoneAt < now.AddDays(-1)).ExecuteDeleteAsync(ct);
        var trail = await db.Trail().Where(t => t.At < now.AddMonths(-24).AddDays(-1)).ExecuteDeleteAsync(ct);
        return codes + people + texts + addresses + pending + trail;
    }
}
