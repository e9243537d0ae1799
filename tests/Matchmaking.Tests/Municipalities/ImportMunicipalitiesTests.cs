using Matchmaking.Municipalities;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Municipalities;

public sealed class ImportMunicipalitiesTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await ImportAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task All_598_come_in_with_a_centre_each_and_a_second_run_changes_nothing()
    {
        await using var untouched = new TestDomain(); // of its own, with one import behind it: another test adds an area
        await untouched.InitializeAsync();
        Assert.Equal(0, await untouched.RunAsync((ImportMunicipalities import) => import.RunAsync(Ct)));
        Assert.Equal(598, await untouched.ReadAsync(db => db.Municipalities().CountAsync(Ct)));
        Assert.Equal(598, await untouched.ReadAsync(db => db.Areas().Where(a => a.IsCentre).Select(a => a.MunicipalityId).Distinct().CountAsync(Ct)));
        Assert.Equal(598, await untouched.ReadAsync(db => db.Areas().CountAsync(Ct)));
    }

    [Fact]
    public async Task Two_runs_at_once_are_one()
    {
        var changed = await Task.WhenAll(ImportAsync(), ImportAsync());
        Assert.Equal([0, 0], changed);
        Assert.Equal(598, await domain.ReadAsync(db => db.Municipalities().CountAsync(Ct)));
    }

    [Fact]
    public async Task What_a_municipality_decided_stays_and_what_the_data_say_is_set_right()
    {
        var id = Municipality.IdOf(Country.FI, "905");
        await ChangeAsync(id, m =>
        {
            m.Join(domain.Clock.GetUtcNow());
            Assert.Empty(m.ChangeSettings(m.Settings with { BrandColour = "#0b5d7a", OfferedLanguages = ["fi", "sv"], MinorityLanguages = ["rom"], ThemeIds = [id] }));
            Assert.Equal(AreaChange.Done, m.AddArea("Gerby", "Gerby", 63.13, 21.55));
            (m.NameEn, m.Population) = ("Wrong", 1);
        });

        Assert.Equal(1, await ImportAsync());

        var vaasa = await domain.ReadAsync(db => db.Municipalities().Include(m => m.Areas).SingleAsync(m => m.Id == id, Ct));
        Assert.Equal(("Vaasa", MunicipalityState.Joined, "vaasa"), (vaasa.NameEn, vaasa.State, vaasa.Slug));
        Assert.True(vaasa.Population > 60_000);
        Assert.Equal(("#0b5d7a", 2, "rom", id), (vaasa.Settings.BrandColour, vaasa.Areas.Count, vaasa.Settings.MinorityLanguages[0], vaasa.Settings.ThemeIds[0]));
        Assert.Equal(["fi", "sv"], vaasa.Settings.OfferedLanguages);
    }

    [Fact]
    public async Task The_catalog_knows_them_all_and_hears_of_a_new_import()
    {
        var catalog = domain.Services.GetRequiredService<MunicipalityCatalog>();
        var before = await catalog.GetAsync(Ct);
        Assert.Equal(598, before.All.Count);
        Assert.Same(before, await catalog.GetAsync(Ct));
        await ImportAsync();
        Assert.NotSame(before, await catalog.GetAsync(Ct));
        Assert.Equal("Pohjois-Karjala", before.BySlug("joensuu")!.Region.Name("fi"));
        Assert.Equal("FI-12", before.BySlug("joensuu")!.RegionKey);
    }

    [Fact]
    public async Task The_database_itself_keeps_country_and_code_apart_and_gives_a_municipality_one_centre()
    {
        var id = Municipality.IdOf(Country.FI, "167");
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => domain.ReadAsync(db =>
        {
            db.Add(new Area { MunicipalityId = id, IsCentre = true });
            return db.SaveChangesAsync(Ct);
        }));
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => domain.ReadAsync(db =>
        {
            var facts = MunicipalityFacts.ReadAll().Single(m => m.NameFi == "Joensuu");
            var twin = Municipality.New(facts with { Code = "999" }, "joensuu-twin");
            db.Add(twin);
            db.Entry(twin).Property(m => m.Code).CurrentValue = "167";
            return db.SaveChangesAsync(Ct);
        }));
    }

    private Task<int> ImportAsync() => domain.RunAsync((ImportMunicipalities import) => import.RunAsync(Ct));

    private Task<int> ChangeAsync(Guid id, Action<Municipality> change) => domain.ReadAsync(db => db.InTransactionAsync(async () =>
    {
        change((await db.LockMunicipalityAsync(id, Ct))!);
        return await db.SaveChangesAsync(Ct);
    }, Ct));
}
