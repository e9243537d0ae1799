using System.Globalization;
using Matchmaking.Platform.Time;
using static Matchmaking.Web.Tests.Components.Language.Speaking;

namespace Matchmaking.Web.Tests.Components.Language;

public sealed class DatesTests
{
    private static readonly DateOnly Thursday = new(2021, 3, 25);

    [Theory]
    [InlineData("fi-FI", "to 25.3.2021 klo 9.00–11.00")]
    [InlineData("sv-FI", "tors. 25.3.2021 kl. 9.00–11.00")]
    [InlineData("sv-SE", "torsdag 25 mars 2021 kl. 09.00–11.00")]
    [InlineData("en-GB", "Thursday 25 March 2021, 9.00–11.00")]
    public void A_meeting_of_a_morning(string culture, string text)
    {
        Speak(culture);
        Assert.Equal(text, Dates.Span(At("2021-03-25T09:00+02:00"), At("2021-03-25T11:00+02:00"), Zones.Finland));
    }

    [Theory]
    [InlineData("fi-FI", "to 25.3.2021 klo 18.00 – pe 26.3.2021 klo 9.30")]
    [InlineData("sv-FI", "tors. 25.3.2021 kl. 18.00 – fre. 26.3.2021 kl. 9.30")]
    [InlineData("sv-SE", "torsdag 25 mars 2021 kl. 18.00 – fredag 26 mars 2021 kl. 09.30")]
    [InlineData("en-GB", "Thursday 25 March 2021, 18.00 – Friday 26 March 2021, 9.30")]
    public void A_meeting_over_night(string culture, string text)
    {
        Speak(culture);
        Assert.Equal(text, Dates.Span(At("2021-03-25T18:00+02:00"), At("2021-03-26T09:30+02:00"), Zones.Finland));
    }

    [Fact]
    public void What_ends_at_midnight_ends_on_its_own_day()
    {
        Speak("fi-FI");
        Assert.Equal("to 25.3.2021 klo 18.00–24.00", Dates.Span(At("2021-03-25T18:00+02:00"), At("2021-03-26T00:00+02:00"), Zones.Finland));
        Assert.Equal("to 25.3.2021 klo 0.00–24.00", Dates.Span(At("2021-03-25T00:00+02:00"), At("2021-03-26T00:00+02:00"), Zones.Finland));
    }

    [Theory]
    [InlineData("fi-FI", "to 25.3.2021", "25.3.2021", "maaliskuu 2021", "maalis", "9.05", "to 25.3.2021 klo 9.05")]
    [InlineData("sv-FI", "tors. 25.3.2021", "25.3.2021", "mars 2021", "mars", "9.05", "tors. 25.3.2021 kl. 9.05")]
    [InlineData("sv-SE", "torsdag 25 mars 2021", "25 mars 2021", "mars 2021", "mars", "09.05", "torsdag 25 mars 2021 kl. 09.05")]
    [InlineData("en-GB", "Thursday 25 March 2021", "25 March 2021", "March 2021", "Mar", "9.05", "Thursday 25 March 2021, 9.05")]
    public void A_day_a_month_a_time(string culture, string day, string plain, string month, string tile, string time, string moment)
    {
        Speak(culture);
        Assert.Equal((day, plain), (Dates.Day(Thursday), Dates.PlainDay(Thursday)));
        Assert.Equal((month, tile), (Dates.Month(Thursday), Dates.ShortMonth(Thursday)));
        Assert.Equal((time, moment), (Dates.Time(new(9, 5)), Dates.Moment(At("2021-03-25T09:05+02:00"), Zones.Finland)));
        Assert.Equal($"{time}–{Dates.Time(new(10, 0))}", Dates.Times(new(9, 5), new(10, 0)));
    }

    [Theory]
    [InlineData("fi-FI", "ma ti ke to pe la su")]
    [InlineData("sv-FI", "mån. tis. ons. tors. fre. lör. sön.")]
    [InlineData("sv-SE", "måndag tisdag onsdag torsdag fredag lördag söndag")]
    [InlineData("en-GB", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday")]
    public void The_week_begins_on_Monday(string culture, string week)
    {
        Speak(culture);
        Assert.Equal(week, string.Join(' ', Enumerable.Range(22, 7).Select(d => Dates.Day(new(2021, 3, d)).Split(' ')[0])));
    }

    [Theory]
    [InlineData("fi-FI", "25.3.2021", "25.–27.3.2021", "30.3.–2.4.2021", "30.12.2020–2.1.2021")]
    [InlineData("sv-FI", "25.3.2021", "25–27.3.2021", "30.3–2.4.2021", "30.12.2020–2.1.2021")]
    [InlineData("sv-SE", "25 mars 2021", "25–27 mars 2021", "30 mars–2 april 2021", "30 december 2020–2 januari 2021")]
    [InlineData("en-GB", "25 March 2021", "25–27 March 2021", "30 March – 2 April 2021", "30 December 2020 – 2 January 2021")]
    public void Several_days(string culture, string one, string month, string months, string years)
    {
        Speak(culture);
        Assert.Equal(one, Dates.Days(Thursday, Thursday));
        Assert.Equal(month, Dates.Days(Thursday, new(2021, 3, 27)));
        Assert.Equal(months, Dates.Days(new(2021, 3, 30), new(2021, 4, 2)));
        Assert.Equal(years, Dates.Days(new(2020, 12, 30), new(2021, 1, 2)));
    }

    [Theory]
    [InlineData("fi-FI", "to 25.3.2021 klo 9.00–11.00 Suomen aikaa", " (klo 8.00–10.00 Ruotsin aikaa)", " (klo 7.00–9.00 sinun aikaasi)")]
    [InlineData("sv-FI", "tors. 25.3.2021 kl. 9.00–11.00 finländsk tid", " (kl. 8.00–10.00 svensk tid)", " (kl. 7.00–9.00 din tid)")]
    [InlineData(
        "sv-SE", "torsdag 25 mars 2021 kl. 09.00–11.00 finländsk tid", " (kl. 08.00–10.00 svensk tid)", " (kl. 07.00–09.00 din tid)")]
    [InlineData("en-GB", "Thursday 25 March 2021, 9.00–11.00 Finnish time", " (8.00–10.00 Swedish time)", " (7.00–9.00 your time)")]
    public void Across_the_border_both_times_are_told(string culture, string here, string inSweden, string inLondon)
    {
        Speak(culture);
        var (start, end) = (At("2021-03-25T09:00+02:00"), At("2021-03-25T11:00+02:00"));
        Assert.Equal(here, Dates.SpanInZones(start, end, Zones.Finland, null));
        Assert.Equal(here, Dates.SpanInZones(start, end, Zones.Finland, Zones.Finland));
        Assert.Equal(here, Dates.SpanInZones(start, end, Zones.Åland, Zones.Finland));
        Assert.Equal(here + inSweden, Dates.SpanInZones(start, end, Zones.Finland, Zones.Sweden));
        Assert.Equal(here + inLondon, Dates.SpanInZones(start, end, Zones.Finland, Zones.OfReader("Europe/London")));
    }

    [Fact]
    public void A_reader_for_whom_it_is_another_day_is_told_the_day()
    {
        Speak("fi-FI");
        Assert.Equal("to 25.3.2021 klo 0.30–2.00 Suomen aikaa (ke 24.3.2021 klo 23.30 – to 25.3.2021 klo 1.00 Ruotsin aikaa)",
            Dates.SpanInZones(At("2021-03-25T00:30+02:00"), At("2021-03-25T02:00+02:00"), Zones.Finland, Zones.Sweden));
    }

    [Fact]
    public void A_time_that_comes_twice_says_which()
    {
        Speak("fi-FI");
        Assert.Equal("su 25.10.2026 klo 3.30 (UTC+3)", Dates.Moment(At("2026-10-25T03:30+03:00"), Zones.Finland));
        Assert.Equal("su 25.10.2026 klo 3.30 (UTC+2)", Dates.Moment(At("2026-10-25T03:30+02:00"), Zones.Finland));
        Assert.Equal("su 25.10.2026 klo 3.30 (UTC+3)–5.00",
            Dates.Span(At("2026-10-25T03:30+03:00"), At("2026-10-25T05:00+02:00"), Zones.Finland));
        Assert.Equal("su 28.3.2027 klo 2.30–4.30", Dates.Span(At("2027-03-28T02:30+02:00"), At("2027-03-28T04:30+03:00"), Zones.Finland));
    }

    [Theory]
    [InlineData("fi-FI", "tänään", "huomenna", "eilen", "la 27.3.2021", "tänään klo 14.00", "la 27.3.2021 klo 14.00")]
    [InlineData("sv-FI", "i dag", "i morgon", "i går", "lör. 27.3.2021", "i dag kl. 14.00", "lör. 27.3.2021 kl. 14.00")]
    [InlineData("sv-SE", "i dag", "i morgon", "i går", "lördag 27 mars 2021", "i dag kl. 14.00", "lördag 27 mars 2021 kl. 14.00")]
    [InlineData("en-GB", "today", "tomorrow", "yesterday", "Saturday 27 March 2021", "today at 14.00", "Saturday 27 March 2021, 14.00")]
    public void Near_days_have_names(
        string culture, string today, string tomorrow, string yesterday, string later, string soon, string moment)
    {
        Speak(culture);
        Assert.Equal((today, tomorrow, yesterday, later), (Near(0), Near(1), Near(-1), Near(2)));
        Assert.Equal(soon, Dates.NearMoment(At("2021-03-25T14:00+02:00"), Zones.Finland));
        Assert.Equal(moment, Dates.NearMoment(At("2021-03-27T14:00+02:00"), Zones.Finland));

        static string Near(int days) => Dates.NearDay(Thursday.AddDays(days), Zones.Finland);
    }

    [Theory]
    [InlineData("fi-FI",
        "juuri äsken|1 minuutti|5 minuuttia|1 tunti|3 tuntia|1 päivä|3 päivää|2 viikkoa|2 kuukautta|2 vuotta", "* sitten",
        "aivan kohta|1 minuutin|5 minuutin|1 tunnin|3 tunnin|1 päivän|3 päivän|2 viikon|2 kuukauden|2 vuoden", "* kuluttua")]
    [InlineData("sv-SE",
        "alldeles nyss|1 minut|5 minuter|1 timme|3 timmar|1 dag|3 dagar|2 veckor|2 månader|2 år", "för * sedan",
        "alldeles strax|1 minut|5 minuter|1 timme|3 timmar|1 dag|3 dagar|2 veckor|2 månader|2 år", "om *")]
    [InlineData("en-GB",
        "just now|1 minute|5 minutes|1 hour|3 hours|1 day|3 days|2 weeks|2 months|2 years", "* ago",
        "in a moment|1 minute|5 minutes|1 hour|3 hours|1 day|3 days|2 weeks|2 months|2 years", "in *")]
    public void How_long_ago_and_how_soon(string culture, string since, string ago, string until, string soon)
    {
        Speak(culture);
        double[] hours = [0.01, 0.02, 0.09, 1, 3, 24, 72, 15 * 24, 62 * 24, 731 * 24];
        Assert.Equal(Told(since, ago), hours.Select(h => Dates.Relative(Now.AddHours(-h))));
        Assert.Equal(Told(until, soon), hours.Select(h => Dates.Relative(Now.AddHours(h))));

        static IEnumerable<string> Told(string counts, string frame) => counts.Split('|').Select((c, i) => i == 0 ? c : frame.Replace("*", c));
    }

    [Fact]
    public void No_distance_in_time_is_without_words()
    {
        foreach (var culture in new[] { "fi-FI", "sv-SE", "en-GB" })
        {
            Speak(culture);
            for (var away = TimeSpan.Zero; away < TimeSpan.FromDays(2_000); away = away * 1.05 + TimeSpan.FromSeconds(20))
                Assert.DoesNotMatch(@"Dates\.|\b0\b", Dates.Relative(Now - away) + Dates.Relative(Now + away));
        }
    }

    [Fact]
    public void A_page_in_Swedish_is_written_as_in_the_country_of_its_municipality()
    {
        Speak("sv-SE");
        var here = new Here();
        here.Begin("sv", inAddress: true, "/vasa");
        Assert.Equal("torsdag 25 mars 2021", DatesAt(here).Day(Thursday));
        here.Enter(new HereMunicipality(Guid.Empty, "vasa", "Vasa", "FI", "Europe/Helsinki"));
        Assert.Equal("tors. 25.3.2021", DatesAt(here).Day(Thursday));
    }

    [Fact]
    public void Machines_read_the_offset() =>
        Assert.Equal("2021-03-25T09:00+02:00", Web.Components.Language.Dates.Machine(At("2021-03-25T07:00Z"), Zones.Finland));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
