using System.Text.Json;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;

namespace Matchmaking.Web.Tests.House;

/// <summary>The icons that the vocabulary gives to themes are in the sprite.</summary>
public sealed class ThemeIconTests
{
    [Fact]
    public void Every_theme_has_an_icon_that_exists()
    {
        using var file = typeof(Theme).Assembly.GetManifestResourceStream("Matchmaking.Vocabulary.vocabulary.json")!;
        var icons = JsonDocument.Parse(file).RootElement.GetProperty("themes").EnumerateArray().Select(t => t.GetProperty("icon").GetString()).ToList();

        Assert.NotEmpty(icons);
        Assert.All(icons, icon => Assert.True(Enum.TryParse<IconName>(icon, out _), $"IconName lacks {icon}"));
    }
}
