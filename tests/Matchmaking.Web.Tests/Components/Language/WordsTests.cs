using System.Text.RegularExpressions;
using static Matchmaking.Web.Tests.Components.Language.Speaking;

namespace Matchmaking.Web.Tests.Components.Language;

/// <summary>Numbers, lists and plurals.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("fi-FI", "12 345", "2,5", "45 %", "alle 1 km", "noin 2 km")]
    [InlineData("sv-FI", "12 345", "2,5", "45 %", "mindre än 1 km", "ungefär 2 km")]
    [InlineData("sv-SE", "12 345", "2,5", "45 %", "mindre än 1 km", "ungefär 2 km")]
    [InlineData("en-GB", "12,345", "2.5", "45%", "less than 1 km", "about 2 km")]
    public void Numbers_are_written_as_in_the_language(string culture, string count, string tenths, string share, string near, string about)
    {
        Speak(culture);
        Assert.Equal((count, tenths, share), (Spaced(Numbers.Count(12_345)), Numbers.Tenths(2.5), Spaced(Numbers.Percent(0.45))));
        Assert.Equal((near, about), (Spaced(Numbers.Distance(0.4)), Spaced(Numbers.Distance(2.3))));

        static string Spaced(string text) => text.Replace('\u00A0', ' ');
    }

    [Theory]
    [InlineData(1, "1"), InlineData(1.5, "2"), InlineData(9.4, "9"), InlineData(12, "10"), InlineData(13, "15")]
    [InlineData(97, "95"), InlineData(99, "100"), InlineData(104, "100"), InlineData(106, "110"), InlineData(1_234, "1,230")]
    public void The_farther_the_rougher(double kilometres, string rough)
    {
        Speak("en-GB");
        Assert.Equal($"about {rough}\u00A0km", Numbers.Distance(kilometres));
    }

    [Theory]
    [InlineData("fi-FI", "a, b ja c", "a, b tai c", "a, b ja 3 muuta")]
    [InlineData("sv-FI", "a, b och c", "a, b eller c", "a, b och 3 till")]
    [InlineData("en-GB", "a, b and c", "a, b or c", "a, b and 3 more")]
    public void Several_things_make_a_sentence(string culture, string and, string or, string more)
    {
        Speak(culture);
        Assert.Equal(and, Lists.And(["a", "b", "c"]));
        Assert.Equal(or, Lists.Or(["a", "b", "c"]));
        Assert.Equal(more, Lists.AndMore(["a", "b", "c", "d", "e"], shown: 2));
        Assert.Equal(and, Lists.AndMore(["a", "b", "c"], shown: 2));
        Assert.Equal(("", "a"), (Lists.And([]), Lists.Or(["a"])));
    }

    [Fact]
    public void Every_word_is_there_in_three_languages_with_the_same_blanks()
    {
        var all = new[] { "fi", "sv", "en" }.ToDictionary(l => l, l =>
        {
            Speak(l);
            return Words.GetAllStrings(includeParentCultures: false).ToDictionary(w => w.Name, w => w.Value);
        });
        Assert.Equal(37, all["fi"].Count);
        Assert.All(all.Values, words => Assert.Equal(all["fi"].Keys.Order(), words.Keys.Order()));
        Assert.All(all.Values.SelectMany(words => words), w => Assert.Equal(Blanks(all["fi"][w.Key]), Blanks(w.Value)));

        static IEnumerable<string> Blanks(string text) => Regex.Matches(text, @"\{\d\}").Select(m => m.Value);
    }
}
