using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Vocabulary;

public sealed class ImportVocabularyTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await ImportAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_row_of_the_file_comes_in_and_a_second_run_changes_nothing()
    {
        Assert.Equal(0, await ImportAsync());
        var file = ImportVocabulary.Read();
        Assert.Equal(file.Themes.Select(t => t.Key), await domain.ReadAsync(db => db.Themes().OrderBy(t => t.Position).Select(t => t.Key).ToListAsync(Ct)));
        Assert.Equal(file.Skills.Length, await domain.ReadAsync(db => db.Skills().CountAsync(Ct)));
        Assert.Equal(file.Purposes.Length, await domain.ReadAsync(db => db.Purposes().CountAsync(Ct)));
    }

    [Fact]
    public async Task A_row_that_was_changed_is_set_right_and_keeps_its_id()
    {
        var id = StableId.Of("theme", "music");
        await domain.ReadAsync(db => db.Themes().Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.NameSv, "Fel").SetProperty(x => x.SynonymsFi, ["x"]), Ct));
        Assert.Equal(1, await ImportAsync());
        var music = await domain.ReadAsync(db => db.Themes().SingleAsync(t => t.Key == "music", Ct));
        Assert.Equal((id, "Musik"), (music.Id, music.NameSv));
        Assert.DoesNotContain("x", music.SynonymsFi);
    }

    [Fact]
    public async Task Two_runs_at_once_are_one()
    {
        await domain.ReadAsync(db => db.Skills().ExecuteDeleteAsync(Ct));
        var changed = await Task.WhenAll(ImportAsync(), ImportAsync());
        Assert.Equal([0, ImportVocabulary.Read().Skills.Length], changed.Order());
    }

    [Fact]
    public async Task The_catalog_is_in_the_order_of_choices()
    {
        var all = await domain.Services.GetRequiredService<VocabularyCatalog>().GetAsync(Ct);
        Assert.Equal(ImportVocabulary.Read().Themes.Select(t => t.Key), all.Themes.Select(t => t.Key));
        Assert.Equal("Musiikki", all.Name(StableId.Of("theme", "music"), "fi"));
    }

    private Task<int> ImportAsync() => domain.RunAsync((ImportVocabulary import) => import.RunAsync(Ct));
}
