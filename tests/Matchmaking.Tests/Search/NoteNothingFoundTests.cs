using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Search;

public sealed class NoteNothingFoundTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), [(Office.Coordinator, Guid.CreateVersion7())]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        domain.Clock.StopAt(new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero));
        await domain.ReadAsync(async db => await db.NothingFound().ExecuteDeleteAsync(Ct) + await db.Set<SearcherKey>().ExecuteDeleteAsync(Ct));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_fifth_person_makes_it_known_and_one_who_looks_five_times_does_not()
    {
        foreach (var person in new[] { "one", "two", "three", "four" }) Assert.True(await NoteAsync("juustonteko", person));
        Assert.Empty(await KnownAsync());
        Assert.True(await NoteAsync("juustonteko", "five"));
        Assert.Equal([new LookedFor("juustonteko", 5, new(2027, 3, 10))], await KnownAsync());

        for (var day = 0; day < 5; day++)
        {
            Assert.Equal(day == 0, await NoteAsync("hitsaus", "one"));
            domain.Clock.Move(TimeSpan.FromDays(1));
        }
        Assert.Equal(1, await CountAsync("hitsaus"));
        Assert.Single(await KnownAsync());
    }

    [Fact]
    public async Task Of_whom_it_was_one_byte_is_kept_that_differs_from_text_to_text()
    {
        foreach (var text in new[] { "juustonteko", "hitsaus", "kuoro", "kävely" }) await NoteAsync(text, "2001:db8::1");
        var bytes = await domain.ReadAsync(db => db.NothingFound().Select(n => n.Who).ToListAsync(Ct));
        Assert.Equal(4, bytes.Distinct().Count());
        Assert.All(bytes, b => Assert.InRange(b, 0, 255));
        var columns = await domain.ReadAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(NothingFound))!.GetProperties().Select(p => p.Name).Order().ToList()));
        Assert.Equal(["Day", "Language", "MunicipalityId", "Text", "Who"], columns); // no moment, no address, no person
    }

    [Fact]
    public async Task The_key_is_made_once_is_sealed_and_is_made_anew_when_it_is_lost()
    {
        var seal = new PlainSeal("real");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => NoteAsync("kuoro", $"{i}", seal)));
        Assert.Single(await domain.ReadAsync(db => db.Set<SearcherKey>().ToListAsync(Ct)));
        Assert.False(await NoteAsync("kuoro", "0", seal)); // the same key, so the same byte
        Assert.True(await NoteAsync("hitsaus", "0", new PlainSeal("other")));
        Assert.StartsWith("other:", (await domain.ReadAsync(db => db.Set<SearcherKey>().SingleAsync(Ct))).Sealed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_can_fill_the_table()
    {
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into nothing_found (text, who, language, day) select 'teksti ' || translate(n::text, '0123456789', 'abcdefghij'), 0, 'fi', '2027-03-10'::date from generate_series(1, {NothingFound.MostPerDay - 1}) n
            """, Ct));
        Assert.True(await NoteAsync("mahtuu", "one"));
        Assert.False(await NoteAsync("ei mahdu", "one"));
        domain.Clock.Move(TimeSpan.FromDays(1));
        Assert.True(await NoteAsync("ei mahdu", "one"));
    }

    [Fact]
    public async Task It_is_forgotten_after_thirty_days()
    {
        await NoteAsync("kuoro", "one");
        domain.Clock.Move(TimeSpan.FromDays(NothingFound.Days));
        Assert.Equal(0, await ForgetAsync());
        domain.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(1, await ForgetAsync());
        Assert.Equal(0, await ForgetAsync());
    }

    [Fact]
    public async Task A_coordinator_takes_it_off_once_and_it_comes_back_when_five_look_again()
    {
        for (var person = 0; person < 5; person++) await NoteAsync("kuoro", PlainSeal.People[person]);
        Assert.Equal(Settling.Settled, await SettleAsync(Coordinator, "kuoro"));
        Assert.Equal(Settling.SettledAlready, await SettleAsync(Coordinator, "kuoro"));
        Assert.Equal(0, await CountAsync("kuoro"));
        Assert.Equal(1, await domain.ReadAsync(db => db.Trail().CountAsync(t => t.What == "search.settled" && t.By == Coordinator.PersonId, Ct)));
        for (var person = 0; person < 5; person++) await NoteAsync("kuoro", PlainSeal.People[person]);
        Assert.Single(await KnownAsync());
    }

    [Fact]
    public async Task What_fewer_than_five_looked_for_answers_as_what_nobody_did_and_stays()
    {
        await NoteAsync("kuoro", "one");
        Assert.Equal(Settling.SettledAlready, await SettleAsync(Coordinator, "kuoro"));
        Assert.Equal(Settling.SettledAlready, await SettleAsync(Coordinator, "ei kukaan"));
        Assert.Equal(1, await CountAsync("kuoro"));
    }

    [Fact]
    public async Task Only_coordinators_and_administrators_take_off()
    {
        for (var person = 0; person < 5; person++) await NoteAsync("kuoro", PlainSeal.People[person]);
        foreach (var actor in new Actor[] { new(Guid.CreateVersion7(), []), new(Guid.CreateVersion7(), [(Office.Moderator, Guid.CreateVersion7())]), Coordinator with { Suspended = true } })
            Assert.Equal(Settling.NotAllowed, await SettleAsync(actor, "kuoro"));
        Assert.Equal(5, await CountAsync("kuoro"));
        Assert.Equal(Settling.Settled, await SettleAsync(new(Guid.CreateVersion7(), [(Office.Administrator, null)]), "kuoro"));
    }

    private async Task<bool> NoteAsync(string text, string who, PlainSeal? seal = null)
    {
        await using var db = domain.Database.Open();
        return await new NoteNothingFound(db, seal ?? new PlainSeal(), domain.Clock).RunAsync(text, who, "fi", null, Ct);
    }

    private Task<Settling> SettleAsync(Actor actor, string text) => domain.RunAsync((SettleNothingFound settle) => settle.RunAsync(actor, text, Ct));

    private Task<int> ForgetAsync() => domain.RunAsync((ForgetNothingFound forget) => forget.RunAsync(Ct));

    private Task<List<LookedFor>> KnownAsync() => domain.ReadAsync(db => db.NothingFound().ByMany().ToListAsync(Ct));

    private Task<int> CountAsync(string text) => domain.ReadAsync(db => db.NothingFound().CountAsync(n => n.Text == text, Ct));

    /// <summary>Opens only what it closed itself, and always to the same key, so that five people are surely five.</summary>
    private sealed class PlainSeal(string name = "ours") : ISeal
    {
        public static readonly string[] People = ["one", "two", "three", "four", "five"];

        private static readonly string Key = Convert.ToBase64String(new byte[32]);

        public string Seal(string secret) => $"{name}:{secret}";

        public string? Open(string sealedSecret) => !sealedSecret.StartsWith(name + ":", StringComparison.Ordinal) ? null : name == "ours" ? Key : sealedSecret[(name.Length + 1)..];
    }
}
