using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Municipalities;

public sealed class WantThisHereTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static readonly Guid Utsjoki = Municipality.IdOf(Country.FI, "890");
    private static readonly Guid Inari = Municipality.IdOf(Country.FI, "148");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await domain.ReadAsync(db => db.WantedHere().ExecuteDeleteAsync(Ct));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_browser_counts_once_in_each_municipality()
    {
        Assert.Equal(Wanting.Counted, await WantAsync(Utsjoki, null, "browser-1"));
        Assert.Equal(Wanting.AlreadyCounted, await WantAsync(Utsjoki, null, "browser-1"));
        Assert.Equal(Wanting.Counted, await WantAsync(Utsjoki, null, "browser-2"));
        Assert.Equal(Wanting.Counted, await WantAsync(Inari, null, "browser-1"));
        Assert.Equal(2, await CountAsync(Utsjoki));
    }

    [Fact]
    public async Task A_person_counts_once_whatever_the_browser_and_a_browser_once_whoever_signs_in()
    {
        var person = Guid.CreateVersion7();
        Assert.Equal(Wanting.Counted, await WantAsync(Utsjoki, person, "browser-1"));
        Assert.Equal(Wanting.AlreadyCounted, await WantAsync(Utsjoki, person, "browser-2"));
        Assert.Equal(Wanting.AlreadyCounted, await WantAsync(Utsjoki, null, "browser-1"));
        Assert.Equal(1, await CountAsync(Utsjoki));
    }

    [Fact]
    public async Task Many_clicks_at_once_count_once()
    {
        var person = Guid.CreateVersion7();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WantAsync(Utsjoki, person, $"browser-{i}")));
        Assert.Single(outcomes, Wanting.Counted);
        Assert.Equal(1, await CountAsync(Utsjoki));
    }

    /// <summary>The control of the one above: it is the database that counts once.</summary>
    [Fact]
    public async Task Two_rows_of_one_person_are_refused_by_the_database()
    {
        var person = Guid.CreateVersion7();
        await WantAsync(Utsjoki, person, "browser-1");
        await Assert.ThrowsAsync<DbUpdateException>(() => domain.ReadAsync(db =>
        {
            db.Add(new WantedHere { MunicipalityId = Utsjoki, PersonId = person, At = domain.Clock.GetUtcNow() });
            return db.SaveChangesAsync(Ct);
        }));
    }

    [Fact]
    public async Task The_browsers_key_is_not_kept_and_cannot_be_compared_between_municipalities()
    {
        await WantAsync(Utsjoki, null, "browser-1");
        await WantAsync(Inari, null, "browser-1");
        var keys = await domain.ReadAsync(db => db.WantedHere().Select(w => w.BrowserKey!).ToListAsync(Ct));
        Assert.Equal(2, keys.Distinct().Count());
        Assert.All(keys, k => Assert.DoesNotContain("browser", k));
    }

    [Fact]
    public async Task A_municipality_that_has_joined_needs_no_wishes()
    {
        var salla = Municipality.IdOf(Country.FI, "732");
        await domain.ReadAsync(async db =>
        {
            (await db.Municipalities().SingleAsync(m => m.Id == salla, Ct)).Join(domain.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(Wanting.AlreadyJoined, await WantAsync(salla, null, "browser-1"));
        Assert.Equal(0, await CountAsync(salla));
    }

    [Fact]
    public async Task A_person_can_have_it_exported_and_erased()
    {
        var (person, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await WantAsync(Utsjoki, person, "browser-1");
        await WantAsync(Utsjoki, other, "browser-2");
        var part = domain.Services.GetServices<IPersonalData>().Single(p => p.Part == "municipalities");

        var export = System.Text.Json.JsonSerializer.Serialize(await domain.ReadAsync(db => part.ExportAsync(db, person, Ct)));
        Assert.Contains("utsjoki", export);
        await domain.ReadAsync(async db => { await part.EraseAsync(db, person, Ct); return 0; });

        Assert.Equal([other], await domain.ReadAsync(db => db.WantedHere().Select(w => w.PersonId!.Value).ToListAsync(Ct)));
    }

    private Task<Wanting> WantAsync(Guid municipalityId, Guid? personId, string browserKey) =>
        domain.RunAsync((WantThisHere want) => want.RunAsync(municipalityId, personId, browserKey, Ct));

    private Task<int> CountAsync(Guid municipalityId) => domain.ReadAsync(db => db.WantedHere().CountAsync(w => w.MunicipalityId == municipalityId, Ct));
}
