using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>What a person can show besides the code in the letter.</summary>
/// <param name="App">An authenticator app.</param>
/// <param name="RecoveryCodes">Not used yet.</param>
public sealed record SecondFactors(bool App, IReadOnlyList<UserPasskeyInfo> Passkeys, int RecoveryCodes)
{
    public bool Any => App || Passkeys.Count > 0;
}

/// <summary>What was done to the ways to sign in.</summary>
public enum SecondFactorChange { AppAdded, AppRemoved, PasskeyAdded, PasskeyRemoved, CodesMade }

/// <summary>To the person: the ways to sign in are others now. Whoever did not do it learns of it.</summary>
public sealed record SecondFactorMail(Guid? To, SecondFactorChange Change) : Mail(To);

/// <summary>What happened to a given second factor.</summary>
public enum GivingSecondFactor { Right, Wrong, TooManyTries }

/// <summary>Looks up the second factors of a person.</summary>
public sealed class ReadSecondFactors(UserManager<Person> people)
{
    public async Task<SecondFactors> RunAsync(Guid personId)
    {
        var person = await people.RequireAsync(personId);
        return new(person.TwoFactorEnabled, [.. await people.GetPasskeysAsync(person)], await people.CountRecoveryCodesAsync(person));
    }
}

/// <summary>Gives the key that an authenticator app is told, and makes one where there is none. It counts only after <see cref="AddAuthenticator"/>.</summary>
public sealed class StartAuthenticator(UserManager<Person> people)
{
    /// <summary>Where Identity keeps the key.</summary>
    internal const string Store = "[AspNetUserStore]", Key = "AuthenticatorKey";

    public async Task<string> RunAsync(Guid personId)
    {
        var person = await people.RequireAsync(personId);
        if (await people.GetAuthenticatorKeyAsync(person) is { Length: > 0 } key) return key;
        key = people.GenerateNewAuthenticatorKey(); // not ResetAuthenticatorKeyAsync: it would end the session that asks
        await people.SetAuthenticationTokenAsync(person, Store, Key, key);
        return key;
    }
}

/// <summary>A person shows with the app's first code that it works. Sessions elsewhere end.</summary>
public sealed class AddAuthenticator(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Guid personId, string code, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var person = await people.RequireAsync(personId);
        if (!await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, code)) return false;
        await people.SetLockoutEnabledAsync(person, true);
        await people.SetTwoFactorEnabledAsync(person, true);
        db.Trail("person.second-factor", personId, personId, clock.GetUtcNow());
        db.Letter(new SecondFactorMail(personId, SecondFactorChange.AppAdded), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>Takes the authenticator app away; its key is forgotten. Sessions elsewhere end.</summary>
public sealed class RemoveAuthenticator(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task RunAsync(Guid personId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var person = await people.RequireAsync(personId);
        await people.SetTwoFactorEnabledAsync(person, false);
        await people.RemoveAuthenticationTokenAsync(person, StartAuthenticator.Store, StartAuthenticator.Key);
        db.Trail("person.second-factor-removed", personId, personId, clock.GetUtcNow());
        db.Letter(new SecondFactorMail(personId, SecondFactorChange.AppRemoved), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }, ct);
}

/// <summary>Ten new recovery codes, each good once; the old ones are worth nothing any more.</summary>
public sealed class MakeRecoveryCodes(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task<IReadOnlyList<string>> RunAsync(Guid personId, CancellationToken ct = default) => db.InTransactionAsync<IReadOnlyList<string>>(async () =>
    {
        var person = await people.RequireAsync(personId);
        await people.SetLockoutEnabledAsync(person, true);
        string[] codes = [.. await people.GenerateNewTwoFactorRecoveryCodesAsync(person, 10) ?? []];
        db.Letter(new SecondFactorMail(personId, SecondFactorChange.CodesMade), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return codes;
    }, ct);
}

/// <summary>A person gives the app's code or a recovery code. After five wrong ones none is taken for five minutes.</summary>
public sealed class GiveSecondFactor(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task<GivingSecondFactor> RunAsync(Guid personId, string code, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"select 1 from person where id = {personId} for update", ct); // parallel guesses count one by one
        var person = await people.RequireAsync(personId);
        if (await people.IsLockedOutAsync(person)) return GivingSecondFactor.TooManyTries;
        var isRight = person.TwoFactorEnabled && await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, code)
            || (await people.RedeemTwoFactorRecoveryCodeAsync(person, code)).Succeeded;
        if (!isRight)
        {
            await people.AccessFailedAsync(person);
            return await people.IsLockedOutAsync(person) ? GivingSecondFactor.TooManyTries : GivingSecondFactor.Wrong;
        }
        await people.ResetAccessFailedCountAsync(person);
        db.Trail("person.second-factor-given", personId, personId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return GivingSecondFactor.Right;
    }, ct);
}

/// <summary>Keeps a passkey that the browser has made, or its count after it was used.</summary>
public sealed class AddPasskey(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Guid personId, UserPasskeyInfo passkey, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var person = await people.RequireAsync(personId);
        var isNew = await people.GetPasskeyAsync(person, passkey.CredentialId) is null;
        if (!(await people.AddOrUpdatePasskeyAsync(person, passkey)).Succeeded) return false;
        db.Trail("person.passkey", personId, personId, clock.GetUtcNow());
        if (isNew) db.Letter(new SecondFactorMail(personId, SecondFactorChange.PasskeyAdded), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>Forgets a passkey of the person.</summary>
public sealed class RemovePasskey(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task RunAsync(Guid personId, byte[] credentialId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        await people.RemovePasskeyAsync(await people.RequireAsync(personId), credentialId);
        db.Trail("person.passkey-removed", personId, personId, clock.GetUtcNow());
        db.Letter(new SecondFactorMail(personId, SecondFactorChange.PasskeyRemoved), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }, ct);
}

/// <summary>Ends every session of the person, on every device.</summary>
public sealed class EndSessions(UserManager<Person> people, MatchmakingDb db, TimeProvider clock)
{
    public Task RunAsync(Guid personId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        await people.UpdateSecurityStampAsync(await people.RequireAsync(personId));
        db.Trail("person.sessions-ended", personId, personId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }, ct);
}

internal static class PersonSearch
{
    public static async Task<Person> RequireAsync(this UserManager<Person> people, Guid id) =>
        await people.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("There is no such person.");
}
