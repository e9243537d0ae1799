using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search.Words;

public sealed class MeetingsTests
{
    [Theory]
    [InlineData("talkoot", "Talkoot rannassa", Meeting.Same, "Talkoot")]
    [InlineData("talk", "Siivoan talkoissa", Meeting.Same, "talkoissa")]
    [InlineData("promenad", "Promenader varje torsdag", Meeting.Same, "Promenader")]
    [InlineData("konsretti", "Kesän konsertti", Meeting.Like, "konsertti")]
    [InlineData("promendaer", "Promenader", Meeting.Like, "Promenader")]
    [InlineData("demokratiprmenad", "En demokratipromenad", Meeting.Like, "demokratipromenad")]
    public void A_word_meets_another(string asked, string text, Meeting how, string met) =>
        Assert.Equal(new FoundBy(how, asked, met), Only(new Meetings(AskedWords.In(asked), "sv").In(text, 1000)));

    [Theory]
    [InlineData("talkoiden", "Talkoot rannassa", Meeting.Form, "Talkoot")]
    [InlineData("talkoiden", "Tule siivoustalkoisiin", Meeting.Part, "siivoustalkoisiin")]
    [InlineData("työ", "Mukavissa töissä", Meeting.Form, "töissä")]
    public void Finnish_words_meet_by_their_forms(string asked, string text, Meeting how, string met)
    {
        if (!Finnish.Words.IsHere) Assert.Skip("Voikko is not installed.");
        Assert.Equal(new FoundBy(how, asked, met), Only(new Meetings(AskedWords.In(asked), "fi").In(text, 1000)));
    }

    [Theory]
    [InlineData("talo", "Valo palaa")]
    [InlineData("kissa", "Kass")]
    [InlineData("", "Mitä vain")]
    public void Words_that_are_neither_the_same_nor_alike_do_not_meet(string asked, string text) =>
        Assert.Empty(new Meetings(AskedWords.In(asked), "en").In(text, 1000));

    [Fact]
    public void The_excerpt_shows_where_the_word_stands()
    {
        var text = string.Concat(Enumerable.Repeat("Ensin paljon muuta. ", 30)) + "Sitten talkoot alkavat ja kahvia riittää. " + string.Concat(Enumerable.Repeat("Lopuksi muuta. ", 30));
        var excerpt = MarkedText.Excerpt(text, [.. new Meetings(AskedWords.In("talkoot"), "sv").In(text, text.Length).Select(m => m.Place)]);
        Assert.Equal("talkoot", Assert.Single(excerpt.Pieces, p => p.IsMarked).Text);
        Assert.StartsWith("… ", excerpt.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" …", excerpt.ToString(), StringComparison.Ordinal);
        Assert.InRange(excerpt.ToString().Length, 150, 260);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lyhyt.")]
    public void A_short_text_is_its_own_excerpt(string text) => Assert.Equal(text, MarkedText.Excerpt(text, []).ToString());

    [Fact]
    public void A_text_without_spaces_is_cut_between_characters()
    {
        var excerpt = MarkedText.Excerpt(string.Concat(Enumerable.Repeat("🎉", 400)), []).ToString();
        Assert.DoesNotContain('\uFFFD', new System.Text.UTF8Encoding(false, false).GetString(System.Text.Encoding.UTF8.GetBytes(excerpt)));
    }

    private static FoundBy Only(List<(WordPlace Place, FoundBy By)> meetings) => Assert.Single(meetings).By;
}
