using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>The outcome, and with the right code whose account it is (made now if the address had none) and what the code was for.</summary>
public sealed record CodeGiven(GivingCode Outcome, Guid PersonId = default, Guid? HoldId = null, bool IsNew = false);

/// <summary>A person types the code. With the right one the address is the person's own, and the account exists.</summary>
public sealed class GiveCode(MatchmakingDb db, TimeProvider clock)
{
    public Task<CodeGiven> RunAsync(string code, string browserSecret, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var browser = SignInCode.HashOf(browserSecret);
        // The newest code of this browser to sign in with, locked: parallel guesses count one by one.
        var row = await db.SignInCodes().FromSql($"select * from sign_in_code where browser_hash = {browser} and person_id is null order by created_at desc limit 1 for update").SingleOrDefaultAsync(ct);
        if (row is null) return new CodeGiven(GivingCode.Expired);
        var outcome = row.Give(code, browserSecret, now);
        if (outcome != GivingCode.Right)
        {
            await db.SaveChangesAsync(ct);
            return new CodeGiven(outcome);
        }
        await db.LockAddressAsync(row.Email, ct); // two browsers, one new address: one account
        var person = await db.People().ByAddressAsync(row.Email, ct);
        var isNew = person is not { EmailConfirmed: true };
        if (person is null) db.Add(person = Person.New(row.Email, row.Language, now));
        if (isNew && row.HoldId is null) person.ForgetWhatOthersSaid();
        person.EmailConfirmed = true;
        person.Seen(DateOnly.FromDateTime(now.UtcDateTime));
        db.Trail(isNew ? "person.confirmed" : "person.signed-in", person.Id, person.Id, now);
        await db.SaveChangesAsync(ct);
        return new CodeGiven(GivingCode.Right, person.Id, row.HoldId, isNew);
    }, ct);
}
