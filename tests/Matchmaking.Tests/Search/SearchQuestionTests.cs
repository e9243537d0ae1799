using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Search;
using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search;

public sealed class SearchQuestionTests
{
    [Fact]
    public void A_long_text_is_cut_at_two_hundred_characters()
    {
        Assert.Equal(200, new SearchQuestion { Text = new string('a', 8_192) }.Text.Length);
        var pairs = new SearchQuestion { Text = "a" + string.Concat(Enumerable.Repeat("🎉", 300)) }.Text;
        Assert.False(char.IsHighSurrogate(pairs[^1]));
    }

    [Theory]
    [InlineData("a\0b", "a b")]
    [InlineData("a\uFFFEb\uFDD0c", "a b c")]
    [InlineData(" \t\r\n ", "")]
    [InlineData(null, "")]
    public void What_nobody_types_is_taken_out(string? typed, string text) => Assert.Equal(text, new SearchQuestion { Text = typed! }.Text);

    [Fact]
    public void Half_a_character_is_taken_out() => Assert.Equal("a b", new SearchQuestion { Text = "a\uD83Db" }.Text);

    [Fact]
    public void Both_ways_to_write_a_letter_ask_the_same() =>
        Assert.Equal(new SearchQuestion { Text = "Å" }.Text, new SearchQuestion { Text = "A\u030A" }.Text);

    [Theory]
    [InlineData("initiative", "initiative")]
    [InlineData("FI-12", "FI-12")]
    [InlineData("x\" OR municipality != \"", null)]
    [InlineData("a b", null)]
    [InlineData("a\0", null)]
    [InlineData("", null)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null)]
    public void What_cannot_be_a_key_is_no_filter(string given, string? key) => Assert.Equal(key, new SearchQuestion { Kind = given }.Kind);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(7, 7)]
    [InlineData(int.MaxValue, 50)]
    public void A_page_is_one_of_fifty(int asked, int page) => Assert.Equal(page, new SearchQuestion { Page = asked }.Page);

    [Fact]
    public void A_question_knows_its_filters()
    {
        var question = new SearchQuestion { Text = "a", Kind = "initiative", NeedsHands = true, Page = 2 };
        Assert.Equal([SearchFacet.Kind, SearchFacet.NeedsHands], question.Filters);
        Assert.Null(question.Without(SearchFacet.Kind).Kind);
        var timed = new SearchQuestion { Begins = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(7)) };
        Assert.Equal([SearchFacet.Time], timed.Filters);
        Assert.Empty(timed.Without(SearchFacet.Time).Filters);
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("x\" OR kind != \"", "\"x\\\" OR kind != \\\"\"")]
    [InlineData("back\\", "\"back\\\\\"")]
    [InlineData("\\\"", "\"\\\\\\\"\"")]
    public void A_value_stays_one_value(string value, string quoted) => Assert.Equal(quoted, EngineFilter.Quoted(value));

    [Fact]
    public void Of_whatever_was_typed_only_letters_and_digits_reach_an_engine() => Prop.ForAll<string?>(typed =>
        AskedWords.In(new SearchQuestion { Text = typed! }.Text).All(w => w.Forms.Append(w.Typed).Concat(w.Pieces)
            .All(s => s.Length > 0 && s.EnumerateRunes().All(r => System.Text.Rune.IsLetterOrDigit(r) || WordForms.IsMark(r)))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Readings_are_few() =>
        Assert.InRange(AskedWords.Readings([.. Enumerable.Repeat(new AskedWord("a", ["a"], ["b", "c", "d"], IsMeant: false), 10)], 4).Count, 1, 4);
}
