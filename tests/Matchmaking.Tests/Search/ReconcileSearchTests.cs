using System.Text.Json.Nodes;
using Matchmaking.Search;
using Matchmaking.Search.Words;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Search;

public sealed class ReconcileSearchTests(SearchRig rig) : IClassFixture<SearchRig>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly string _word = SearchRig.Word();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_engine_lost_or_has_otherwise_or_should_not_have_is_put_right()
    {
        Note lost = new($"{_word} kadonnut"), old = new($"{_word} vanha"), kept = new($"{_word} pysyvä");
        await rig.PinAsync(lost, old, kept);
        await rig.UpdateAsync();
        var client = rig.Engine.Client;
        var stale = await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == old.Id).Select(EngineDocument.Of).SingleAsync()) with { Version = 1, Title = "x" };
        var orphan = stale with { Id = EngineDocument.IdOf(SearchRig.Kind, Guid.CreateVersion7()), Title = $"{_word} orpo" };
        var stranger = stale with { Id = "not_ours", Title = $"{_word} vieras" };
        await client.WaitAsync(await client.DeleteAsync(rig.Index, [EngineDocument.IdOf(SearchRig.Kind, lost.Id)], Ct), Long, Ct);
        await client.WaitAsync(await client.AddAsync(rig.Index, [stale, orphan, stranger], Ct), Long, Ct);

        Assert.Equal(4, await rig.RunAsync<ReconcileSearch>());
        await rig.UpdateAsync();
        await rig.AssertConvergedAsync();
        Assert.Equal(3, (await rig.FindAsync(_word)).Length);
        Assert.Equal(0, await rig.RunAsync<ReconcileSearch>());
    }

    [Fact]
    public async Task What_was_never_marked_is_found()
    {
        Note forgotten = new($"{_word} unohdettu"), left = new($"{_word} jäänyt");
        await rig.PinAsync(left);
        await rig.UpdateAsync();
        await rig.WithDbAsync(db => SearchRig.PinUnmarkedAsync(db, forgotten));
        await rig.WithDbAsync(db => db.Database.ExecuteSqlAsync($"delete from board where id = {left.Id}"));
        Assert.Equal(2, await rig.RunAsync<ReconcileSearch>());
        Assert.Equal(0, await rig.RunAsync<ReconcileSearch>());
        await rig.UpdateAsync();
        Assert.Equal([forgotten.Id], await rig.FindAsync(_word));
    }

    [Fact]
    public async Task Two_who_look_at_once_mark_what_was_missed_once()
    {
        var notes = Enumerable.Range(0, 300).Select(_ => new Note(_word)).ToList();
        await rig.WithDbAsync(async db =>
        {
            foreach (var note in notes) await SearchRig.PinUnmarkedAsync(db, note);
            return true;
        });
        Assert.Equal(300, (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => rig.RunAsync<ReconcileSearch>()))).Sum());
        await rig.UpdateAsync();
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task A_lost_index_is_built_anew_by_the_next_job()
    {
        var note = new Note(_word);
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        await rig.Engine.Client.WaitAsync(await rig.Engine.Client.DeleteIndexAsync(rig.Index, Ct), Long, Ct);
        var other = rig.With(await TestServersAsync());
        var meanwhile = await rig.FindAsync(new SearchQuestion { Text = _word }, other);
        Assert.Equal((EngineUsed.PostgreSql, 1), (meanwhile.Engine, meanwhile.Hits.Count));
        await rig.UpdateAsync(other);
        await rig.AssertConvergedAsync();
        Assert.True(await rig.EngineFindsAsync(note));
    }

    [Fact]
    public async Task A_lost_index_is_built_anew_by_several_at_once_and_there_is_one()
    {
        var note = new Note(_word);
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        await rig.Engine.Client.WaitAsync(await rig.Engine.Client.DeleteIndexAsync(rig.Index, Ct), Long, Ct);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.RunAsync<ReconcileSearch>()));
        await rig.AssertConvergedAsync();
        Assert.True(await rig.EngineFindsAsync(note));
        Assert.Single(await rig.Engine.Client.IndexesAsync(Ct), i => i.Uid.StartsWith(rig.Index, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_changed_by_hand_are_put_right_while_the_old_index_answers()
    {
        var note = new Note(_word);
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        var client = rig.Engine.Client;
        await client.WaitAsync(await client.SetSettingsAsync(rig.Index, new JsonObject { ["rankingRules"] = new JsonArray("words", "typo") }, Ct), Long, Ct);
        Assert.False(SearchEngine.HasSettings((await client.SettingsAsync(rig.Index, Ct))!));

        using var done = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var answers = 0;
            for (; !done.IsCancellationRequested; answers++) Assert.True(await rig.EngineFindsAsync(note), "the index was empty for a moment");
            return answers;
        });
        await rig.RunAsync<ReconcileSearch>();
        await done.CancelAsync();
        Assert.True(await asking > 0);
        Assert.True(SearchEngine.HasSettings((await client.SettingsAsync(rig.Index, Ct))!));
        Assert.Single(await client.IndexesAsync(Ct), i => i.Uid.StartsWith(rig.Index, StringComparison.Ordinal));
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task Words_made_with_less_knowledge_are_made_anew()
    {
        if (!Finnish.Words.IsHere) Assert.Skip("Voikko is not installed.");
        var note = new Note("Talkoiden jälkeen");
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == note.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.WordsLevel, 0).SetProperty(d => d.TitleWords, "")));
        Assert.Equal(1, await rig.RunAsync<ReconcileSearch>());
        await rig.UpdateAsync();
        Assert.Contains("talkoo", await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == note.Id).Select(d => d.TitleWords).SingleAsync()), StringComparison.Ordinal);
    }

    private static async Task<(Uri? Url, string Key)> TestServersAsync() => await Matchmaking.Testing.TestServers.MeilisearchAsync();
}
