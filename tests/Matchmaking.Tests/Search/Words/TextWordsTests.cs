using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search.Words;

public sealed class TextWordsTests
{
    [Theory]
    [InlineData("Siivoustalkoot Särkiniemessä, klo 10!", "Siivoustalkoot|Särkiniemessä|klo|10")]
    [InlineData("linja-autolla EU:n d'accord 5-vuotias", "linja-autolla|EU:n|d'accord|5-vuotias")]
    [InlineData("- a- -b 'c' x:", "a|b|c|x")]
    [InlineData("% _ \\ * \" ' ; -- 🎉", "")]
    [InlineData("\uD83D lone \uDE00", "lone")]
    [InlineData("𝐀𝐁 c", "𝐀𝐁|c")]
    [InlineData("", "")]
    public void Words_are_letters_and_digits(string text, string words) =>
        Assert.Equal(words, string.Join('|', TextWords.In(text).Select(w => w.Of(text))));

    [Fact]
    public void Places_are_in_order_and_never_overlap_whatever_the_text() => Prop.ForAll<string?>(text =>
    {
        var places = TextWords.In(text ?? "").ToList();
        return places.Zip(places.Skip(1)).All(p => p.First.End <= p.Second.Start) && places.All(p => p.Length > 0 && p.End <= text!.Length);
    }).QuickCheckThrowOnFailure();
}
