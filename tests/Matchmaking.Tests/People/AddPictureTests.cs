using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Testing;
using Matchmaking.Tests.Initiatives;
using Matchmaking.Tests.Platform.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.People;

/// <summary>A person keeps fifty pictures and a hundred megabytes of them, however many come at once.</summary>
public sealed class AddPictureTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_twelve_at_once_as_many_are_taken_as_there_is_room_for()
    {
        var person = await KeepingAsync(AddPicture.MostPictures - 3);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => AddAsync(person), Ct)));
        Assert.Equal(3, outcomes.Count(o => o == PictureOutcome.Added));
        Assert.Equal(9, outcomes.Count(o => o == PictureOutcome.QuotaFull));
        Assert.Equal(AddPicture.MostPictures, await CountAsync(person));
    }

    [Fact]
    public async Task Without_the_lock_there_would_be_too_many()
    {
        var person = await KeepingAsync(AddPicture.MostPictures - 1);
        using var everybodyHasCounted = new Barrier(6);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => domain.ReadAsync(async db =>
        {
            var before = await db.Pictures().CountAsync(p => p.OwnerId == person.PersonId, Ct);
            Assert.True(everybodyHasCounted.SignalAndWait(TimeSpan.FromSeconds(30), Ct));
            if (before < AddPicture.MostPictures) db.Add(Stored(person));
            return await db.SaveChangesAsync(Ct);
        }), Ct)));
        Assert.Equal(AddPicture.MostPictures + 5, await CountAsync(person));
    }

    [Fact]
    public async Task Few_heavy_ones_fill_it_too_and_one_thrown_away_makes_room()
    {
        var person = await KeepingAsync(2);
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"update stored_picture set total_bytes = {(int)(AddPicture.MostBytes / 2)} where owner_id = {person.PersonId}", Ct));
        Assert.Equal(PictureOutcome.QuotaFull, await AddAsync(person));
        var one = await domain.ReadAsync(db => db.Pictures().Where(p => p.OwnerId == person.PersonId).Select(p => p.Id).FirstAsync(Ct));
        Assert.False(await domain.RunAsync((RemovePicture remove) => remove.RunAsync(new(Guid.CreateVersion7(), []), one, Ct))); // nobody else's to throw away
        Assert.True(await domain.RunAsync((RemovePicture remove) => remove.RunAsync(person, one, Ct)));
        Assert.Equal(PictureOutcome.Added, await AddAsync(person));
        Assert.Equal(PictureOutcome.NotAllowed, await AddAsync(person with { Suspended = true }));
    }

    private async Task<PictureOutcome> AddAsync(Actor person) =>
        (await domain.RunAsync((AddPicture add) => add.RunAsync(person, HandmadePictures.Png(30, 20), "a.png", "A bridge", Ct))).Outcome;

    private async Task<Actor> KeepingAsync(int pictures)
    {
        var person = (await Idea.PeopleAsync(domain, 1))[0];
        await domain.ReadAsync(db =>
        {
            for (var n = 0; n < pictures; n++) db.Add(Stored(person));
            return db.SaveChangesAsync(Ct);
        });
        return person;
    }

    private StoredPicture Stored(Actor person) => StoredPicture.Of(person.PersonId, new(new(PictureKind.Png, 1, 1, [1]), new(PictureKind.Png, 1, 1, [1])), "A bridge", domain.Clock.GetUtcNow());

    private Task<int> CountAsync(Actor person) => domain.ReadAsync(db => db.Pictures().CountAsync(p => p.OwnerId == person.PersonId, Ct));
}
