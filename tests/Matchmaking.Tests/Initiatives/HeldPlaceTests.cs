using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Holding = Matchmaking.Initiatives.Holding;

namespace Matchmaking.Tests.Initiatives;

/// <summary>A stranger's place: kept for half an hour, and for no longer.</summary>
public sealed class HeldPlaceTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_held_place_lapses_after_half_an_hour_and_goes_to_the_queue_once()
    {
        domain.Clock.Move(TimeSpan.FromMinutes(31));
        await FreeAsync(); // what other tests held
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 1));
        var held = await HoldAsync(Address(), idea);
        Assert.Equal(Joining.Held, held.Outcome);
        Assert.Equal(Joining.Waiting, await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, wait: true, ct: Ct)));

        domain.Clock.Move(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await FreeAsync());
        domain.Clock.Move(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await FreeAsync());
        Assert.Equal(0, await FreeAsync()); // a second run finds nothing
        Assert.Equal([people[0].PersonId], (await Idea.NowAsync(domain, idea.Id)).DoerIds);
        Assert.Equal(1, await Idea.LettersAsync<PlaceFreedMail>(domain, idea.Id));
        Assert.Equal(CommitmentState.Lapsed, await domain.ReadAsync(db => db.Commitments().Where(c => c.Id == held.CommitmentId).Select(c => c.State).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Two_workers_that_free_at_once_free_once()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 1));
        await HoldAsync(Address(), idea);
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, wait: true, ct: Ct));
        domain.Clock.Move(TimeSpan.FromMinutes(31));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => FreeAsync()));
        Assert.Equal(1, await Idea.LettersAsync<PlaceFreedMail>(domain, idea.Id));
        Assert.Equal(2, await Idea.LettersAsync<ReadyMail>(domain, idea.Id));
    }

    [Fact]
    public async Task The_code_in_time_makes_the_place_count_and_only_for_its_owner()
    {
        var starter = (await Idea.PeopleAsync(domain, 1))[0];
        var idea = await Idea.SaveAsync(domain, starter, (1, 1));
        var held = await HoldAsync(Address(), idea);
        var owner = await domain.ReadAsync(db => db.Commitments().Where(c => c.Id == held.CommitmentId).Select(c => c.PersonId!.Value).SingleAsync(Ct));
        Assert.Equal((0, 1), await CountsAsync(idea));
        Assert.Equal(Joining.Closed, (await ConfirmAsync(starter, held)).Outcome);
        Assert.Equal((0, 1), await CountsAsync(idea));
        Assert.Equal(Joining.JoinedAndReady, (await ConfirmAsync(new(owner, []), held)).Outcome);
        Assert.Equal(Joining.AlreadyIn, (await ConfirmAsync(new(owner, []), held)).Outcome);
        Assert.Equal((1, 0), await CountsAsync(idea));
        Assert.Equal(2, await Idea.LettersAsync<ReadyMail>(domain, idea.Id));
    }

    [Fact]
    public async Task One_address_holds_three_places_at_most_however_it_is_written_and_however_fast()
    {
        var starter = (await Idea.PeopleAsync(domain, 1))[0];
        var ideas = new List<Initiative>();
        for (var n = 0; n < 8; n++) ideas.Add(await Idea.SaveAsync(domain, starter, (1, 1)));
        var name = $"{Guid.CreateVersion7():N}";
        var holds = await Task.WhenAll(ideas.Select((idea, n) => HoldAsync(n % 2 == 0 ? $"{name}@example.org" : $"{name.ToUpperInvariant()}@Example.org", idea)));
        Assert.Equal(HoldPlace.MostHolds, holds.Count(h => h.Outcome == Joining.Held));
        Assert.Equal(8 - HoldPlace.MostHolds, holds.Count(h => h.Outcome == Joining.TooMany));
        Assert.Equal(1, await domain.ReadAsync(db => db.People().CountAsync(p => p.NormalizedEmail == $"{name}@example.org".ToUpperInvariant(), Ct)));
    }

    private Task<Holding> HoldAsync(string address, Initiative idea) => domain.RunAsync((HoldPlace hold) =>
        hold.RunAsync(EmailAddress.Parse(address), "Stranger", false, "en", idea.Id, idea.Roles[0].Id, ct: Ct));

    private Task<(Joining Outcome, int Number, string Slug)> ConfirmAsync(Actor actor, Holding held) => domain.RunAsync((ConfirmPlace confirm) => confirm.RunAsync(actor, held.CommitmentId!.Value, Ct));

    private Task<int> FreeAsync() => domain.RunAsync((FreeLapsedPlaces free) => free.RunAsync(Ct));

    private async Task<(int Doers, int Missing)> CountsAsync(Initiative idea) => await Idea.NowAsync(domain, idea.Id) is var now ? (now.Doers, now.Missing) : default;

    private static string Address() => $"{Guid.CreateVersion7():N}@example.org";
}
