using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Digests;

/// <summary>What the tests of digests begin with: subscribers, initiatives, and questions that wait for their starters.</summary>
internal sealed class DigestScene(TestDomain domain)
{
    public static readonly Guid Vaasa = Municipality.IdOf(Country.FI, "905");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public DateTimeOffset Now => domain.Clock.GetUtcNow();

    public async Task<Person> SubscriberAsync(DigestRhythm rhythm = DigestRhythm.Daily, Guid? home = null, Action<Person>? also = null)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", Now);
        person.EmailConfirmed = true;
        person.Welcome("Heidi", under18: false, home, Now);
        person.ChangeLetters("fi", "Europe/Helsinki", rhythm, noticeBoard: true, Now);
        also?.Invoke(person);
        await SaveAsync(person);
        return person;
    }

    /// <summary>An open one, near nobody unless said otherwise.</summary>
    public async Task<Initiative> InitiativeAsync(Person starter, string municipality = "167", DateTime? startsAt = null, int least = 2, Guid[]? themes = null, string country = "FI")
    {
        var words = new InitiativeWords("Kielikahvila", "Puhutaan.", "", "fi", Municipality.IdOf(Enum.Parse<Country>(country), municipality), null, false, "", "", startsAt, 0, themes ?? [], null);
        var initiative = Initiative.Post(starter.Id, words, [new RoleWords("Vetäjä", "", [], least, 5, Effort.TwoHours)], Now);
        await SaveAsync(initiative);
        return initiative;
    }

    /// <summary>A question that waits for the starter.</summary>
    public Task AskAsync(Initiative initiative) => SaveAsync(new InitiativeQuestion { InitiativeId = initiative.Id, Text = "Mihin aikaan?", Language = "fi", At = Now });

    /// <summary>A subscriber for whom one question waits.</summary>
    public async Task<Person> AskedAsync(DigestRhythm rhythm = DigestRhythm.Daily)
    {
        var person = await SubscriberAsync(rhythm);
        await AskAsync(await InitiativeAsync(person));
        return person;
    }

    public Task<int> ComposeAsync() => domain.RunAsync((ComposeDueDigests job) => job.RunAsync(Ct));

    /// <summary>The window ends a moment after now: the steps of a history that were taken at one moment lie microseconds apart.</summary>
    public async Task<IReadOnlyList<DigestFact>> FactsAsync(Person person, int windowHours = 24) => [.. (await FactsAsync([person], windowHours))[person.Id]];

    /// <summary>Of several people at once.</summary>
    public async Task<ILookup<Guid, DigestFact>> FactsAsync(Person[] people, int windowHours = 24, DigestScope? only = null) => (await domain.RunAsync((GatherFacts facts) =>
        facts.OfAsync([.. people.Select(p => new DigestWindow(p.Id, p.DigestRhythm, Now.AddMilliseconds(1).AddHours(-windowHours), Now.AddMilliseconds(1)))], Now, Ct, only)))
        .SelectMany(g => g, (g, f) => (g.Key.PersonId, Fact: f)).ToLookup(f => f.PersonId, f => f.Fact);

    /// <summary>What the page of notifications shows of the digests: the kinds that had no place, and those that were told.</summary>
    public async Task<(DigestItemKind[] LeftOut, DigestItemKind[] Told)> RecallAsync(Person person) =>
        await domain.RunAsync((DigestSource source) => source.RecallAsync(person.Id, Now, Ct)) is { } state ? ([.. state.LeftOut.Select(f => f.Kind)], [.. state.Told.Select(f => f.Kind)]) : ([], []);

    public Task<List<Digest>> DigestsAsync(Person person) => domain.ReadAsync(db =>
        db.Digests().AsNoTracking().Where(d => d.PersonId == person.Id).OrderBy(d => d.WindowTo).ToListAsync(Ct));

    public Task<List<OutgoingMail>> LettersAsync(Person person) => domain.ReadAsync(db =>
        db.OutgoingMails().AsNoTracking().Where(m => m.PersonId == person.Id && m.Kind == nameof(DigestMail)).OrderBy(m => m.CreatedAt).ToListAsync(Ct));

    public Task<DateTimeOffset?> NextAsync(Person person) => domain.ReadAsync(db => db.People().Where(p => p.Id == person.Id).Select(p => p.NextDigestAt).SingleAsync(Ct));

    /// <summary>How the sender left the letters.</summary>
    public Task EndLettersAsync(Person person, MailState state) => domain.ReadAsync(db => db.OutgoingMails().Where(m => m.PersonId == person.Id)
        .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, state), Ct));

    public Task SaveAsync(params object[] rows) => domain.ReadAsync(async db =>
    {
        db.AddRange(rows);
        return await db.SaveChangesAsync(Ct);
    });

    public Task<int> WriteAsync(Func<MatchmakingDb, Task> write) => domain.ReadAsync(async db =>
    {
        await write(db);
        return await db.SaveChangesAsync(Ct);
    });

    public Task<bool> ChooseAsync(Person person, DigestRhythm rhythm, string zone = "Europe/Helsinki") => domain.RunAsync(async (ChangeLetters change) =>
    {
        await change.RunAsync(person.Id, "fi", zone, rhythm, noticeBoard: true, Ct);
        return true;
    });

    public Task TickHoursAsync(int hours) => TickAsync(TimeSpan.FromHours(1), hours);

    public Task TickDaysAsync(int days) => TickAsync(TimeSpan.FromDays(1), days);

    private async Task TickAsync(TimeSpan step, int times)
    {
        for (var i = 0; i < times; i++)
        {
            domain.Clock.Move(step);
            await ComposeAsync();
        }
    }
}
