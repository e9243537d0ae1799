using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>Whether a code is on its way. Neither tells whether the address has an account.</summary>
public enum AskingForCode { OnItsWay, TooOften }

/// <summary>Sends a sign-in code to an address, known or not. At most five in half an hour go to one address, however it is written. An address
/// that nobody has confirmed gets five letters a day; beyond them the answer is the same and no letter goes.</summary>
public sealed class AskForCode(MatchmakingDb db, TimeProvider clock, ISeal seal)
{
    /// <summary>Codes for one address in half an hour.</summary>
    public const int MostInHalfAnHour = 5;

    /// <summary>Letters a day to an address that may belong to somebody who wants none.</summary>
    public const int MostToStrangersPerDay = 5;

    /// <param name="browserSecret">At least 128 random bits, kept in a cookie of the asking browser.</param>
    /// <param name="holdId">The commitment that counts once the code is given.</param>
    /// <param name="movingPersonId">Whose account shall move to this address. Such a code signs nobody in.</param>
    public Task<AskingForCode> RunAsync(EmailAddress address, string browserSecret, string language, Guid? holdId = null, Guid? movingPersonId = null, CancellationToken ct = default) =>
        db.InTransactionAsync(async () =>
        {
            var now = clock.GetUtcNow();
            var email = address.ToString();
            await db.LockAddressAsync(email, ct);
            var asked = await db.SignInCodes().OfAddress(email).Where(c => c.ExpiresAt > now.AddDays(-1)).Select(c => c.CreatedAt).ToListAsync(ct);
            if (asked.Count(at => at > now.AddMinutes(-30)) >= MostInHalfAnHour) return AskingForCode.TooOften;
            var isKnown = await db.People().ByAddressAsync(email, ct) is { EmailConfirmed: true };
            var code = SignInCode.New(email, SignInCode.NewCode(), browserSecret, language, now, seal.Seal, movingPersonId, holdId);
            db.Add(code);
            if (isKnown || asked.Count(at => at > now.AddDays(-1)) < MostToStrangersPerDay) db.Letter(new SignInCodeMail(code.Id), now);
            await db.SaveChangesAsync(ct);
            return AskingForCode.OnItsWay;
        }, ct);
}

/// <summary>The code, and what it is for. It goes to an address, not to an account.</summary>
public sealed record SignInCodeMail(Guid CodeId) : Mail((Guid?)null)
{
    public override MailClass Class => MailClass.Code;
    public override TimeSpan UsefulFor => SignInCode.Life;
}
