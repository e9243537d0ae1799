using Matchmaking.Municipalities;

namespace Matchmaking.Tests.Municipalities;

public sealed class MunicipalityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly Municipality _vaasa = New("Vaasa");
    private readonly Municipality _joensuu = New("Joensuu");

    private static Municipality New(string nameFi)
    {
        var facts = MunicipalityFacts.ReadAll().Single(m => m.NameFi == nameFi);
        return Municipality.New(facts, Slugs.ForAll([facts])[0]);
    }

    [Fact]
    public void It_is_listed_first_offers_its_languages_and_English_and_has_a_centre()
    {
        Assert.Equal(MunicipalityState.Listed, _vaasa.State);
        Assert.Equal(["fi", "sv", "en"], _vaasa.Settings.OfferedLanguages);
        Assert.Equal("Vaasa", _vaasa.Centre.Name("fi"));
        Assert.Equal("Vasa", _vaasa.Centre.Name("sv"));
        Assert.Equal("|vaasa|vasa|", _vaasa.SearchNames);
    }

    [Fact]
    public void Its_id_is_the_same_in_every_installation() =>
        Assert.Equal(Guid.Parse("0e382be6-a39c-888f-aecb-1aa62331eed6"), _joensuu.Id);

    [Fact]
    public void It_joins_once()
    {
        Assert.Equal(Boarding.Joined, _vaasa.Join(Now));
        Assert.Equal(Boarding.AlreadyJoined, _vaasa.Join(Now.AddDays(1)));
        Assert.Equal((MunicipalityState.Joined, Now), (_vaasa.State, _vaasa.JoinedAt));
    }

    [Fact]
    public void Good_settings_are_kept_in_one_form()
    {
        Assert.Empty(_vaasa.ChangeSettings(_vaasa.Settings with
        {
            BrandColour = " 05A ",
            SupportColour = "",
            ReplyDeadlineDays = 7,
            WelcomeFi = "  Tervetuloa!\r\nTehdään yhdessä. ",
            ContactName = "Aino  Berg",
            ContactPhone = "+358 40 123 4567",
            ContactEmail = "aino.berg@example.org",
            OfferedLanguages = ["sv", "fi", "sv"],
        }));
        Assert.Equal("#0055aa", _vaasa.Settings.BrandColour);
        Assert.Null(_vaasa.Settings.SupportColour);
        Assert.Equal("Tervetuloa!\nTehdään yhdessä.", _vaasa.Settings.Welcome("fi"));
        Assert.Null(_vaasa.Settings.Welcome("en"));
        Assert.Equal("Aino Berg", _vaasa.Settings.ContactName);
        Assert.Equal(["sv", "fi"], _vaasa.Settings.OfferedLanguages);
    }

    [Fact]
    public void A_bilingual_municipality_cannot_drop_the_smaller_language()
    {
        Assert.Equal([SettingsFault.OwnLanguageMissing], _vaasa.ChangeSettings(_vaasa.Settings with { OfferedLanguages = ["fi", "en"] }));
        Assert.Empty(_joensuu.ChangeSettings(_joensuu.Settings with { OfferedLanguages = ["fi"] }));
    }

    [Fact]
    public void Every_fault_is_told_at_once_and_nothing_is_changed()
    {
        var before = _vaasa.Settings;
        var faults = _vaasa.ChangeSettings(before with
        {
            OfferedLanguages = ["xx"],
            MinorityLanguages = ["klingon"],
            BrandColour = "red",
            SupportColour = "#12345",
            ReplyDeadlineDays = 0,
            WelcomeFi = new string('x', MunicipalitySettings.MaxWelcome + 1),
            WelcomeSv = "a\0b",
            WelcomeEn = "\uD83D",
            ContactName = "Aino\nBerg",
            ContactRole = new string('x', 81),
            ContactPhone = "call me",
            ContactEmail = "Aino <aino@example.org>",
        });
        Assert.Equal(Enum.GetValues<SettingsFault>().Except([SettingsFault.NotAllowed]).Order(), faults.Order());
        Assert.Same(before, _vaasa.Settings);
    }

    [Theory]
    [InlineData("aino@example.org", true)]
    [InlineData("aino.berg+kunta@example.org", true)]
    [InlineData("a@b", false)]
    [InlineData("a@[127.0.0.1]", false)]
    [InlineData("a@example.org,b@example.org", false)]
    [InlineData("a@example.org\r\nBcc: x@example.org", false)]
    [InlineData("@example.org", false)]
    public void A_contact_address_is_one_plain_address(string email, bool good) =>
        Assert.Equal(good, _vaasa.ChangeSettings(_vaasa.Settings with { ContactEmail = email }).Count == 0);

    [Fact]
    public void An_area_needs_a_name_in_the_language_of_the_majority()
    {
        Assert.Equal(AreaChange.NameMissing, _vaasa.AddArea("", "Sunnanvik", 63.08, 21.65));
        Assert.Equal(AreaChange.Done, _vaasa.AddArea("Suvilahti", null, 63.08, 21.65));
        Assert.Equal("Suvilahti", _vaasa.Areas[^1].Name("sv"));
        Assert.Equal(AreaChange.NameMissing, New("Maarianhamina").AddArea("Länsisatama", " ", 60.1, 19.93));
        Assert.Equal(AreaChange.NameUnreadable, _vaasa.AddArea("a\0b", null, 63.08, 21.65));
    }

    [Fact]
    public void Two_areas_offered_at_once_never_share_a_name()
    {
        Assert.Equal(AreaChange.NameTaken, _vaasa.AddArea("VAASA", null, 63.08, 21.65));
        Assert.Equal(AreaChange.Done, _vaasa.AddArea("Gerby", "Gerby", 63.13, 21.55));
        Assert.Equal(AreaChange.NameTaken, _vaasa.AddArea("Uusi", "gerby", 63.13, 21.55));
        Assert.Equal(AreaChange.Done, _vaasa.RemoveArea(_vaasa.Areas[^1].Id, Now));
        Assert.Equal(AreaChange.Done, _vaasa.AddArea("Gerby", "Gerby", 63.13, 21.55));
    }

    [Theory]
    [InlineData(60.17, 24.94)]   // Helsinki
    [InlineData(21.6, 63.1)]     // the two exchanged
    [InlineData(double.NaN, 21)]
    public void An_area_lies_in_its_municipality(double latitude, double longitude) => Assert.Equal(AreaChange.TooFar, _vaasa.AddArea("Gerby", null, latitude, longitude));

    [Fact]
    public void An_area_can_be_changed_keeping_its_name_and_removed_once_but_the_centre_stays()
    {
        _vaasa.AddArea("Gerby", null, 63.13, 21.55);
        var gerby = _vaasa.Areas[^1];
        Assert.Equal(AreaChange.Done, _vaasa.ChangeArea(gerby.Id, "Gerby", "Gerby", 63.14, 21.56));
        Assert.Equal((63.14, 21.56), (gerby.Latitude, gerby.Longitude));
        Assert.Equal(AreaChange.Done, _vaasa.RemoveArea(gerby.Id, Now));
        Assert.Equal(Now, gerby.RemovedAt);
        Assert.Equal(AreaChange.Unknown, _vaasa.RemoveArea(gerby.Id, Now));
        Assert.Equal(AreaChange.Unknown, _vaasa.ChangeArea(gerby.Id, "Gerby", null, 63.14, 21.56));
        Assert.Equal(AreaChange.IsCentre, _vaasa.RemoveArea(_vaasa.Centre.Id, Now));
        Assert.Equal(AreaChange.Done, _vaasa.ChangeArea(_vaasa.Centre.Id, "Keskusta", "Centrum", 63.1, 21.6));
    }

    [Fact]
    public void There_is_an_end_to_areas()
    {
        for (var i = 1; i < Municipality.MostAreas; i++) Assert.Equal(AreaChange.Done, _vaasa.AddArea($"Alue {i}", null, 63.1, 21.6));
        Assert.Equal(AreaChange.TooMany, _vaasa.AddArea("Vielä yksi", null, 63.1, 21.6));
    }
}
