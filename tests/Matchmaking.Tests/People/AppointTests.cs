using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.People;

public sealed class AppointTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Office.Coordinator)]
    [InlineData(Office.Moderator)]
    public async Task An_appointment_counts_once_is_told_by_letter_and_can_be_given_again_after_its_end(Office office)
    {
        var (administrator, person) = (await AdministratorAsync(), await PersonAsync());
        Assert.Equal(Appointing.Appointed, await AppointAsync(administrator, person, office, Joensuu));
        Assert.Equal(Appointing.AlreadyHolds, await AppointAsync(administrator, person, office, Joensuu));
        Assert.Equal([nameof(AppointedMail)], await domain.ReadAsync(db => db.OutgoingMails().Where(m => m.PersonId == person.Id).Select(m => m.Kind).ToListAsync(Ct)));
        Assert.Contains((office, (Guid?)Joensuu), (await ActorAsync(person.Id)).Offices);
        Assert.Empty((await domain.ReadAsync(db => db.ActorAsync(person.Id, secondFactor: false, Ct)))!.Offices);

        var appointment = await domain.ReadAsync(db => db.Appointments().SingleAsync(a => a.PersonId == person.Id, Ct));
        Assert.Equal(EndingAppointment.Ended, await EndAsync(administrator, appointment.Id));
        Assert.Equal(EndingAppointment.NotAllowed, await EndAsync(administrator, appointment.Id));
        Assert.Empty((await ActorAsync(person.Id)).Offices);
        Assert.Equal(Appointing.Appointed, await AppointAsync(administrator, person, office, Joensuu));
        Assert.Equal(["office.given", "office.ended", "office.given"], await domain.ReadAsync(db => db.Trail().Where(t => t.About == person.Id).OrderBy(t => t.Id).Select(t => t.What).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Nobody_is_appointed_who_has_no_confirmed_account_nor_to_an_office_in_the_wrong_place()
    {
        var (administrator, person) = (await AdministratorAsync(), await PersonAsync(confirmed: false));
        Assert.Equal(Appointing.NoSuchPerson, await AppointAsync(administrator, person, Office.Moderator, Joensuu));
        Assert.Equal(Appointing.NoSuchPerson, await domain.RunAsync((Appoint appoint) => appoint.RunAsync(administrator, EmailAddress.Parse($"{Guid.CreateVersion7():N}@example.org"), Office.Moderator, Joensuu, Ct)));
        Assert.Equal(Appointing.NotAllowed, await AppointAsync(administrator, await PersonAsync(), Office.Moderator, null));
        Assert.Equal(Appointing.NotAllowed, await AppointAsync(administrator, await PersonAsync(), Office.Administrator, Joensuu));
    }

    [Fact]
    public async Task Only_an_administrator_appoints_and_ends()
    {
        var (administrator, person) = (await AdministratorAsync(), await PersonAsync());
        await AppointAsync(administrator, person, Office.Moderator, Joensuu);
        var appointment = await domain.ReadAsync(db => db.Appointments().SingleAsync(a => a.PersonId == person.Id, Ct));
        var other = (await PersonAsync()).Id;
        foreach (var actor in new Actor[]
        {
            new(other, []), new(person.Id, [(Office.Moderator, Joensuu)]), new(other, [(Office.Coordinator, Joensuu)]), new(other, [(Office.Administrator, null)], Suspended: true),
        })
        {
            Assert.Equal(Appointing.NotAllowed, await AppointAsync(actor, await PersonAsync(), Office.Moderator, Joensuu));
            Assert.Equal(EndingAppointment.NotAllowed, await EndAsync(actor, appointment.Id));
        }
        Assert.Single((await ActorAsync(person.Id)).Offices);
        Assert.Equal(EndingAppointment.Ended, await EndAsync(administrator, appointment.Id));
    }

    [Fact]
    public async Task The_last_administrator_stays_even_when_two_end_each_other_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            await domain.ReadAsync(db => db.Appointments().Where(a => a.Office == Office.Administrator).ExecuteDeleteAsync(Ct));
            var (one, other) = (await AdministratorAsync(), await AdministratorAsync());
            var outcomes = await Task.WhenAll(EndAsync(one, await OfficeOfAsync(other)), EndAsync(other, await OfficeOfAsync(one)));
            Assert.Equal([EndingAppointment.Ended, EndingAppointment.LastAdministrator], outcomes.Order());
            Assert.Equal(1, await domain.ReadAsync(db => db.Appointments().CountAsync(a => a.Office == Office.Administrator && a.EndedAt == null, Ct)));
        }
    }

    /// <summary>The control: who counts without waiting finds two and would end both.</summary>
    [Fact]
    public async Task Without_the_lock_both_would_count_two()
    {
        await domain.ReadAsync(db => db.Appointments().Where(a => a.Office == Office.Administrator).ExecuteDeleteAsync(Ct));
        var (one, other) = (await AdministratorAsync(), await AdministratorAsync());
        await using var first = domain.Database.Open();
        await using var second = domain.Database.Open();
        foreach (var db in new[] { first, second }) await db.Database.BeginTransactionAsync(Ct);
        foreach (var (db, who) in new[] { (first, one), (second, other) })
        {
            Assert.Equal(2, await db.Appointments().CountAsync(a => a.Office == Office.Administrator && a.EndedAt == null, Ct));
            (await db.Appointments().SingleAsync(a => a.PersonId == who.PersonId, Ct)).End(domain.Clock.GetUtcNow());
            await db.SaveChangesAsync(Ct);
        }
        foreach (var db in new[] { first, second }) await db.Database.CommitTransactionAsync(Ct);
        Assert.Equal(0, await domain.ReadAsync(db => db.Appointments().CountAsync(a => a.Office == Office.Administrator && a.EndedAt == null, Ct)));
    }

    private Task<Guid> OfficeOfAsync(Actor person) => domain.ReadAsync(db => db.Appointments().Where(a => a.PersonId == person.PersonId && a.EndedAt == null).Select(a => a.Id).SingleAsync(Ct));

    private Task<Appointing> AppointAsync(Actor actor, Person person, Office office, Guid? municipalityId) =>
        domain.RunAsync((Appoint appoint) => appoint.RunAsync(actor, EmailAddress.Parse(person.Email!), office, municipalityId, Ct));

    private Task<EndingAppointment> EndAsync(Actor actor, Guid id) => domain.RunAsync((EndAppointment end) => end.RunAsync(actor, id, Ct));

    private async Task<Actor> ActorAsync(Guid personId) => (await domain.ReadAsync(db => db.ActorAsync(personId, secondFactor: true, Ct)))!;

    private async Task<Actor> AdministratorAsync()
    {
        var person = await PersonAsync();
        await domain.RunAsync((MakeAdministrator make) => make.RunAsync(EmailAddress.Parse(person.Email!), Ct));
        return await ActorAsync(person.Id);
    }

    private async Task<Person> PersonAsync(bool confirmed = true)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", domain.Clock.GetUtcNow());
        person.Welcome("Aino", under18: false, null, domain.Clock.GetUtcNow());
        person.EmailConfirmed = confirmed;
        await domain.RunAsync(async (MatchmakingDb db) => { db.Add(person); return await db.SaveChangesAsync(Ct); });
        return person;
    }
}
