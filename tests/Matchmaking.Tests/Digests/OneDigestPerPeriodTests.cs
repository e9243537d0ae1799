using Matchmaking.Digests;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Digests;

/// <summary>What keeps a period from having two digests, and that it does: without the lock, or without the unique index, there are two.</summary>
public sealed class OneDigestPerPeriodTests : IAsyncLifetime
{
    private readonly TestDomain _domain = new();

    private DigestScene Scene => new(_domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _domain.InitializeAsync();
        _domain.Clock.StopAt(new(2027, 3, 2, 12, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => _domain.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the lock alone is enough
    public async Task Planners_that_run_at_once_make_one_for_each_person(bool withIndex)
    {
        if (!withIndex) await DropIndexAsync();
        for (var i = 0; i < 40; i++) await Scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17));
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Scene.ComposeAsync, Ct)));
        Assert.Equal(40, done.Sum());
        Assert.Equal((40, 40), (await CountAsync(), await LettersAsync()));
    }

    [Fact] // the control of the lock: planners that look at who is due without taking the person
    public async Task Planners_that_take_nobody_make_two()
    {
        await DropIndexAsync();
        var person = await Scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17));
        using var bothHaveLooked = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var db = _domain.Database.Open();
            var due = await db.People().Where(p => p.NextDigestAt <= _domain.Clock.GetUtcNow()).ToListAsync(Ct);
            bothHaveLooked.SignalAndWait(TimeSpan.FromSeconds(20), Ct);
            foreach (var p in due) db.Add(new Digest { PersonId = p.Id, Rhythm = p.DigestRhythm, PeriodStart = new(2027, 3, 3), WindowFrom = Scene.Now.AddDays(-1), WindowTo = Scene.Now });
            await db.SaveChangesAsync(Ct);
        }, Ct)));
        Assert.Equal(2, (await Scene.DigestsAsync(person)).Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)] // the control of the index
    public async Task A_period_that_is_due_again_gets_no_second(bool withIndex, int expected)
    {
        if (!withIndex) await DropIndexAsync();
        var person = await Scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17));
        await Scene.ComposeAsync();
        await Scene.WriteAsync(db => db.Database.ExecuteSqlAsync($"update person set next_digest_at = {Scene.Now} where id = {person.Id}", Ct));
        await Scene.ComposeAsync();
        Assert.Equal((expected, expected), ((await Scene.DigestsAsync(person)).Count, (await Scene.LettersAsync(person)).Count));
        Assert.Equal(Scene.Now.AddDays(1), await Scene.NextAsync(person));
    }

    private Task<int> CountAsync() => _domain.ReadAsync(db => db.Digests().CountAsync(Ct));

    private Task<int> LettersAsync() => _domain.ReadAsync(db => db.Digests().CountAsync(d => d.MailId != null, Ct));

    private Task<int> DropIndexAsync() => Scene.WriteAsync(db => db.Database.ExecuteSqlAsync($"drop index ix_digest_person_id_rhythm_period_start", Ct));
}
