using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Digests;

/// <summary>One digest for each period and never two, on a real database under a clock that is moved.</summary>
public sealed class ComposeDueDigestsTests : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Tuesday = new(2027, 3, 2, 12, 0, 0, TimeSpan.Zero); // 14.00 in Helsinki

    private readonly TestDomain _domain;
    private readonly DigestScene _scene;

    public ComposeDueDigestsTests(TestDomain domain)
    {
        (_domain, _scene) = (domain, new(domain));
        domain.Clock.StopAt(Tuesday);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_seven_the_person_gets_one_letter_and_the_next_is_planned()
    {
        var person = await _scene.AskedAsync();
        await _scene.ComposeAsync();
        Assert.Empty(await _scene.DigestsAsync(person)); // not yet seven

        _domain.Clock.Move(TimeSpan.FromHours(17));
        await _scene.ComposeAsync();
        await _scene.ComposeAsync();

        var digest = Assert.Single(await _scene.DigestsAsync(person));
        var letter = Assert.Single(await _scene.LettersAsync(person));
        Assert.Equal((new DateOnly(2027, 3, 3), DigestRhythm.Daily, letter.Id), (digest.PeriodStart, digest.Rhythm, digest.MailId));
        Assert.Equal([DigestItemKind.QuestionWaits], digest.Items.Select(i => i.Kind));
        Assert.Equal((MailClass.Digest, _scene.Now.AddDays(1), _scene.Now.AddDays(1)), (letter.Class, letter.ExpiresAt, await _scene.NextAsync(person)));
    }

    [Fact]
    public async Task Nothing_to_say_is_marked_and_not_sent()
    {
        var person = await _scene.SubscriberAsync();
        _domain.Clock.Move(TimeSpan.FromHours(17));
        await _scene.ComposeAsync();
        Assert.Equal((null, 0), (Assert.Single(await _scene.DigestsAsync(person)).MailId, (await _scene.LettersAsync(person)).Count));
    }

    [Fact]
    public async Task After_three_days_of_standing_still_there_is_one()
    {
        var person = await _scene.AskedAsync();
        _domain.Clock.Move(TimeSpan.FromDays(3.5));
        await _scene.ComposeAsync();
        await _scene.ComposeAsync();
        Assert.Equal(new DateOnly(2027, 3, 6), Assert.Single(await _scene.DigestsAsync(person)).PeriodStart);
        Assert.Equal(new DateTimeOffset(2027, 3, 6, 5, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

    [Fact]
    public async Task A_weekly_one_is_of_the_week_of_its_Monday_whatever_day_it_is_late()
    {
        var person = await _scene.AskedAsync(DigestRhythm.Weekly);
        _domain.Clock.StopAt(new(2027, 3, 14, 20, 0, 0, TimeSpan.Zero)); // Sunday evening of the week after
        await _scene.ComposeAsync();
        Assert.Equal(new DateOnly(2027, 3, 8), Assert.Single(await _scene.DigestsAsync(person)).PeriodStart);
        Assert.Equal(new DateTimeOffset(2027, 3, 15, 5, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

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
        await ChooseAsync(person, DigestRhythm.Never);
        await ChooseAsync(person, DigestRhythm.Daily); // due again this very morning
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
        await ChooseAsync(person, DigestRhythm.Daily, "Europe/Stockholm");
        Assert.Equal(new DateTimeOffset(2027, 3, 3, 6, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
        _domain.Clock.Move(TimeSpan.FromHours(1));
        await _scene.ComposeAsync();
        Assert.Single(await _scene.DigestsAsync(person));
        Assert.Equal(new DateTimeOffset(2027, 3, 4, 6, 0, 0, TimeSpan.Zero), await _scene.NextAsync(person));
    }

    [Fact]
    public async Task A_rhythm_changed_in_the_middle_of_the_week_has_one_for_each_of_its_own_periods()
    {
        var person = await _scene.AskedAsync(DigestRhythm.Weekly);
        await TickDaysAsync(7); // Monday the 8th
        await ChooseAsync(person, DigestRhythm.Daily);
        await TickDaysAsync(3);
        await ChooseAsync(person, DigestRhythm.Weekly);
        await TickDaysAsync(7);
        Assert.Equal([(DigestRhythm.Weekly, 8), (DigestRhythm.Daily, 10), (DigestRhythm.Daily, 11), (DigestRhythm.Daily, 12), (DigestRhythm.Weekly, 15)],
            (await _scene.DigestsAsync(person)).Select(d => (d.Rhythm, d.PeriodStart.Day)));
    }

    [Theory]
    [InlineData(MailState.Unknown, true)]
    [InlineData(MailState.Expired, true)]
    [InlineData(MailState.Failed, true)]
    [InlineData(MailState.Sent, false)] // the control: what arrived is not told again the next morning
    public async Task What_a_lost_letter_told_comes_again_in_the_next(MailState ended, bool comesAgain)
    {
        var person = await _scene.AskedAsync();
        var initiative = await _scene.InitiativeAsync(person);
        await _scene.SaveAsync(new Matchmaking.Initiatives.InitiativeUpdate { InitiativeId = initiative.Id, Text = "Uutta", Language = "fi", At = _scene.Now });
        _domain.Clock.Move(TimeSpan.FromHours(17));
        await _scene.ComposeAsync();
        await _scene.EndLettersAsync(person, ended);
        await TickDaysAsync(1);
        var digests = await _scene.DigestsAsync(person);
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.Update], digests[0].Items.OrderBy(i => i.Position).Select(i => i.Kind));
        Assert.Equal(comesAgain ? [DigestItemKind.QuestionWaits, DigestItemKind.Update] : [], digests[1].Items.OrderBy(i => i.Position).Select(i => i.Kind));
    }

    [Fact]
    public async Task What_had_no_place_can_be_looked_up_until_it_is_no_longer_so()
    {
        var person = await _scene.SubscriberAsync();
        var other = await _scene.SubscriberAsync();
        Assert.Equal(([], []), await _scene.RecallAsync(person)); // no digest yet
        List<Initiative> all = [];
        for (var i = 0; i < 9; i++) all.Add(await _scene.InitiativeAsync(person));
        foreach (var initiative in all) await _scene.AskAsync(initiative);
        await _scene.SaveAsync(Update(all[0]), Update(all[1]));
        await TickDaysAsync(1);

        var digest = Assert.Single(await _scene.DigestsAsync(person));
        Assert.Equal((7, 4), (digest.Items.Count(i => i.IsInLetter), digest.Items.Count(i => !i.IsInLetter)));
        var (leftOut, told) = await _scene.RecallAsync(person);
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.QuestionWaits, DigestItemKind.Update, DigestItemKind.Update], leftOut);
        Assert.Equal(7, told.Length);

        await _scene.EndLettersAsync(person, MailState.Sent);
        await TickDaysAsync(1); // what had no place and still waits is told now; the news of yesterday are not, and only the page has them
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.QuestionWaits], (await _scene.DigestsAsync(person))[1].Items.Select(i => i.Kind));
        Assert.Equal([DigestItemKind.Update, DigestItemKind.Update], (await _scene.RecallAsync(person)).LeftOut);
        Assert.Equal(9, (await _scene.RecallAsync(person)).Told.Length);

        await _scene.WriteAsync(async db => (await db.Initiatives().SingleAsync(i => i.Id == all[0].Id, Ct)).Hide(_scene.Now));
        await _scene.WriteAsync(async db => Assert.True((await db.LockAsync(all[1].Id, Ct))!.TurnTo(InitiativeState.Paused, "", other.Id, _scene.Now)));
        Assert.Equal([DigestItemKind.Paused], (await _scene.RecallAsync(person)).LeftOut); // the newest state, also when it came after the digest
        _domain.Clock.Move(TimeSpan.FromDays(31));
        Assert.Equal(([], []), await _scene.RecallAsync(person));
    }

    private InitiativeUpdate Update(Initiative initiative) => new() { InitiativeId = initiative.Id, Text = "Uutta", Language = "fi", At = _scene.Now.AddMinutes(1) };

    [Fact]
    public async Task What_had_no_place_is_in_the_person_s_own_data_and_goes_with_the_account()
    {
        var person = await _scene.SubscriberAsync();
        for (var i = 0; i < 8; i++) await _scene.AskAsync(await _scene.InitiativeAsync(person));
        await TickDaysAsync(1);
        var export = System.Text.Encoding.UTF8.GetString(await _domain.RunAsync((ExportMyData read) => read.RunAsync(person.Id, Ct)));
        Assert.Equal((7, 1), (export.Split("\"isInLetter\": true").Length - 1, export.Split("\"isInLetter\": false").Length - 1));
        var digest = Assert.Single(await _scene.DigestsAsync(person)).Id;
        Assert.Equal(8, await ItemsAsync());
        await _domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person.Id, Ct); return true; });
        Assert.Equal(0, await ItemsAsync());

        Task<int> ItemsAsync() => _domain.ReadAsync(db => db.Set<DigestItem>().CountAsync(i => i.DigestId == digest, Ct));
    }

    [Fact]
    public async Task After_ninety_days_a_digest_is_forgotten()
    {
        var person = await _scene.AskedAsync();
        await TickDaysAsync(1);
        foreach (var (days, left) in new[] { (89, 1), (2, 0) })
        {
            _domain.Clock.Move(TimeSpan.FromDays(days));
            await _domain.RunAsync((ForgetDigests job) => job.RunAsync(Ct));
            Assert.Equal(left, (await _scene.DigestsAsync(person)).Count);
        }
    }

    [Fact]
    public async Task In_Stockholm_too_the_night_without_two_o_clock_and_the_night_that_has_it_twice_have_one_each()
    {
        foreach (var (evening, morning) in new[] { (new DateTime(2027, 3, 27), 5), (new DateTime(2027, 10, 30), 6) })
        {
            _domain.Clock.StopAt(new(evening.AddHours(18), TimeSpan.Zero));
            var person = await _scene.AskedAsync();
            await ChooseAsync(person, DigestRhythm.Daily, "Europe/Stockholm");
            for (var minutes = 0; minutes < 24 * 60; minutes += 20)
            {
                _domain.Clock.Move(TimeSpan.FromMinutes(20));
                await _scene.ComposeAsync();
            }
            var digest = Assert.Single(await _scene.DigestsAsync(person));
            Assert.Equal((new DateTimeOffset(evening.AddDays(1).AddHours(morning), TimeSpan.Zero), DateOnly.FromDateTime(evening).AddDays(1)), (digest.WindowTo, digest.PeriodStart));
        }
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
            await ChooseAsync(person, rhythm, before);
            await TickHoursAsync(9 * 24);
            await ChooseAsync(person, rhythm, after);
            await TickHoursAsync(9 * 24);
            var periods = (await _scene.DigestsAsync(person)).Select(d => d.PeriodStart).ToList();
            Assert.Equal(periods.Distinct().Count(), periods.Count);
            var step = rhythm == DigestRhythm.Daily ? 1 : 7;
            Assert.All(periods.Zip(periods.Skip(1)), p => Assert.Equal(p.First.AddDays(step), p.Second));
            Assert.InRange(periods.Count, rhythm == DigestRhythm.Daily ? 17 : 2, rhythm == DigestRhythm.Daily ? 19 : 3);
        }
    }

    [Fact]
    public async Task A_person_whose_digest_fails_keeps_nobody_waiting_and_stays_due()
    {
        var broken = await _scene.AskedAsync();
        var person = await _scene.AskedAsync();
        await _scene.WriteAsync(db => db.Database.ExecuteSqlAsync($"update person set time_zone = 'Nowhere/Land' where id = {broken.Id}", Ct));
        _domain.Clock.Move(TimeSpan.FromHours(17));
        await Assert.ThrowsAsync<AggregateException>(_scene.ComposeAsync);
        Assert.Single(await _scene.LettersAsync(person));
        Assert.Empty(await _scene.DigestsAsync(broken));

        await _scene.WriteAsync(db => db.Database.ExecuteSqlAsync($"update person set time_zone = 'Europe/Helsinki' where id = {broken.Id}", Ct));
        await _scene.ComposeAsync();
        Assert.Single(await _scene.LettersAsync(broken));
    }

    [Fact]
    public async Task A_suspended_person_gets_none()
    {
        var person = await _scene.AskedAsync();
        await _scene.WriteAsync(async db => (await db.People().SingleAsync(p => p.Id == person.Id, Ct)).SuspendedAt = _scene.Now);
        await TickDaysAsync(1);
        Assert.Empty(await _scene.LettersAsync(person));
    }

    [Theory]
    [InlineData("nothing", true)] // the control
    [InlineData("unsubscribed", false)]
    [InlineData("suspended", false)]
    [InlineData("erased", false)]
    public async Task Between_planning_and_sending_it_is_asked_again_whether_it_is_wanted(string happened, bool isWanted)
    {
        var person = await _scene.AskedAsync();
        await TickDaysAsync(1);
        var letter = Assert.Single(await _scene.LettersAsync(person));
        if (happened == "unsubscribed") await UnsubscribeAsync(person);
        if (happened == "suspended") await _scene.WriteAsync(async db => (await db.People().SingleAsync(p => p.Id == person.Id, Ct)).SuspendedAt = _scene.Now);
        if (happened == "erased") await _domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person.Id, Ct); return true; });

        var kind = _domain.Services.GetRequiredService<MailKinds>().Of(letter.Kind);
        Assert.Equal(isWanted, await _domain.ReadAsync(db => kind.IsStillWanted(db, kind.Read(letter.Args), Ct)));
        if (happened == "erased") Assert.Equal((0, 0), ((await _scene.LettersAsync(person)).Count, (await _scene.DigestsAsync(person)).Count));
    }

    [Fact]
    public async Task What_was_told_is_in_the_person_s_own_data()
    {
        var person = await _scene.AskedAsync();
        await TickDaysAsync(1);
        var export = System.Text.Encoding.UTF8.GetString(await _domain.RunAsync((ExportMyData read) => read.RunAsync(person.Id, Ct)));
        Assert.Contains(nameof(DigestItemKind.QuestionWaits), export);
    }

    private Task<bool> ChooseAsync(Person person, DigestRhythm rhythm, string zone = "Europe/Helsinki") => _domain.RunAsync(async (ChangeLetters change) =>
    {
        await change.RunAsync(person.Id, "fi", zone, rhythm, noticeBoard: true, Ct);
        return true;
    });

    private Task<bool> UnsubscribeAsync(Person person) => _domain.RunAsync(async (MatchmakingDb db) =>
        await new Unsubscribe(db, _domain.Clock).RunAsync(await db.UnsubscribeTokenAsync(person.Id, Subscription.Digest, Ct), Ct));

    private async Task TickHoursAsync(int hours)
    {
        for (var i = 0; i < hours; i++)
        {
            _domain.Clock.Move(TimeSpan.FromHours(1));
            await _scene.ComposeAsync();
        }
    }

    private async Task TickDaysAsync(int days)
    {
        for (var i = 0; i < days; i++)
        {
            _domain.Clock.Move(TimeSpan.FromDays(1));
            await _scene.ComposeAsync();
        }
    }
}
