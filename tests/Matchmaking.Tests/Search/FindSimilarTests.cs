using Matchmaking.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Search;

public sealed class FindSimilarTests(SearchRig rig) : IClassFixture<SearchRig>
{
    [Theory]
    [InlineData(EngineUsed.Meilisearch)]
    [InlineData(EngineUsed.PostgreSql)]
    public async Task Three_open_ones_that_share_words_with_the_title_come_the_likest_first(EngineUsed engine)
    {
        var word = SearchRig.Word();
        Note twin = new($"Lautapeli-ilta {word} kirjastossa"), cousin = new($"Kahvia ja {word}"), distant = new("Puistojumppa", $"Myös {word} kirjastossa ja lautapeli-ilta."),
            closed = new($"Lautapeli-ilta {word} kirjastossa") { State = "Done" }, stranger = new("Aivan muuta"), fourth = new($"{word} sekin");
        await rig.PinAsync(twin, cousin, distant, closed, stranger, fourth);
        await rig.UpdateAsync();
        var similar = await FindAsync(engine, $"Lautapeli-ilta {word} kirjastossa");
        Assert.Equal(twin.Id, similar[0]);
        Assert.Equal(3, similar.Length);
        Assert.DoesNotContain(closed.Id, similar);
        Assert.DoesNotContain(stranger.Id, similar);
    }

    [Theory]
    [InlineData(EngineUsed.Meilisearch)]
    [InlineData(EngineUsed.PostgreSql)]
    public async Task Of_what_is_there_already_others_of_the_same_municipality_are_similar(EngineUsed engine)
    {
        var words = $"{SearchRig.Word()} {SearchRig.Word()}";
        Note one = new(words), near = new($"{words} taas"), far = new($"{words} muualla") { Municipality = Note.Vaasa };
        await rig.PinAsync(one, near, far);
        await rig.UpdateAsync();
        Assert.Equal([near.Id], await FindAsync(engine, one.Title, Note.Joensuu, one.Id));
        Assert.Equal(3, (await FindAsync(engine, one.Title)).Length);
    }

    [Fact]
    public async Task Little_words_make_nothing_similar()
    {
        await rig.PinAsync(new Note("Me ja he sekä muut ovat nyt täällä"));
        await rig.UpdateAsync();
        Assert.Empty(await FindAsync(EngineUsed.Meilisearch, "Ja he"));
        Assert.Empty(await FindAsync(EngineUsed.Meilisearch, "Kitaransoiton alkeet aikuisille"));
        Assert.Empty(await FindAsync(EngineUsed.Meilisearch, ""));
    }

    private Task<Guid[]> FindAsync(EngineUsed engine, string title, Guid? municipality = null, Guid? except = null) => rig.InScopeAsync(async s =>
        (await s.GetRequiredService<FindSimilar>().RunAsync(SearchRig.Kind, ["Open", "Ready"], title, "fi", TestContext.Current.CancellationToken, municipality, except))
            .Select(h => h.Document.ObjectId).ToArray(), engine == EngineUsed.PostgreSql ? rig.With((null, "")) : null);
}
