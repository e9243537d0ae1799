using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform;

/// <summary>Somebody with a new account.</summary>
internal static class Newcomer
{
    public static async Task<Person> SaveAsync(TestSite site, string name = "Aino Testi", Office? office = null)
    {
        var now = site.Clock.GetUtcNow();
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", now);
        person.EmailConfirmed = true;
        person.Welcome(name, under18: false, municipalityId: null, now);
        await site.SaveAsync(db =>
        {
            db.Add(person);
            if (office is { } held) db.Add(new Appointment { PersonId = person.Id, Office = held, Since = now });
        });
        return person;
    }
}
