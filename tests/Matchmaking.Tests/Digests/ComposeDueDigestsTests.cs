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
        Assert.Equal([DigestItemKind.QuestionWaits], digest.Told.Select(i => i.Kind));
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
        await _scene.TickDaysAsync(1);
        var digests = await _scene.DigestsAsync(person);
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.Update], digests[0].Told.Select(i => i.Kind));
        Assert.Equal(comesAgain ? [DigestItemKind.QuestionWaits, DigestItemKind.Update] : [], digests[1].Told.Select(i => i.Kind));
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
        await _scene.TickDaysAsync(1);
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
        await _scene.TickDaysAsync(1);
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
        await _scene.TickDaysAsync(1);
        var export = System.Text.Encoding.UTF8.GetString(await _domain.RunAsync((ExportMyData read) => read.RunAsync(person.Id, Ct)));
        Assert.Contains(nameof(DigestItemKind.QuestionWaits), export);
    }

    private Task<bool> UnsubscribeAsync(Person person) => _domain.RunAsync(async (MatchmakingDb db) =>
        await new Unsubscribe(db, _domain.Clock).RunAsync(await db.UnsubscribeTokenAsync(person.Id, Subscription.Digest, Ct), Ct));
}
