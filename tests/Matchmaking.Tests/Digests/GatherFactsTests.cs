using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Kind = Matchmaking.Digests.DigestItemKind;

namespace Matchmaking.Tests.Digests;

/// <summary>What is found to tell a person, and what is not.</summary>
public sealed class GatherFactsTests : IClassFixture<TestDomain>
{
    private readonly TestDomain _domain;
    private readonly DigestScene _scene;

    public GatherFactsTests(TestDomain domain)
    {
        (_domain, _scene) = (domain, new(domain));
        domain.Clock.StopAt(new(2027, 3, 1, 5, 0, 0, TimeSpan.Zero)); // Monday, 7.00 in Helsinki
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DigestRhythm.Daily, 1, 18, true)]
    [InlineData(DigestRhythm.Daily, 1, 6, false)] // was at six, an hour ago
    [InlineData(DigestRhythm.Daily, 5, 18, false)] // tomorrow's digest is soon enough
    [InlineData(DigestRhythm.Weekly, 5, 18, true)]
    [InlineData(DigestRhythm.Weekly, 20, 18, false)]
    public async Task What_begins_before_the_next_digest_is_told_by_the_clock_of_its_place(DigestRhythm rhythm, int day, int hour, bool isTold)
    {
        var person = await _scene.SubscriberAsync(rhythm);
        await _scene.InitiativeAsync(person, startsAt: new(2027, 3, day, hour, 0, 0));
        var facts = (await _scene.FactsAsync(person)).Where(f => f.Kind == Kind.StartsSoon).ToList();
        Assert.Equal(isTold ? 1 : 0, facts.Count);
        if (isTold) Assert.Equal((DigestWhy.Starter, new DateTimeOffset(2027, 3, day, hour - 2, 0, 0, TimeSpan.Zero)), (facts[0].Why, facts[0].At));
    }

    /// <summary>The clock shows 7.00 in Finland and 6.00 in Sweden.</summary>
    [Theory]
    [InlineData("FI", "276", 7, 0, false)] // begins this very moment
    [InlineData("FI", "276", 7, 1, true)]
    [InlineData("SE", "0680", 6, 0, false)]
    [InlineData("SE", "0680", 6, 1, true)]
    [InlineData("SE", "0680", 7, 0, true)] // by the reader's clock it would have begun
    public async Task What_has_begun_by_the_clock_of_its_place_is_neither_told_nor_suggested(string country, string municipality, int hour, int minute, bool isTold)
    {
        var town = Matchmaking.Municipalities.Municipality.IdOf(Enum.Parse<Matchmaking.Municipalities.Country>(country), municipality);
        var (host, person) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync(home: town));
        var (suggested, asked, near, own) = (await AtAsync(host), await AtAsync(host), await AtAsync(host), await AtAsync(person));
        var question = Match(person, asked);
        question.Ask(host.Id, _scene.Now);
        await _scene.SaveAsync(Match(person, suggested), question);
        var facts = await _scene.FactsAsync(person);
        foreach (var (kind, initiative) in new[] { (Kind.GoodMatch, suggested), (Kind.HostAsks, asked), (Kind.NewNearYou, near), (Kind.StartsSoon, own) })
            Assert.Equal(isTold, facts.Any(f => f.Kind == kind && f.InitiativeId == initiative.Id));

        Task<Initiative> AtAsync(Person starter) => _scene.InitiativeAsync(starter, municipality, startsAt: new(2027, 3, 1, hour, minute, 0), country: country);
    }

    [Theory]
    [InlineData(2027, 3, 28, 3, 30, "01:00")] // left out by the clock: the first moment after
    [InlineData(2027, 10, 31, 3, 30, "00:30")] // comes twice: the first
    public async Task What_begins_in_a_night_when_the_clock_is_moved_is_told_until_it_begins(int year, int month, int day, int hour, int minute, string utc)
    {
        var start = new DateTimeOffset(new DateTime(year, month, day).Add(TimeSpan.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.Zero);
        var person = await _scene.SubscriberAsync();
        var initiative = await _scene.InitiativeAsync(person, startsAt: new(year, month, day, hour, minute, 0));
        foreach (var (seconds, isTold) in new[] { (-1, true), (0, false) })
        {
            _domain.Clock.StopAt(start.AddSeconds(seconds));
            Assert.Equal(isTold, (await _scene.FactsAsync(person)).Any(f => f.Kind == Kind.StartsSoon && f.At == start));
        }
        Assert.NotEqual(Guid.Empty, initiative.Id);
    }

    [Fact]
    public async Task Of_several_people_at_once_each_is_told_what_each_alone_would_be()
    {
        var (starter, doer, waiting) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync(home: Matchmaking.Municipalities.Municipality.IdOf(Matchmaking.Municipalities.Country.FI, "049"), also: p => p.Stop(Subscription.NoticeBoard)), await _scene.SubscriberAsync(DigestRhythm.Weekly));
        var (one, other) = (await _scene.InitiativeAsync(starter, startsAt: new(2027, 3, 2, 18, 0, 0)), await _scene.InitiativeAsync(doer, "049"));
        await JoinAsync(one, doer);
        await JoinAsync(other, starter);
        await JoinAsync(other, waiting);
        await _scene.AskAsync(one);
        await _scene.AskAsync(other);
        var interested = Match(waiting, one);
        interested.SayInterested(_scene.Now);
        await _scene.SaveAsync(interested, Match(doer, await _scene.InitiativeAsync(starter, "049")), new Note { InitiativeId = one.Id, Text = "Hei", Language = "fi", At = _scene.Now },
            new InitiativeUpdate { InitiativeId = other.Id, AuthorId = doer.Id, Text = "Uutta", Language = "fi", At = _scene.Now });
        Person[] people = [starter, doer, waiting];
        var together = await _scene.FactsAsync(people);
        foreach (var person in people)
        {
            var alone = await _scene.FactsAsync(person);
            Assert.NotEmpty(alone);
            Assert.Equal(Sorted(alone), Sorted(together[person.Id]));
        }

        // asked of one kind alone, that kind is told whole; and asked of none, nothing that the database would have to be asked for
        foreach (var kind in together.SelectMany(f => f).Select(f => f.Kind).Distinct())
            Assert.Equal(Sorted(together[starter.Id].Where(f => f.Kind == kind)), Sorted((await _scene.FactsAsync(people, only: Only(together.SelectMany(f => f).Where(f => f.Kind == kind))))[starter.Id].Where(f => f.Kind == kind)));
        Assert.All((await _scene.FactsAsync(people, only: Only([])))[starter.Id], f => Assert.Equal(DigestRank.Deadline, f.Rank));

        // a planted fault is seen: what one is told is not what another is told
        Assert.NotEqual(Sorted(together[starter.Id]), Sorted(together[doer.Id]));
    }

    [Fact]
    public async Task What_is_hidden_is_told_to_nobody()
    {
        var person = await _scene.SubscriberAsync();
        var initiative = await _scene.InitiativeAsync(person, startsAt: new(2027, 3, 1, 18, 0, 0));
        await _scene.AskAsync(initiative);
        Assert.Equal(2, (await _scene.FactsAsync(person)).Count);
        await _scene.WriteAsync(async db => (await db.Initiatives().SingleAsync(i => i.Id == initiative.Id, Ct)).Hide(_scene.Now));
        Assert.Empty(await _scene.FactsAsync(person));
    }

    [Fact]
    public async Task Questions_wait_for_the_starter_until_they_are_answered()
    {
        var (person, doer) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(person);
        await JoinAsync(initiative, doer);
        await _scene.AskAsync(initiative);
        await _scene.AskAsync(initiative);
        Assert.Equal((DigestWhy.Starter, 2), (await _scene.FactsAsync(person)).Where(f => f.Kind == Kind.QuestionWaits).Select(f => (f.Why, f.Count)).Single());
        Assert.DoesNotContain(await _scene.FactsAsync(doer), f => f.Kind == Kind.QuestionWaits);
        await _scene.WriteAsync(async db => { foreach (var q in await db.InitiativeQuestions().Where(q => q.InitiativeId == initiative.Id).ToListAsync(Ct)) q.AnswerWith("Kuudelta", "fi", person.Id, _scene.Now); });
        Assert.DoesNotContain(await _scene.FactsAsync(person), f => f.Kind == Kind.QuestionWaits);
    }

    [Fact]
    public async Task The_kind_question_and_a_wish_to_hand_over_have_a_last_day()
    {
        var (starter, doer) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(starter);
        await JoinAsync(initiative, doer);
        await _scene.WriteAsync(async db =>
        {
            (await db.Initiatives().SingleAsync(i => i.Id == initiative.Id, Ct)).AskIfAlive(_scene.Now.AddDays(-4));
            db.Add(new Handover { InitiativeId = initiative.Id, FromId = starter.Id, ToId = doer.Id, AskedAt = _scene.Now.AddDays(-1) });
        });
        Assert.Equal([(Kind.AnswerIfAlive, _scene.Now.AddDays(10))], (await _scene.FactsAsync(starter)).Where(f => f.Rank == DigestRank.Deadline).Select(f => (f.Kind, f.At)));
        Assert.Equal([(Kind.AnswerHandover, _scene.Now.AddDays(13))], (await _scene.FactsAsync(doer)).Where(f => f.Rank == DigestRank.Deadline).Select(f => (f.Kind, f.At)));
    }

    [Fact]
    public async Task A_date_poll_waits_for_those_in_it_who_have_said_nothing_yet()
    {
        var (starter, doer) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(starter);
        await JoinAsync(initiative, doer);
        var option = new DateOption { InitiativeId = initiative.Id, StartsAt = new(2027, 3, 20, 18, 0, 0), ProposedById = starter.Id, At = _scene.Now };
        option.Vote(starter.Id, Suits.Yes);
        await _scene.SaveAsync(option);
        Assert.DoesNotContain(await _scene.FactsAsync(starter), f => f.Kind == Kind.DatePollWaits);
        Assert.Contains(await _scene.FactsAsync(doer), f => f is { Kind: Kind.DatePollWaits, Why: DigestWhy.Doer });
        await _scene.WriteAsync(async db => (await db.DateOptions().SingleAsync(o => o.Id == option.Id, Ct)).ChosenAt = _scene.Now);
        Assert.DoesNotContain(await _scene.FactsAsync(doer), f => f.Kind == Kind.DatePollWaits);
    }

    [Fact]
    public async Task When_it_is_done_the_doers_wait_for_thanks_and_hear_that_it_is_done()
    {
        var (starter, doer) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(starter, least: 1);
        await JoinAsync(initiative, doer);
        await _scene.WriteAsync(async db => Assert.True((await db.LockAsync(initiative.Id, Ct))!.TurnTo(InitiativeState.Done, "", starter.Id, _scene.Now)));
        Assert.Equal([Kind.ThanksWait], (await _scene.FactsAsync(starter)).Select(f => f.Kind));
        Assert.Equal([(Kind.Done, DigestWhy.Doer)], (await _scene.FactsAsync(doer)).Select(f => (f.Kind, f.Why)));
    }

    [Fact]
    public async Task New_doers_and_enough_of_them_are_news_to_the_others()
    {
        var (starter, first, second) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(starter);
        await JoinAsync(initiative, first);
        await JoinAsync(initiative, second);
        Assert.Equal([(Kind.BecameReady, 1), (Kind.NewDoers, 2)], (await _scene.FactsAsync(starter)).Select(f => (f.Kind, f.Count)));
        Assert.Equal([(Kind.BecameReady, 1), (Kind.NewDoers, 1)], (await _scene.FactsAsync(first)).Select(f => (f.Kind, f.Count)));
        Assert.Empty(await _scene.FactsAsync(first, windowHours: 0));
    }

    [Fact]
    public async Task Notes_are_told_to_those_who_get_no_letters_of_them()
    {
        var (starter, doer) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync(also: p => p.Stop(Subscription.NoticeBoard)));
        var initiative = await _scene.InitiativeAsync(starter);
        await JoinAsync(initiative, doer);
        await _scene.SaveAsync(new Note { InitiativeId = initiative.Id, Text = "Hei", Language = "fi", At = _scene.Now }, new Note { InitiativeId = initiative.Id, AuthorId = doer.Id, Text = "Hei hei", Language = "fi", At = _scene.Now });
        Assert.DoesNotContain(await _scene.FactsAsync(starter), f => f.Kind == Kind.Notes);
        Assert.Equal(1, (await _scene.FactsAsync(doer)).Single(f => f.Kind == Kind.Notes).Count);
    }

    [Fact]
    public async Task New_in_the_home_town_is_near_but_not_of_a_kind_one_never_wants()
    {
        var never = Guid.CreateVersion7();
        var other = await _scene.SubscriberAsync();
        var person = await _scene.SubscriberAsync(home: DigestScene.Vaasa, also: p => p.ChangeProfile(new("Heidi", DigestScene.Vaasa, null, [], [], [], 0, Effort.None, [never], false)));
        var near = await _scene.InitiativeAsync(other, "905");
        await _scene.InitiativeAsync(other, "905", themes: [never]);
        await _scene.InitiativeAsync(other);
        Assert.Contains(await _scene.FactsAsync(person), f => f.Kind == Kind.NewNearYou && f.InitiativeId == near.Id);
        Assert.Single(await _scene.FactsAsync(person), f => f.Kind == Kind.NewNearYou && f.At == _scene.Now);
        var newer = await _scene.InitiativeAsync(other, "905");
        Assert.Equal([near.Id], (await _scene.FactsAsync([person], only: Only((await _scene.FactsAsync(person)).Where(f => f.InitiativeId != newer.Id))))[person.Id].Select(f => f.InitiativeId));
        Assert.DoesNotContain(await _scene.FactsAsync(other), f => f.InitiativeId == near.Id); // one's own
    }

    [Fact]
    public async Task New_in_the_home_town_comes_last_when_one_said_not_this_kind_and_not_at_all_when_it_was_said_of_itself()
    {
        var theme = Guid.CreateVersion7();
        var home = Municipality.IdOf(Country.FI, "297");
        var (other, person, neighbour) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync(home: home), await _scene.SubscriberAsync(home: home));
        var (like, unlike, refused) = (await _scene.InitiativeAsync(other, "297", themes: [theme]), await _scene.InitiativeAsync(other, "297"), await _scene.InitiativeAsync(other, "297"));
        var match = Match(person, refused);
        match.SayNotThisKind(_scene.Now);
        await _scene.SaveAsync(match, new LoweredTheme { PersonId = person.Id, ThemeId = theme, At = _scene.Now });
        var facts = (await _scene.FactsAsync(person)).Where(f => f.Kind == Kind.NewNearYou).ToDictionary(f => f.InitiativeId);
        Assert.True(facts[like.Id].Score < facts[unlike.Id].Score);
        Assert.DoesNotContain(refused.Id, facts.Keys);
        var control = (await _scene.FactsAsync(neighbour)).Where(f => f.Kind == Kind.NewNearYou).ToDictionary(f => f.InitiativeId);
        Assert.Equal(control[like.Id].Score, control[unlike.Id].Score);
        Assert.Contains(refused.Id, control.Keys);
    }

    [Fact]
    public async Task A_match_is_the_missing_one_a_good_one_or_a_host_s_question()
    {
        var (host, person) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var (last, good, asked) = (await _scene.InitiativeAsync(host, least: 1), await _scene.InitiativeAsync(host), await _scene.InitiativeAsync(host));
        var question = Match(person, asked);
        question.Ask(host.Id, _scene.Now);
        await _scene.SaveAsync(Match(person, last), Match(person, good), question);
        Assert.Equal([(Kind.HostAsks, asked.Id), (Kind.OneMissing, last.Id), (Kind.GoodMatch, good.Id)],
            (await _scene.FactsAsync(person)).OrderBy(f => f.Kind).Select(f => (f.Kind, f.InitiativeId)));
    }

    [Fact]
    public async Task Who_is_interested_waits_for_the_starter_until_in_it()
    {
        var (host, person) = (await _scene.SubscriberAsync(), await _scene.SubscriberAsync());
        var initiative = await _scene.InitiativeAsync(host);
        var match = Match(person, initiative);
        match.SayInterested(_scene.Now);
        await _scene.SaveAsync(match);
        Assert.Equal(match.Id, (await _scene.FactsAsync(host)).Single(f => f.Kind == Kind.InterestedWaits).AboutId);
        await JoinAsync(initiative, person);
        Assert.DoesNotContain(await _scene.FactsAsync(host), f => f.Kind == Kind.InterestedWaits);
    }

    private static DigestScope Only(IEnumerable<DigestFact> facts) => new(facts.Select(f => f.Item));

    private static IEnumerable<DigestFact> Sorted(IEnumerable<DigestFact> facts) => facts.OrderBy(f => f.Kind).ThenBy(f => f.InitiativeId).ThenBy(f => f.AboutId);

    private Task<int> JoinAsync(Initiative initiative, Person person) => _scene.WriteAsync(async db =>
    {
        var locked = (await db.LockAsync(initiative.Id, Ct))!;
        Assert.NotEqual(Joining.Closed, locked.Join(person.Id, locked.Roles[0].Id, _scene.Now));
    });

    private Match Match(Person person, Initiative initiative) => new() { PersonId = person.Id, InitiativeId = initiative.Id, RoleId = initiative.Roles[0].Id, Score = 50, ComputedAt = _scene.Now };
}
