using Matchmaking.People;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.People;

public sealed class LetGoOfTheAwayTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Begin = new(2024, 1, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_twice_and_then_gone_and_a_second_run_does_nothing_more()
    {
        var (away, official) = (await PersonAsync("away"), await PersonAsync("official"));
        await domain.ReadAsync(async db =>
        {
            db.Add(new Appointment { PersonId = official, Office = Office.Administrator, Since = Begin });
            return await db.SaveChangesAsync(Ct);
        });
        List<int> letters = [];
        foreach (var months in (int[])[21, 22, 22, 23, 23, 24])
        {
            await RunAsync(Begin.AddMonths(months));
            letters.Add(await domain.ReadAsync(db => db.OutgoingMails().CountAsync(m => m.PersonId == away && m.Kind == nameof(StillWantedMail), Ct)));
        }

        Assert.Equal([0, 1, 1, 2, 2, 0], letters); // with the account its letters went too
        Assert.Equal([official], await domain.ReadAsync(db => db.People().Where(p => p.Id == away || p.Id == official).Select(p => p.Id).ToListAsync(Ct)));
        Assert.Equal(1, await domain.ReadAsync(db => db.OutgoingMails().CountAsync(m => m.Kind == nameof(AccountDeletedMail), Ct)));
    }

    private Task<int> RunAsync(DateTimeOffset at)
    {
        domain.Clock.StopAt(at);
        return domain.RunAsync<LetGoOfTheAway, int>(job => job.RunAsync(Ct));
    }

    private Task<Guid> PersonAsync(string name) => domain.ReadAsync(async db =>
    {
        var person = Person.New($"{name}@example.org", "fi", Begin);
        person.EmailConfirmed = true;
        person.Seen(DateOnly.FromDateTime(Begin.UtcDateTime));
        db.Add(person);
        await db.SaveChangesAsync(Ct);
        return person.Id;
    });
}
