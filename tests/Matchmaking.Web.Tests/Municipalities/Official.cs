using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Municipalities;

/// <summary>Somebody who holds an office, signed in with a second factor.</summary>
internal static class Official
{
    public static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167");
    public static readonly Guid Vaasa = Municipality.IdOf(Country.FI, "905");

    public static async Task<Visitor> SignInAsync(TestSite site, Office? office = null, Guid? municipalityId = null, bool secondFactor = true)
    {
        var now = site.Clock.GetUtcNow();
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", now);
        person.Welcome("Aino Testi", under18: false, municipalityId: null, now);
        await site.SaveAsync(db =>
        {
            db.Add(person);
            if (office is { } held) db.Add(new Appointment { PersonId = person.Id, Office = held, MunicipalityId = municipalityId, Since = now });
        });
        return await site.SignInAsync(person.Id, secondFactor);
    }
}
