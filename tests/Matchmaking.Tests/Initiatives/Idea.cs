using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Initiatives;

/// <summary>An initiative for a test: a clean-up in Joensuu.</summary>
internal static class Idea
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Starter = new("00000000-0000-0000-0000-0000000000aa");
    public static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167");

    public static InitiativeWords Words => new("River clean-up", "Rubbish gathers on the bank.", "", "en", Joensuu, null, false, "", "", null, 0, [], null);

    /// <summary>With a role for each pair: how many at least, how many at most.</summary>
    public static Initiative Post(params (int Least, int Most)[] roles) => Post(Starter, Now, roles);

    public static Initiative Post(Guid starter, DateTimeOffset now, params (int Least, int Most)[] roles) =>
        Initiative.Post(starter, Words, roles.Select((r, at) => new RoleWords($"Role {at + 1}", "", [], r.Least, r.Most, Effort.TwoHours)), now);

    public static Guid Someone() => Guid.CreateVersion7();

    /// <summary>People with accounts, saved.</summary>
    public static async Task<Actor[]> PeopleAsync(TestDomain domain, int count)
    {
        var now = domain.Clock.GetUtcNow();
        var people = Enumerable.Range(1, count).Select(n =>
        {
            var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
            person.EmailConfirmed = true;
            person.Welcome($"Doer {n}", under18: false, Joensuu, now);
            return person;
        }).ToList();
        await domain.ReadAsync(async db =>
        {
            db.AddRange(people);
            return await db.SaveChangesAsync();
        });
        return [.. people.Select(p => new Actor(p.Id, []))];
    }

    public static async Task<Initiative> SaveAsync(TestDomain domain, Actor starter, params (int Least, int Most)[] roles)
    {
        var initiative = Post(starter.PersonId, domain.Clock.GetUtcNow(), roles);
        await domain.ReadAsync(async db =>
        {
            db.Add(initiative);
            return await db.SaveChangesAsync();
        });
        return initiative;
    }

    /// <summary>As the database has it now.</summary>
    public static async Task<Initiative> NowAsync(TestDomain domain, Guid id) => (await domain.ReadAsync(db => db.LoadAsync(id, CancellationToken.None)))!;

    /// <summary>How many letters of a kind about it there are.</summary>
    public static Task<int> LettersAsync<T>(TestDomain domain, Guid id) where T : InitiativeMail => domain.ReadAsync(async db =>
        (await db.OutgoingMails().Where(m => m.Kind == typeof(T).Name).Select(m => m.Args).ToListAsync()).Count(a => a.Contains(id.ToString(), StringComparison.Ordinal)));
}
