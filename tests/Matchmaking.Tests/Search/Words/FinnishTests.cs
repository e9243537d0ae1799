using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search.Words;

/// <summary>Voikko on this machine. Where it is not installed these tests are skipped; in CI that is a failure.</summary>
public sealed class FinnishTests
{
    [Theory]
    [InlineData("talkoiden", "talkoo")]
    [InlineData("lasten", "lapsi")]
    [InlineData("töissä", "työ")]
    [InlineData("Joensuussa", "joensuu")]
    [InlineData("EU:n", "eu")]
    [InlineData("kuusi", "kuu kuusi")]
    [InlineData("linja-autoasemalla", "linjaautoasema")]
    [InlineData("qwertyx", "qwertyx")]
    public void A_word_is_a_form_of(string word, string bases) => Assert.Equal(bases, string.Join(' ', Installed().Of(word).Bases.Order()));

    [Theory]
    [InlineData("siivoustalkoot", "siivous talkoo")]
    [InlineData("kävelyretkille", "retki")]
    [InlineData("kansalaisjärjestöakatemia", "akatemia järjestö kansalainen")]
    [InlineData("linja-autoasemalla", "asema auto linja")]
    [InlineData("hyvinvoinnin", "hyvin vointi")]
    [InlineData("qwertyx-ryhmälle", "qwertyx ryhmä")]
    public void A_compound_has_parts(string word, string parts) => Assert.Superset(parts.Split(' ').ToHashSet(), Installed().Of(word).Parts.ToHashSet());

    [Fact]
    public void The_name_of_a_town_has_no_parts() => Assert.Empty(Installed().Of("Joensuussa").Parts);

    [Fact]
    public void A_text_can_be_found_by_all_forms_of_its_words() =>
        Assert.Superset(new HashSet<string> { "siivoustalkoo", "siivous", "talkoo", "ranta" }, Installed().OfText("Siivoustalkoot rannalla").Split(' ').ToHashSet());

    [Fact]
    public async Task Many_threads_ask_at_once()
    {
        var finnish = Installed();
        string[] words = ["talkoiden", "lasten", "kahville", "rannoilla", "yhdistyksen"];
        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            Assert.Single(finnish.Of(words[i % words.Length] + (i % 3 == 0 ? "" : "ko")).Bases.Take(1));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Whatever_is_asked_is_answered()
    {
        foreach (var text in new[] { "\uD83D", "a\uDE00", new string('a', 5_000), "𝐀", "ا", "a:b-c'd", "123-45" })
            Assert.NotNull(Installed().OfText(text));
    }

    private static Finnish Installed()
    {
        var finnish = Finnish.Words;
        if (!finnish.IsHere && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("Voikko is not installed (libvoikko1, voikko-fi).");
        Assert.True(finnish.IsHere, "Voikko is not installed (libvoikko1, voikko-fi).");
        return finnish;
    }
}
