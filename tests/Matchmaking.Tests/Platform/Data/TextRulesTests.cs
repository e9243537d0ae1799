using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Platform.Data;

namespace Matchmaking.Tests.Platform.Data;

public sealed class TextRulesTests
{
    private const string Family = "👩‍👩‍👧‍👦";

    public static TheoryData<string?, TextProblem> OneLine => new()
    {
        { null, TextProblem.Empty },
        { "", TextProblem.Empty },
        { "  \u00A0\u2003 ", TextProblem.Empty },
        { "\u200B\uFEFF", TextProblem.Empty },
        { "\u3164", TextProblem.Empty },
        { "\u0301", TextProblem.Empty },
        { "\u2066\u2069", TextProblem.Empty },
        { "a", TextProblem.None },
        { "a\0b", TextProblem.NotText },
        { "a\u0007b", TextProblem.NotText },
        { "a\u007Fb", TextProblem.NotText },
        { "a\u0085b", TextProblem.NotText },
        { "a\u009Bb", TextProblem.NotText },
        { "a\nb", TextProblem.NotText },
        { "a\r\nb", TextProblem.NotText },
        { "a\rb", TextProblem.NotText },
        { "a\tb", TextProblem.NotText },
        { "a\u2028b", TextProblem.NotText },
        { "a\uD83D", TextProblem.NotText },
        { "\uDE00a", TextProblem.NotText },
        { "a\uFFFDb", TextProblem.NotText },
        { "a\uFFFEb", TextProblem.NotText },
        { "a\uFDD0b", TextProblem.NotText },
        { "a\U0001FFFFb", TextProblem.NotText },
        { "O'Brien; DROP TABLE--", TextProblem.None },
        { "Null", TextProblem.None },
        { "True", TextProblem.None },
        { "NaN", TextProblem.None },
        { "undefined", TextProblem.None },
        { "<script>alert(1)</script>", TextProblem.None },
        { "شيرين", TextProblem.None },
        { "日本語", TextProblem.None },
        { new string('a', 200), TextProblem.None },
        { new string('a', 201), TextProblem.TooLong },
        { new string('a', 10_000), TextProblem.TooLong },
        { "a" + new string('\u0301', 2_000), TextProblem.TooLong },
    };

    [Theory, MemberData(nameof(OneLine))]
    public void One_line_is_text_or_the_problem_has_a_name(string? value, TextProblem problem)
    {
        foreach (var kind in new[] { TextKind.SingleLine, TextKind.Name })
        {
            var clean = TextRules.Clean(value, kind, 200);
            Assert.Equal(problem, clean.Problem);
            Assert.Equal(problem == TextProblem.None ? value : "", clean.Text);
        }
    }

    [Theory]
    [InlineData("  Siivoustalkoot \n", "Siivoustalkoot")]
    [InlineData("eka\r\ntoka\n\nkolmas", "eka\ntoka\n\nkolmas")]
    [InlineData("eka\u2028toka\u2029kolmas", "eka\ntoka\nkolmas")]
    [InlineData("\ta\tb", "a\tb")]
    [InlineData("שלום \u202Eabc", "שלום \u202Eabc")]
    public void Many_lines_keep_their_lines(string value, string clean) =>
        Assert.Equal(clean, TextRules.Clean(value, TextKind.MultiLine, 200).Text);

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\vb")]
    [InlineData("a\fb")]
    [InlineData("a\0b")]
    public void Many_lines_take_no_other_control_character(string value) =>
        Assert.Equal(TextProblem.NotText, TextRules.Clean(value, TextKind.MultiLine, 200).Problem);

    [Fact]
    public void The_two_ways_to_write_a_Swedish_name_are_stored_as_one()
    {
        var clean = TextRules.Clean("Åsa-Märta Öst".Normalize(NormalizationForm.FormD), TextKind.Name, 80);
        Assert.Equal("Åsa-Märta Öst", clean.Text);
    }

    [Fact]
    public void Characters_are_counted_as_people_count_them()
    {
        Assert.Equal(2, TextRules.CountElements(Family + "🏳️‍🌈"));
        Assert.True(TextRules.Clean(Family + "🏳️‍🌈", TextKind.Name, 2).IsGood);
        Assert.Equal(TextProblem.TooLong, TextRules.Clean(Family + "🏳️‍🌈a", TextKind.Name, 2).Problem);
    }

    [Fact]
    public void Bytes_are_counted_too()
    {
        Assert.True(TextRules.Clean("äää", TextKind.Name, 10, maxBytes: 6).IsGood);
        Assert.Equal(TextProblem.TooLong, TextRules.Clean("ääää", TextKind.Name, 10, maxBytes: 6).Problem);
    }

    [Fact]
    public void Too_short_is_said_only_of_what_was_written()
    {
        Assert.Equal(TextProblem.TooShort, TextRules.Clean("ab", TextKind.SingleLine, 80, minElements: 3).Problem);
        Assert.Equal(TextProblem.Empty, TextRules.Clean(" ", TextKind.SingleLine, 80, minElements: 3).Problem);
        Assert.True(TextRules.Clean("abc", TextKind.SingleLine, 80, minElements: 3).IsGood);
    }

    [Theory]
    [InlineData("\u202Egnp.exe", "gnp.exe")]
    [InlineData("e\u202D\u0301", "é")]
    [InlineData("a\u202Ab\u202C", "ab")]
    public void Overrides_of_direction_are_taken_out_of_names_and_titles(string value, string clean)
    {
        Assert.Equal(clean, TextRules.Clean(value, TextKind.Name, 80).Text);
        Assert.Equal(clean, TextRules.Clean(value, TextKind.SingleLine, 80).Text);
    }

    [Theory]
    [InlineData("\u2067שלום\u2069 abc", "\u2067שלום\u2069 abc")]
    [InlineData("\u2067שלום abc", "שלום abc")]
    [InlineData("a\u2069b", "ab")]
    [InlineData("\u2066a\u2067b\u2069c", "a\u2067b\u2069c")]
    [InlineData("\u2066a\nb\u2069", "a\nb")]
    public void Isolates_stay_when_they_are_closed_on_their_line(string value, string clean) =>
        Assert.Equal(clean, TextRules.Clean(value, TextKind.MultiLine, 80).Text);

    [Theory]
    [InlineData("Joensuun\u200B kaupunki")]
    [InlineData("Joen\u00ADsuun kaupunki")]
    [InlineData("Joensuun \u00A0 kaupunki")]
    [InlineData("\u2060Joensuun kaupunki\uFEFF")]
    public void Nothing_invisible_makes_two_names_look_alike(string value) =>
        Assert.Equal("Joensuun kaupunki", TextRules.Clean(value, TextKind.Name, 80).Text);

    [Fact]
    public void Whatever_comes_in_what_goes_out_is_clean_and_stays_as_it_is()
    {
        var good = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(Texts().ToArbitrary(), Kinds().ToArbitrary(), (value, kind) =>
        {
            var clean = TextRules.Clean(value, kind, 40);
            if (clean.IsGood) good++;
            return clean.IsGood ? IsValid(clean.Text, kind) && TextRules.Clean(clean.Text, kind, 40) == clean : clean.Text == "";
        }));
        Assert.True(good > 1_000, $"the generator makes too few good texts: {good}");
    }

    [Fact]
    public void The_check_of_the_property_above_would_see_a_dirty_text()
    {
        string[] dirty = ["a\0", "a\uD800", "e\u0301", " a", "a\u202E", "\u2066a", ""];
        Assert.All(dirty, text => Assert.False(IsValid(text, TextKind.Name)));
        Assert.True(IsValid("Åsa", TextKind.Name));
    }

    private static Gen<TextKind> Kinds() => Gen.Elements(TextKind.SingleLine, TextKind.MultiLine, TextKind.Name);

    private static Gen<string> Texts()
    {
        var nasty = Gen.Elements("\0", "\u0085", "\r", "\r\n", "\n", "\t", "\uD83D", "\uDE00", "\uFFFE", "\uFFFD", "\u2028");
        var odd = Gen.Elements("\u202A", "\u202E", "\u202C", "\u2066", "\u2067", "\u2068", "\u2069", "\u200B", "\uFEFF", "\u200D", "\u00AD", " ",
            "\u00A0", "\u0301", "\u0323", "e", "ä", "a\u030A", "\u212B", "\u0958", "ᄀ", "ᅡ", Family, "🏳️‍🌈", "א", "\uFB1D", "\u1E9B", "\u3164");
        var plain = Gen.Choose(' ', '~').Select(c => ((char)c).ToString());
        var any = Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString());
        return Gen.Frequency((40, plain), (20, odd), (1, nasty), (1, any)).ListOf().Select(parts => string.Concat(parts));
    }

    private static bool IsValid(string text, TextKind kind)
    {
        if (text.Length == 0 || text != text.Trim()) return false;
        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) != text || !text.IsNormalized(NormalizationForm.FormC)) return false;
        if (text.Any(c => char.IsControl(c) && !(kind == TextKind.MultiLine && c is '\n' or '\t'))) return false;
        if (kind != TextKind.MultiLine && text.Any(c => c is >= '\u202A' and <= '\u202E')) return false;
        return new StringInfo(text).LengthInTextElements <= 40 && text.Split('\n').All(IsBalanced);
    }

    private static bool IsBalanced(string line)
    {
        var depth = 0;
        foreach (var c in line)
        {
            if (c is >= '\u2066' and <= '\u2068') depth++;
            if (c == '\u2069' && --depth < 0) return false;
        }
        return depth == 0;
    }
}
