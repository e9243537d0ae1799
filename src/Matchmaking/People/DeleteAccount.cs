using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>A person deletes the own account, at once and for good, in one transaction. What others depend on stays without a name.
/// A last letter says that it is done.</summary>
public sealed class DeleteAccount(MatchmakingDb db, IEnumerable<IPersonalData> parts, TimeProvider clock)
{
    public Task RunAsync(Guid personId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var person = await db.People().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return;
        // Against the order of the modules: whatever hangs on the account lets go before the account goes.
        foreach (var part in parts.Reverse()) await part.EraseAsync(db, personId, ct);
        db.Letter(new AccountDeletedMail(person.Email!, person.Language), now);
        db.Trail("person.deleted", personId, null, now);
        await db.SaveChangesAsync(ct);
    }, ct);
}

/// <summary>To the address the account had: it is deleted. The row goes as soon as the letter is handed over.</summary>
public sealed record AccountDeletedMail(string Address, string Language) : Mail((Guid?)null)
{
    public override MailClass Class => MailClass.Code;
    public override TimeSpan UsefulFor => TimeSpan.FromDays(1);
}
