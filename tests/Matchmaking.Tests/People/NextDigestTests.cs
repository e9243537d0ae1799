using System.Globalization;
using Matchmaking.People;

namespace Matchmaking.Tests.People;

/// <summary>When the next digest is due, on the clock of the person's wall.</summary>
public sealed class NextDigestTests
{
    [Theory]
    [InlineData(DigestRhythm.Daily, "2027-03-02T12:00Z", "2027-03-03T05:00Z")] // tomorrow, seven in Helsinki
    [InlineData(DigestRhythm.Daily, "2027-03-02T04:59:59Z", "2027-03-02T05:00Z")] // today still
    [InlineData(DigestRhythm.Daily, "2027-03-02T05:00Z", "2027-03-03T05:00Z")]
    [InlineData(DigestRhythm.Weekly, "2027-03-02T12:00Z", "2027-03-08T05:00Z")] // Monday
    [InlineData(DigestRhythm.Weekly, "2027-03-01T04:00Z", "2027-03-01T05:00Z")] // early on a Monday
    [InlineData(DigestRhythm.Weekly, "2027-03-01T05:00Z", "2027-03-08T05:00Z")]
    [InlineData(DigestRhythm.Daily, "2027-03-27T05:00Z", "2027-03-28T04:00Z")] // the night that has no three o'clock: 23 hours
    [InlineData(DigestRhythm.Daily, "2026-10-24T04:00Z", "2026-10-25T05:00Z")] // the night that has it twice: 25 hours
    [InlineData(DigestRhythm.Weekly, "2027-03-22T05:00Z", "2027-03-29T04:00Z")]
    [InlineData(DigestRhythm.Weekly, "2026-10-19T04:00Z", "2026-10-26T05:00Z")]
    public void It_is_due_at_seven(DigestRhythm rhythm, string now, string due) => Assert.Equal(At(due), Subscriber(rhythm, At(now)).NextDigestAt);

    [Fact]
    public void Seven_is_that_of_the_person_s_own_zone()
    {
        var person = Subscriber(DigestRhythm.Daily, At("2027-03-02T12:00Z"));
        person.ChangeLetters("sv", "Europe/Stockholm", DigestRhythm.Daily, true, At("2027-03-02T12:00Z"));
        Assert.Equal(At("2027-03-03T06:00Z"), person.NextDigestAt);
    }

    [Fact]
    public void Saving_the_same_settings_again_moves_nothing()
    {
        var person = Subscriber(DigestRhythm.Weekly, At("2027-03-02T12:00Z"));
        person.ChangeLetters("en", "Europe/Helsinki", DigestRhythm.Weekly, false, At("2027-03-07T12:00Z"));
        Assert.Equal(At("2027-03-08T05:00Z"), person.NextDigestAt);
    }

    [Fact]
    public void What_is_due_already_stays_due_when_the_zone_changes()
    {
        var person = Subscriber(DigestRhythm.Weekly, At("2027-03-02T12:00Z"));
        person.ChangeLetters("fi", "Europe/Stockholm", DigestRhythm.Weekly, true, At("2027-03-08T09:00Z")); // the job stood still since seven
        Assert.Equal(At("2027-03-08T05:00Z"), person.NextDigestAt);
    }

    [Fact]
    public void Another_rhythm_begins_with_its_own_next_day_and_none_has_none()
    {
        var person = Subscriber(DigestRhythm.Weekly, At("2027-03-02T12:00Z"));
        person.ChangeLetters("fi", "Europe/Helsinki", DigestRhythm.Daily, true, At("2027-03-03T12:00Z"));
        Assert.Equal(At("2027-03-04T05:00Z"), person.NextDigestAt);
        person.ChangeLetters("fi", "Europe/Helsinki", DigestRhythm.Never, true, At("2027-03-03T13:00Z"));
        Assert.Null(person.NextDigestAt);
    }

    [Fact]
    public void Stopping_and_resuming_one_kind_of_letters_leaves_the_other_alone()
    {
        var now = At("2027-03-02T12:00Z");
        var person = Subscriber(DigestRhythm.Daily, now);
        person.Stop(Subscription.Digest);
        Assert.Equal((false, true, null), (person.Gets(Subscription.Digest), person.Gets(Subscription.NoticeBoard), person.NextDigestAt));
        person.Stop(Subscription.NoticeBoard);
        person.Resume(Subscription.Digest, DigestRhythm.Daily, now);
        Assert.Equal((true, false, At("2027-03-03T05:00Z")), (person.Gets(Subscription.Digest), person.Gets(Subscription.NoticeBoard), person.NextDigestAt));
    }

    private static Person Subscriber(DigestRhythm rhythm, DateTimeOffset now)
    {
        var person = Person.New("heidi@example.org", "fi", now);
        person.ChangeLetters("fi", "Europe/Helsinki", rhythm, true, now);
        return person;
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
