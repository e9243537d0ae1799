using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Vocabulary;

public sealed class AddFreeWordTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await domain.ReadAsync(db => db.FreeWords().ExecuteDeleteAsync(Ct));
        domain.Services.GetRequiredService<VocabularyCatalog>().Forget();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_word_that_names_a_row_is_that_row()
    {
        Assert.Equal(new(Wording.Known, RowId: StableId.Of("theme", "music")), await SayAsync(WordKind.Theme, "musiikki"));
        Assert.Empty(await domain.ReadAsync(db => db.FreeWords().ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_word_that_many_type_is_one_row_and_is_counted()
    {
        var first = await SayAsync(WordKind.Skill, "Hitsaus");
        Assert.Equal(Wording.Waits, first.Wording);
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SayAsync(WordKind.Skill, i % 2 == 0 ? "hitsaus " : "HITSAUS")));
        Assert.All(others, o => Assert.Equal(first, o));
        await SayAsync(WordKind.Skill, "juustonteko");
        var waiting = await domain.ReadAsync(db => db.FreeWords().Waiting().ToListAsync(Ct));
        Assert.Equal([("Hitsaus", 7), ("juustonteko", 1)], waiting.Select(w => (w.Text, w.TimesSaid)));
    }

    [Fact]
    public async Task Once_merged_it_means_the_row()
    {
        var said = await SayAsync(WordKind.Skill, "hitsaus");
        await domain.ReadAsync(async db =>
        {
            var row = await db.Skills().SingleAsync(s => s.Key == "tools", Ct);
            (await db.FreeWords().SingleAsync(w => w.Id == said.WordId, Ct)).MergeInto(row, domain.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(new(Wording.Known, RowId: StableId.Of("skill", "tools")), await SayAsync(WordKind.Skill, "hitsaus"));
        Assert.Empty(await domain.ReadAsync(db => db.FreeWords().Waiting().ToListAsync(Ct)));
    }

    [Fact]
    public async Task What_was_set_aside_is_none_of_ours_when_it_is_typed_again()
    {
        var said = await SayAsync(WordKind.Theme, "kaikki");
        await domain.ReadAsync(async db =>
        {
            (await db.FreeWords().SingleAsync(w => w.Id == said.WordId, Ct)).SetAside(domain.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(new(Wording.SetAside), await SayAsync(WordKind.Theme, "Kaikki"));
        Assert.Empty(await domain.ReadAsync(db => db.FreeWords().Waiting().ToListAsync(Ct)));
        Assert.Equal(2, (await domain.ReadAsync(db => db.FreeWords().SetAside().SingleAsync(Ct))).TimesSaid);
    }

    [Fact]
    public async Task What_is_no_word_is_not_stored()
    {
        Assert.Equal(new(Wording.NoWord), await SayAsync(WordKind.Skill, "aino@example.org"));
        Assert.Empty(await domain.ReadAsync(db => db.FreeWords().ToListAsync(Ct)));
    }

    [Fact]
    public async Task The_person_is_let_go_of_and_the_word_stays()
    {
        var person = Guid.CreateVersion7();
        await SayAsync(WordKind.Skill, "hitsaus", person);
        var part = domain.Services.GetServices<IPersonalData>().Single(p => p.Part == "vocabulary");
        Assert.Contains("hitsaus", System.Text.Json.JsonSerializer.Serialize(await domain.ReadAsync(db => part.ExportAsync(db, person, Ct))));
        await domain.ReadAsync(async db => { await part.EraseAsync(db, person, Ct); return 0; });
        Assert.Null((await domain.ReadAsync(db => db.FreeWords().SingleAsync(Ct))).FirstSaidBy);
    }

    private Task<SaidWord> SayAsync(WordKind kind, string text, Guid? person = null) =>
        domain.RunAsync((AddFreeWord add) => add.RunAsync(kind, text, "fi", person, Ct));
}
