using Matchmaking.Search.Words;
using Matchmaking.Testing;

namespace Matchmaking.Tests.Search.Words;

/// <summary>The whole lists, through the whole search.</summary>
public sealed class WordPairsTests(WordPairsTests.Rig rig) : IClassFixture<WordPairsTests.Rig>
{
    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task Of_a_hundred_words_ninety_five_find_their_text_among_the_first_five_and_few_find_what_only_looks_like_them(string language)
    {
        if (!Finnish.Words.IsHere || !Swedish.Words.IsHere) Assert.Skip("Voikko or Hunspell is not installed.");
        foreach (var figures in new[] { await rig.Pairs.WithEngineAsync(language), await rig.Pairs.WithDatabaseAsync(language) })
        {
            Assert.True(figures.FoundShare >= 0.95, figures.ToString());
            Assert.True(figures.FalselyMet.Count <= 0.05 * WordPairs.Apart(language).Count, figures.ToString());
        }
        Assert.True((await rig.Pairs.PlainEngineAsync(language)).FoundShare < 0.8, "the control: the engine by itself would do as well");
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    [InlineData("en")]
    public void The_lists_are_whole(string language)
    {
        Assert.Equal(30, WordPairs.Apart(language).Count);
        Assert.True(WordPairs.Distractors(language).Distinct().Count() >= 1_000);
        Assert.Equal([("form", 50), ("part", 50), ("stem", 50)], WordPairs.Meeting(language).CountBy(p => p.Kind).Select(k => (k.Key, k.Value)).Order());
        Assert.All(WordPairs.Meeting(language).Concat(WordPairs.Apart(language)), p => Assert.Contains(p.Stands, p.Text, StringComparison.Ordinal));
    }

    public sealed class Rig : IAsyncLifetime
    {
        public WordPairRig Pairs { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Pairs = await WordPairRig.StartAsync();

        public ValueTask DisposeAsync() => Pairs.DisposeAsync();
    }
}
