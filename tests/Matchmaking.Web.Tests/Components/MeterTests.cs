using Matchmaking.Web.Components;

namespace Matchmaking.Web.Tests.Components;

public sealed class MeterTests
{
    [Theory]
    [InlineData(3, 5, "3", "accent")]
    [InlineData(5, 5, "5", "success")]
    [InlineData(7, 5, "5", "success")]
    public async Task It_is_full_when_there_are_enough_and_never_more_than_full(int value, int max, string shown, string color)
    {
        var page = await Rendered.AsHtmlAsync<Meter>(("Value", value), ("Max", max), ("Text", "so many"), ("Id", "m"));

        Assert.Equal(shown, page.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Equal(color, page.QuerySelector(".mm-meter")!.GetAttribute("data-color"));
    }

    [Fact]
    public async Task The_words_name_the_picture()
    {
        var page = await Rendered.AsHtmlAsync<Meter>(("Value", 3), ("Max", 5), ("Text", "3 of 5 people"), ("Note", "two missing"), ("Id", "m"));

        var words = page.GetElementById(page.QuerySelector("progress")!.GetAttribute("aria-labelledby")!)!;
        Assert.Equal("3 of 5 people two missing", words.TextContent.Trim());
    }
}
