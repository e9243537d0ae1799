using Matchmaking.People;

namespace Matchmaking.Tests.People;

public sealed class PersonTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_account_counts_for_nothing_until_confirmed_and_welcomed()
    {
        var person = Person.New("Aino@Example.org", "fi", Now);
        Assert.False(person.IsWelcomed);
        person.Welcome("Aino", under18: false, null, Now);
        Assert.False(person.IsWelcomed);
        person.EmailConfirmed = true;
        Assert.True(person.IsWelcomed);
        Assert.Equal("AINO@EXAMPLE.ORG", person.NormalizedEmail);
    }

    [Fact]
    public void Under_18_only_the_first_name_is_kept_and_consent_is_never_granted()
    {
        var person = Person.New("nuori@example.org", "fi", Now);
        person.Welcome("Onni Sukunimi", under18: true, null, Now);
        Assert.Equal("Onni", person.Name);
        person.ChangeProfile(With("Onni Sukunimi", mayBeSuggested: true));
        Assert.Equal(("Onni", false), (person.Name, person.MayBeSuggested));
    }

    [Fact]
    public void Growing_under_18_takes_consent_back()
    {
        var person = Person.New("aikuinen@example.org", "fi", Now);
        person.Welcome("Aino", under18: false, null, Now);
        person.ChangeProfile(With("Aino", mayBeSuggested: true));
        Assert.True(person.MayBeSuggested);
        person.Welcome("Aino", under18: true, null, Now);
        Assert.False(person.MayBeSuggested);
    }

    [Fact]
    public void Each_change_of_the_profile_makes_matches_look_again()
    {
        var person = Person.New("aino@example.org", "fi", Now);
        var before = person.ProfileVersion;
        person.ChangeProfile(With("Aino"));
        person.Welcome("Aino", under18: false, null, Now);
        Assert.Equal(before + 2, person.ProfileVersion);
    }

    [Fact]
    public void A_new_address_ends_the_sessions()
    {
        var person = Person.New("aino@example.org", "fi", Now);
        var stamp = person.SecurityStamp;
        person.MoveTo("toinen@example.org");
        Assert.Equal("TOINEN@EXAMPLE.ORG", person.NormalizedEmail);
        Assert.NotEqual(stamp, person.SecurityStamp);
    }

    [Fact]
    public void What_others_said_with_the_address_is_forgotten_when_its_owner_comes()
    {
        var person = Person.New("aino@example.org", "fi", Now);
        person.Welcome("Joku Muu", under18: true, null, Now);
        person.ForgetWhatOthersSaid();
        Assert.Equal(("", null, false), (person.Name, person.SaidAtLeast13At, person.Under18));
    }

    [Fact]
    public void An_account_nobody_uses_is_asked_about_twice_and_goes_after_two_years()
    {
        var person = Person.New("poissa@example.org", "fi", Now.AddYears(-5));
        person.Seen(new(2025, 5, 1));
        var begin = new DateTimeOffset(2025, 5, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(AwayStep.Nothing, person.AwayStepAt(begin.AddMonths(21)));
        Assert.Equal(AwayStep.Ask, person.AwayStepAt(begin.AddMonths(22)));
        person.AskIfAway(begin.AddMonths(22));
        Assert.Equal(AwayStep.Nothing, person.AwayStepAt(begin.AddMonths(22).AddDays(20)));
        Assert.Equal(AwayStep.AskAgain, person.AwayStepAt(begin.AddMonths(23)));
        person.AskIfAway(begin.AddMonths(23));
        Assert.Equal(AwayStep.Nothing, person.AwayStepAt(begin.AddMonths(23).AddDays(20)));
        Assert.Equal(AwayStep.LetGo, person.AwayStepAt(begin.AddMonths(24)));
    }

    [Fact]
    public void One_who_comes_back_is_not_asked_on_and_one_asked_late_still_has_two_months()
    {
        var person = Person.New("poissa@example.org", "fi", Now.AddYears(-9));
        person.AskIfAway(Now);
        Assert.Equal(AwayStep.AskAgain, person.AwayStepAt(Now.AddMonths(1)));
        person.AskIfAway(Now.AddMonths(1));
        Assert.Equal(AwayStep.Nothing, person.AwayStepAt(Now.AddMonths(2).AddDays(-1)));
        person.Seen(DateOnly.FromDateTime(Now.AddMonths(2).UtcDateTime));
        Assert.Equal((AwayStep.Nothing, 0), (person.AwayStepAt(Now.AddMonths(3)), person.AwayAsks));
    }

    private static Profile With(string name, bool mayBeSuggested = false) => new(name, null, null, [], [], [], 0, Effort.None, [], mayBeSuggested);
}
