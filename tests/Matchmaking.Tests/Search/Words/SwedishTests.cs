using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search.Words;

/// <summary>Hunspell on this machine. Where it is not installed these tests are skipped; in CI that is a failure.</summary>
public sealed class SwedishTests
{
    [Theory]
    [InlineData("föreningarnas", "förening")]
    [InlineData("Nycklarna", "nyckel")]
    [InlineData("böckerna", "bok")]
    [InlineData("barnböcker", "barnbok")]
    [InlineData("städer", "stad")]
    [InlineData("sjöng", "sjunga")]
    [InlineData("skrivit", "skriva")]
    [InlineData("svor", "svära")]
    [InlineData("demokratigården", "demokratigård")]
    [InlineData("qwertyx", "qwertyx")]
    public void A_word_is_a_form_of(string word, string @base) => Assert.Contains(@base, Installed().Of(word).Bases);

    [Theory]
    [InlineData("demokratipromenad", "demokrati promenad")]
    [InlineData("städdagen", "dag")]
    [InlineData("kyrkogård", "kyrka gård")]
    [InlineData("skolgården", "skola gård")]
    [InlineData("gatumusikens", "gata musik")]
    [InlineData("ungdomsgård", "ungdom gård")]
    [InlineData("hembygdsförening", "hembygd förening")]
    [InlineData("qwertyx-grupper", "qwertyx grupp")]
    public void A_compound_has_parts(string word, string parts) => Assert.Superset(parts.Split(' ').ToHashSet(), Installed().Of(word).Parts.ToHashSet());

    [Theory]
    [InlineData("strumpband", "strumpbinda")]
    [InlineData("fotsteg", "fotstiga")]
    [InlineData("städer", "städa")]
    public void It_is_no_form_of(string word, string other) => Assert.DoesNotContain(other, Installed().Of(word).Bases);

    [Theory]
    [InlineData("kultur", "tur")]
    [InlineData("automaten", "mat")]
    [InlineData("station", "ion")]
    [InlineData("metall", "all")]
    [InlineData("person", "son")]
    [InlineData("tillstånd", "stånd")]
    [InlineData("salt", "sal")]
    public void What_only_looks_like_a_compound_has_no_such_part(string word, string part) => Assert.DoesNotContain(part, Installed().Of(word).Parts);

    [Fact]
    public async Task Many_threads_ask_at_once()
    {
        var swedish = Installed();
        string[] words = ["promenader", "skolgård", "nycklarna", "museet", "kaffet"];
        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            Assert.NotEmpty(swedish.Of(words[i % words.Length] + new string('s', i % 3)).Bases);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Whatever_is_asked_is_answered()
    {
        foreach (var text in new[] { "\uD83D", "a\uDE00", new string('a', 5_000), new string('å', 99), "𝐀", "ا", "a:b-c'd", "123-45", "%", "st:", "pa:pa:" })
            Assert.NotNull(Installed().OfText(text));
    }

    private static Swedish Installed()
    {
        var swedish = Swedish.Words;
        if (!swedish.IsHere && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("Hunspell is not installed (libhunspell-1.7-0, hunspell-sv).");
        Assert.True(swedish.IsHere, "Hunspell is not installed (libhunspell-1.7-0, hunspell-sv).");
        return swedish;
    }
}
