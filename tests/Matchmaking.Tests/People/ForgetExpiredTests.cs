using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.People;

public sealed class ForgetExpiredTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_letter_that_was_given_up_neither_address_nor_text_stays_once_it_is_useless()
    {
        await domain.ReadAsync(db =>
        {
            db.Letter(new AccountDeletedMail("gone@example.org", "fi"), domain.Clock.GetUtcNow());
            db.Letter(new StillWantedMail(Guid.CreateVersion7(), new(2027, 1, 1)), domain.Clock.GetUtcNow());
            return db.SaveChangesAsync(Ct);
        });
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"update outgoing_mail set dead_at = now(), rendered = {new byte[] { 1 }} where class <> 'Code' or dead_at is null", Ct));
        await ForgetAsync();
        Assert.Contains("gone@example.org", await ArgsAsync(), StringComparison.Ordinal); // the operator may still let it go out

        domain.Clock.Move(TimeSpan.FromDays(2));
        await ForgetAsync();
        Assert.DoesNotContain("gone@example.org", await ArgsAsync(), StringComparison.Ordinal);
        Assert.Contains("2027-01-01", await ArgsAsync(), StringComparison.Ordinal); // of the other it is ids and days
        Assert.Equal(0, await ForgetAsync()); // a second run finds nothing
        domain.Clock.Move(TimeSpan.FromDays(30));
        await ForgetAsync();
        Assert.Equal(0, await domain.ReadAsync(db => db.OutgoingMails().CountAsync(m => m.Rendered != null, Ct)));
    }

    private Task<int> ForgetAsync() => domain.RunAsync((ForgetExpired forget) => forget.RunAsync(Ct));

    private Task<string> ArgsAsync() => domain.ReadAsync(async db => string.Join('\n', await db.OutgoingMails().Select(m => m.Args).ToListAsync(Ct)));
}
