using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Digests;

/// <summary>Whatever the clock, the zone and the rhythm do: one digest for each period, and no period left out.</summary>
public sealed class DigestClockTests : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Tuesday = new(2027, 3, 2, 12, 0, 0, TimeSpan.Zero); // 14.00 in Helsinki

    private readonly TestDomain _domain;
    private readonly DigestScene _scene;

    public DigestClockTests(TestDomain domain)
    {
        (_domain, _scene) = (domain, new(domain));
        domain.Clock.StopAt(Tuesday);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_night_without_three_o_clock_and_the_night_that_has_it_twice_have_one_each()
    {
        foreach (var (evening, morning) in new[] { (new DateTime(2027, 3, 27), 4), (new DateTime(2027, 10, 30), 5) })
        {
            _domain.Clock.StopAt(new(evening.AddHours(18), TimeSpan.Zero));
            var person = await _scene.AskedAsync();
            for (var minutes = 0; minutes < 24 * 60; minutes += 20)
            {
                _domain.Clock.Move(TimeSpan.FromMinutes(20));
                await _scene.ComposeAsync();
            }
            var digest = Assert.Single(await _scene.DigestsAsync(person));
            Assert.Equal(new DateTimeOffset(evening.AddDays(1).AddHours(morning), TimeSpan.Zero), digest.WindowTo);
        }
    }

    [Fact]
    public async Task In_Stockholm_too_the_night_without_two_o_clock_and_the_night_that_has_it_twice_have_one_each()
    {
        foreach (var (evening, morning) in new[] { (new DateTime(2027, 3, 27), 5), (new DateTime(2027, 10, 30), 6) })
        {
            _domain.Clock.StopAt(new(evening.AddHours(18), TimeSpan.Zero));
            var person = await _scene.AskedAsync();
            await _scene.ChooseAsync(person, DigestRhythm.Daily, "Europe/Stockholm");
            for (var minutes = 0; minutes < 24 * 60; minutes += 20)
            {
                _domain.Clock.Move(TimeSpan.FromMinutes(20));
                await _scene.ComposeAsync();
            }
            var digest = Assert.Single(await _scene.DigestsAsync(person));
            Assert.Equal((new DateTimeOffset(evening.AddDays(1).AddHours(morning), TimeSpan.Zero), DateOnly.FromDateTime(evening).AddDays(1)), (digest.WindowTo, digest.PeriodStart));
        }
    }

    /// <summary>Sixteen days around each change of the clocks, something new each day, and a clock that now and then is set back.</summary>
    [Theory]
    [InlineData("Europe/Helsinki")]
    [InlineData("Europe/Stockholm")]
    public async Task Each_day_has_one_and_no_day_is_left_out(string zone)
    {
        var random = new Random(zone.Length);
        foreach (var begin in new[] { new DateTimeOffset(2027, 3, 20, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 10, 23, 12, 0, 0, TimeSpan.Zero) })
        {
            _domain.Clock.StopAt(begin);
            var person = await _scene.SubscriberAsync(also: p => p.ChangeLetters("sv", zone, DigestRhythm.Daily, noticeBoard: true, begin));
            for (var day = 0; day < 16; day++)
            {
                await _scene.AskAsync(await _scene.InitiativeAsync(person));
                foreach (var minutes in new[] { 1000, 40, -60, 120, -30, 50, 320 }) // 24 hours in all, from noon to noon, back and forth over seven
                {
                    _domain.Clock.Move(TimeSpan.FromMinutes(minutes + random.Next(3)));
                    await Task.WhenAll(_scene.ComposeAsync(), _scene.ComposeAsync());
                    await _scene.EndLettersAsync(person, MailState.Sent);
                }
                _domain.Clock.StopAt(begin.AddDays(day + 1));
            }
            var first = DateOnly.FromDateTime(begin.UtcDateTime).AddDays(1);
            var digests = await _scene.DigestsAsync(person);
            Assert.Equal(Enumerable.Range(0, 16).Select(first.AddDays), digests.Select(d => d.PeriodStart));
            Assert.All(digests, d => Assert.NotNull(d.MailId));
        }
    }

    [Fact]
    public async Task A_job_that_runs_again_with_its_clock_four_minutes_back_makes_no_second()
    {
        var person = await _scene.AskedAsync();
        _domain.Clock.StopAt(new(2027, 3, 3, 8, 5, 0, TimeSpan.Zero)); // 10.05 in Helsinki
        await _scene.ComposeAsync();
        _domain.Clock.Move(TimeSpan.FromMinutes(-4));
        await _scene.ComposeAsync();
        Assert.Single(await _scene.DigestsAsync(person));
        Assert.Equal(new DateTimeOffset(2027, 3, 4, 5, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

    [Fact]
    public async Task A_clock_set_back_two_hours_makes_no_second()
    {
        var person = await _scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17.1));
        await _scene.ComposeAsync();
        _domain.Clock.Move(TimeSpan.FromHours(-2));
        for (var i = 0; i < 12; i++)
        {
            await _scene.ComposeAsync();
            _domain.Clock.Move(TimeSpan.FromMinutes(20));
        }
        Assert.Single(await _scene.LettersAsync(person));
    }

    [Fact]
    public async Task A_clock_set_back_and_the_digest_chosen_anew_make_no_second()
    {
        var person = await _scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17.1));
        await _scene.ComposeAsync();
        _domain.Clock.Move(TimeSpan.FromHours(-2));
        await _scene.ChooseAsync(person, DigestRhythm.Never);
        await _scene.ChooseAsync(person, DigestRhythm.Daily); // due again this very morning
        _domain.Clock.Move(TimeSpan.FromHours(2));
        await _scene.ComposeAsync();
        Assert.Single(await _scene.LettersAsync(person));
        Assert.Equal(new DateTimeOffset(2027, 3, 4, 5, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

    [Fact]
    public async Task Another_zone_on_the_same_morning_makes_no_second()
    {
        var person = await _scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17.5)); // 7.30 in Helsinki, 6.30 in Stockholm
        await _scene.ComposeAsync();
        await _scene.ChooseAsync(person, DigestRhythm.Daily, "Europe/Stockholm");
        Assert.Equal(new DateTimeOffset(2027, 3, 3, 6, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
        _domain.Clock.Move(TimeSpan.FromHours(1));
        await _scene.ComposeAsync();
        Assert.Single(await _scene.DigestsAsync(person));
        Assert.Equal(new DateTimeOffset(2027, 3, 4, 6, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

    [Theory]
    [InlineData("Europe/Helsinki", "Europe/Stockholm")]
    [InlineData("Europe/Stockholm", "Europe/Helsinki")]
    [InlineData("Europe/Helsinki", "Pacific/Auckland")] // across the line where the date changes
    [InlineData("Pacific/Auckland", "America/Los_Angeles")]
    public async Task A_zone_changed_in_the_middle_of_the_week_leaves_no_period_out_and_makes_none_twice(string before, string after)
    {
        foreach (var rhythm in new[] { DigestRhythm.Daily, DigestRhythm.Weekly })
        {
            _domain.Clock.StopAt(Tuesday);
            var person = await _scene.AskedAsync(rhythm);
            await _scene.ChooseAsync(person, rhythm, before);
            await _scene.TickHoursAsync(9 * 24);
            await _scene.ChooseAsync(person, rhythm, after);
            await _scene.TickHoursAsync(9 * 24);
            var periods = (await _scene.DigestsAsync(person)).Select(d => d.PeriodStart).ToList();
            Assert.Equal(periods.Distinct().Count(), periods.Count);
            var step = rhythm == DigestRhythm.Daily ? 1 : 7;
            Assert.All(periods.Zip(periods.Skip(1)), p => Assert.Equal(p.First.AddDays(step), p.Second));
            Assert.InRange(periods.Count, rhythm == DigestRhythm.Daily ? 17 : 2, rhythm == DigestRhythm.Daily ? 19 : 3);
        }
    }

    [Fact]
    public async Task A_rhythm_changed_in_the_middle_of_the_week_has_one_for_each_of_its_own_periods()
    {
        var person = await _scene.AskedAsync(DigestRhythm.Weekly);
        await _scene.TickDaysAsync(7); // Monday the 8th
        await _scene.ChooseAsync(person, DigestRhythm.Daily);
        await _scene.TickDaysAsync(3);
        await _scene.ChooseAsync(person, DigestRhythm.Weekly);
        await _scene.TickDaysAsync(7);
        Assert.Equal([(DigestRhythm.Weekly, 8), (DigestRhythm.Daily, 10), (DigestRhythm.Daily, 11), (DigestRhythm.Daily, 12), (DigestRhythm.Weekly, 15)],
            (await _scene.DigestsAsync(person)).Select(d => (d.Rhythm, d.PeriodStart.Day)));
    }
}
