using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Platform.Data;

namespace Matchmaking.Tests.Platform.Data;

public sealed partial class SlugTests
{
    [Theory]
    [InlineData("Siivoustalkoot Särkiniemessä!", "siivoustalkoot-sarkiniemessa")]
    [InlineData("Åke & Örjan på ÄNGEN", "ake-orjan-pa-angen")]
    [InlineData("  Demokratipromenad – sista torsdagen  ", "demokratipromenad-sista-torsdagen")]
    [InlineData("O’Brien's café", "obriens-cafe")]
    [InlineData("Čáhci ja Đeatnu, Ŋ, Ŧ", "cahci-ja-deatnu-n-t")]
    [InlineData("Smørrebrød, æbler og Łódź", "smorrebrod-aebler-og-lodz")]
    [InlineData("2 × 3 = 6", "2-3-6")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("日本語", "x")]
    [InlineData("🎉", "x")]
    [InlineData("---", "x")]
    [InlineData("", "x")]
    [InlineData(null, "x")]
    [InlineData("a\uD83D\uFFFEb", "a-b")]
    public void A_title_becomes_an_address(string? title, string slug) => Assert.Equal(slug, Slug.Of(title));

    [Fact]
    public void A_long_title_is_cut_between_words()
    {
        Assert.Equal("lainataan-asukasyhdistyksen-peravaunua-ja-haravia",
            Slug.Of("Lainataan asukasyhdistyksen perävaunua ja haravia kevättalkoisiin"));
        Assert.Equal(new string('a', 60), Slug.Of(new string('a', 100)));
    }

    [Fact]
    public void Whatever_the_title_the_address_is_plain() => Prop.ForAll<string>(title =>
        Plain().IsMatch(Slug.Of(title)) && Slug.Of(title).Length <= Slug.MaxLength && Slug.Of(Slug.Of(title)) == Slug.Of(title))
        .QuickCheckThrowOnFailure();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Plain();
}
