using System.Net;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Npgsql;

namespace Matchmaking.Web.Tests.Platform;

/// <summary>Whoever asks at the same moment as others is answered as if alone; what was taken away is gone with the next request.</summary>
public sealed class NoBleedTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_at_once_on_five_connections_each_read_their_own()
    {
        var narrow = new NpgsqlConnectionStringBuilder(site.Database.ConnectionString) { MaxPoolSize = 5, Timeout = 60 };
        await using var busy = new TestSite { Database = site.Database, Settings = { ["ConnectionStrings:Matchmaking"] = narrow.ConnectionString } };
        List<(string Name, Visitor Visitor)> readers = [("", busy.NewVisitor())];
        for (var n = 0; n < 8; n++)
        {
            var name = $"Kanaria{Guid.CreateVersion7().ToString("N")[^10..]}";
            readers.Add((name, await busy.SignInAsync(await Newcomer.SaveAsync(site, name))));
        }
        string[] languages = ["fi", "sv", "en"], places = ["joensuu", "vaasa", "jonkoping"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            var (reader, language) = (readers[n % readers.Count], languages[n % languages.Length]);
            var place = n % 2 == 0 || reader.Name == "" ? places[n % places.Length] : null;
            return (reader.Name, language, place, Page: await reader.Visitor.GetPageAsync(place is null ? $"/{language}/me/profile" : $"/{language}/{place}", Ct));
        }));

        foreach (var (name, language, place, page) in answers)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
            Assert.Empty(Others(readers.Select(r => r.Name), name, page));
            if (place is null) Assert.Contains(name, page.Body, StringComparison.Ordinal);
        }
        Assert.Equal([readers[1].Name], Others(readers.Select(r => r.Name), readers[2].Name, answers.First(a => a.Name == readers[1].Name && a.place is null).Page)); // it would be seen
    }

    [Fact]
    public async Task An_office_that_ended_and_a_suspension_hold_from_the_next_request_on()
    {
        var person = await Newcomer.SaveAsync(site);
        await site.SaveAsync(db => db.Add(new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = site.Clock.GetUtcNow() }));
        var visitor = await site.SignInAsync(person, secondFactor: true);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/admin/moderation", Ct)).Status);
        await site.SaveAsync(db => db.Appointments().Single(a => a.PersonId == person.Id).End(site.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetPageAsync("/fi/admin/moderation", Ct)).Status);

        var profile = await visitor.GetPageAsync("/fi/me/profile", Ct);
        await site.SaveAsync(db => db.People().Single(p => p.Id == person.Id).SuspendedAt = site.Clock.GetUtcNow());
        await visitor.PostAsync(profile, "profile", new Dictionary<string, object?> { ["Input.Name"] = "Another Name" }, Ct);
        Assert.DoesNotContain("Another Name", (await visitor.GetPageAsync("/fi/me/profile", Ct)).Body, StringComparison.Ordinal);
        await site.SaveAsync(db => db.People().Single(p => p.Id == person.Id).SuspendedAt = null);
        await visitor.PostAsync(profile, "profile", new Dictionary<string, object?> { ["Input.Name"] = "Another Name" }, Ct);
        Assert.Contains("Another Name", (await visitor.GetPageAsync("/fi/me/profile", Ct)).Body, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Others(IEnumerable<string> names, string own, Page page) =>
        names.Where(n => n.Length > 0 && n != own && (page.Body + string.Join('\n', page.Headers.Values)).Contains(n, StringComparison.Ordinal));
}
