using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Matchmaking.Platform.Trail;
using Matchmaking.Vocabulary;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>The account itself: profile, offices, letters, what it did. Erased last, when the other modules have let go.</summary>
internal sealed class PersonalData : IPersonalData
{
    public string Part => "account";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => new
    {
        Person = await db.People().Where(p => p.Id == personId).Select(p => new
        {
            p.Name,
            p.Email,
            p.Language,
            p.TimeZone,
            p.MunicipalityId,
            p.AreaId,
            p.ThemeIds,
            p.SkillIds,
            p.Speaks,
            p.WeeklyTimes,
            p.Effort,
            p.NeverThemeIds,
            p.MayBeSuggested,
            p.DigestRhythm,
            p.NoticeBoardLetters,
            p.Under18,
            p.SaidAtLeast13At,
            p.CreatedAt,
            p.LastSeenOn,
            p.AwayAskedAt,
            p.TwoFactorEnabled,
        }).SingleAsync(ct),
        Words = await db.FreeWords().Where(w => db.People().Any(p => p.Id == personId && p.WordIds.Contains(w.Id))).OrderBy(w => w.Text)
            .Select(w => new { w.Kind, w.Language, w.Text, w.RowId }).ToListAsync(ct),
        Offices = await db.Appointments().Where(a => a.PersonId == personId).Select(a => new { a.Office, a.MunicipalityId, a.Since, a.EndedAt }).ToListAsync(ct),
        Pictures = await db.Pictures().Where(p => p.OwnerId == personId).OrderBy(p => p.AddedAt).Select(p => new { p.Alt, p.MediaType, p.Width, p.Height, p.AddedAt, p.Large }).ToListAsync(ct),
        Passkeys = (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(k => k.UserId == personId).ToListAsync(ct)).Select(k => new { k.Data.Name, k.Data.CreatedAt }),
        Letters = await db.OutgoingMails().Where(m => m.PersonId == personId).OrderBy(m => m.CreatedAt).Select(m => new { m.Kind, m.State, m.CreatedAt, m.DoneAt }).ToListAsync(ct),
        Trail = await db.Trail().Where(t => t.By == personId).OrderBy(t => t.Id).Select(t => new { t.What, t.At }).ToListAsync(ct),
    };

    public async Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        var email = await db.People().Where(p => p.Id == personId).Select(p => p.Email!).SingleOrDefaultAsync(ct) ?? "";
        await db.OutgoingMails().Where(m => m.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.SignInCodes().OfAddress(email).ExecuteDeleteAsync(ct);
        await db.SignInCodes().Where(c => c.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.Pictures().Where(p => p.OwnerId == personId).ExecuteDeleteAsync(ct);
        await db.UnsubscribeLinks().Where(l => l.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.MatchPendings().Where(p => p.AboutId == personId).ExecuteDeleteAsync(ct);
        await db.People().Where(p => p.Id == personId).ExecuteDeleteAsync(ct);
    }
}
