using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>What came of giving the code that was sent to the new address.</summary>
public enum ChangingAddress
{
    Changed,
    WrongCode,
    Expired,
    TooManyTries,
    /// <summary>The new address belongs to another account. Said only to somebody who has shown that the address is theirs.</summary>
    TakenByYourOther,
}

/// <summary>A person moves the account to another address, with the code that went there. The old address is told; other sessions end.</summary>
public sealed class ChangeAddress(MatchmakingDb db, TimeProvider clock)
{
    public Task<ChangingAddress> RunAsync(Guid personId, string code, string browserSecret, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var browser = SignInCode.HashOf(browserSecret);
        var row = await db.SignInCodes().FromSql($"select * from sign_in_code where browser_hash = {browser} and person_id = {personId} order by created_at desc limit 1 for update").SingleOrDefaultAsync(ct);
        if (row is null) return ChangingAddress.Expired;
        var outcome = row.Give(code, browserSecret, now);
        if (outcome != GivingCode.Right)
        {
            await db.SaveChangesAsync(ct);
            return outcome switch { GivingCode.Wrong => ChangingAddress.WrongCode, GivingCode.TooManyTries => ChangingAddress.TooManyTries, _ => ChangingAddress.Expired };
        }
        await db.LockAddressAsync(row.Email, ct);
        if (await db.People().ByAddressAsync(row.Email, ct) is not null)
        {
            await db.SaveChangesAsync(ct);
            return ChangingAddress.TakenByYourOther;
        }
        var person = await db.People().SingleAsync(p => p.Id == personId, ct);
        db.Letter(new AddressChangedMail(personId, person.Email!), now);
        person.MoveTo(row.Email);
        await db.UnsubscribeLinks().Where(l => l.PersonId == personId).ExecuteDeleteAsync(ct); // those in the old mailbox end nothing any more
        db.Trail("person.address", personId, personId, now);
        await db.SaveChangesAsync(ct);
        return ChangingAddress.Changed;
    }, ct);
}

/// <summary>To the old address: the account has moved. Its row goes as soon as the letter is handed over.</summary>
public sealed record AddressChangedMail(Guid? To, string OldAddress) : Mail(To)
{
    public override MailClass Class => MailClass.Code;
    public override TimeSpan UsefulFor => TimeSpan.FromDays(1);
}
