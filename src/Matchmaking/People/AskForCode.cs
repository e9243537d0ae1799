using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>Whether a code is on its way. Neither tells whether the address has an account.</summary>
public enum AskingForCode { OnItsWay, TooOften }

/// <summary>Sends a sign-in code to an address, known or not. At most five in half an hour go to one address.</summary>
public sealed class AskForCode(MatchmakingDb db, TimeProvider clock, ISeal seal)
{
    /// <param name="browserSecret">At least 128 random bits, kept in a cookie of the asking browser.</param>
    /// <param name="holdId">The commitment that counts once the code is given.</param>
    /// <param name="movingPersonId">Whose account shall move to this address. Such a code signs nobody in.</param>
    public Task<AskingForCode> RunAsync(EmailAddress address, string browserSecret, string language, Guid? holdId = null, Guid? movingPersonId = null, CancellationToken ct = default) =>
        db.InTransactionAsync(async () =>
        {
            var now = clock.GetUtcNow();
            var email = address.ToString();
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('sign-in-code'), hashtext({email}))", ct);
            if (await db.SignInCodes().CountAsync(c => c.Email == email && c.CreatedAt > now.AddMinutes(-30), ct) >= 5) return AskingForCode.TooOften;
            var code = SignInCode.New(email, SignInCode.NewCode(), browserSecret, language, now, seal.Seal, movingPersonId, holdId);
            db.Add(code);
            db.Letter(new SignInCodeMail(code.Id), now);
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
