using Matchmaking.Platform.Jobs;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Search;

public sealed class UpdateSearchTests(SearchRig rig) : IClassFixture<SearchRig>
{
    private readonly string _word = SearchRig.Word();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_findable_once_the_job_has_run_and_not_before()
    {
        var note = new Note(_word);
        await rig.PinAsync(note);
        Assert.Empty(await rig.FindAsync(_word));
        await rig.UpdateAsync();
        Assert.Equal([note.Id], await rig.FindAsync(_word));
        Assert.Empty(await PendingAsync());
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task What_was_taken_down_leaves_nothing_behind()
    {
        var note = new Note(_word, "Salaista tekstiä.");
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        await rig.UnpinAsync(note.Id);
        await rig.UpdateAsync();
        Assert.False(await rig.EngineFindsAsync(note));
        Assert.Equal(0, await rig.WithDbAsync(db => db.SearchDocuments().IgnoreQueryFilters().CountAsync(d => d.ObjectId == note.Id)));
        await rig.PinAsync(note with { Title = $"{_word} taas" });
        await rig.UpdateAsync();
        Assert.Equal([note.Id], await rig.FindAsync(_word));
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task What_gathered_while_the_engine_was_away_is_handed_over_all_together()
    {
        var text = string.Join(' ', Enumerable.Repeat("Talkoot pidetään pihalla lauantaina, ja kahvia on.", 60)); // so that the engine is busy with a thousand for a while
        var notes = Enumerable.Range(0, 1_300).Select(i => new Note($"{_word} {i}", text)).ToArray();
        await rig.UpdateAsync(); // there is an index
        await rig.PinAsync(notes);
        await rig.RunAsync<UpdateSearch>(rig.With((null, "")));
        foreach (var note in notes[..20]) await rig.UnpinAsync(note.Id);
        await rig.RunAsync<UpdateSearch>();
        var tasks = await rig.AdditionsAsync();
        Assert.True(tasks[^1].EnqueuedAt < tasks[^2].FinishedAt, $"{tasks[^2]} and then {tasks[^1]}");
        Assert.Equal(1_280, (await rig.DocumentsAsync()).Count(d => notes.Any(n => d.Id == EngineDocument.IdOf(SearchRig.Kind, n.Id))));
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task The_job_can_be_run_twice()
    {
        await rig.PinAsync(new Note(_word));
        await rig.UpdateAsync();
        var before = await rig.DocumentsAsync();
        Assert.Equal(0, await rig.RunAsync<UpdateSearch>());
        Assert.Equal(before, await rig.DocumentsAsync());
        await rig.PinAsync(new Note(_word) { Id = Guid.Empty });
        await rig.UpdateAsync();
        var version = await VersionAsync(Guid.Empty);
        await rig.PinAsync(new Note(_word) { Id = Guid.Empty });
        Assert.Equal(1, await rig.RunAsync<UpdateSearch>());
        Assert.Equal(version, await VersionAsync(Guid.Empty));
    }

    [Fact]
    public async Task What_a_worker_that_dies_was_at_waits_half_a_minute_at_most()
    {
        var lease = TimeSpan.MaxValue;
        await rig.PinAsync(new Note(_word));
        rig.Meanwhile = async () => lease = await rig.WithDbAsync(db => db.Database.SqlQuery<TimeSpan>($"select max(lease_until) - now() as \"Value\" from search_pending").SingleAsync(Ct));
        await rig.UpdateAsync();
        Assert.InRange(lease, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Workers_at_once_leave_the_last_state_everywhere()
    {
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var round = 0; round < 6; round++)
            {
                await rig.PinAsync(new Note($"{_word} {writer} {round}") { Id = ids[(writer + round) % ids.Length] });
                await rig.RunAsync<UpdateSearch>();
            }
        }));
        foreach (var id in ids) await rig.PinAsync(new Note($"{_word} lopuksi") { Id = id });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.RunAsync<UpdateSearch>()));
        await rig.UpdateAsync();
        await rig.AssertConvergedAsync();
        Assert.Equal(ids.Order(), (await rig.FindAsync($"{_word} lopuksi")).Order());
    }

    [Fact]
    public async Task A_mark_made_while_the_document_is_made_is_not_lost()
    {
        var note = new Note($"{_word} ennen");
        await rig.PinAsync(note);
        rig.Meanwhile = () => rig.PinAsync(note with { Title = $"{_word} jälkeen" });
        await rig.RunAsync<UpdateSearch>();
        Assert.Single(await PendingAsync());
        await rig.UpdateAsync();
        Assert.Equal([note.Id], await rig.FindAsync($"{_word} jälkeen"));
    }

    [Fact]
    public async Task A_thing_that_cannot_be_made_waits_alone_and_comes_when_it_can()
    {
        Note broken = new($"{_word} rikki"), whole = new($"{_word} ehjä");
        rig.Poison = broken.Id;
        await rig.PinAsync(broken, whole);
        await rig.UpdateAsync();
        Assert.Equal([whole.Id], await rig.FindAsync(_word));
        var waiting = Assert.Single(await PendingAsync());
        Assert.Equal(broken.Id, waiting.ObjectId);
        Assert.Contains("cannot be read", waiting.LastError, StringComparison.Ordinal);
        rig.Poison = null;
        await rig.WithDbAsync(db => db.SearchPendings().ExecuteUpdateAsync(s => s.SetProperty(p => p.NotBefore, p => p.NotBefore.AddMinutes(-5))));
        await rig.UpdateAsync();
        Assert.Equal(2, (await rig.FindAsync(_word)).Length);
        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task A_worker_that_sends_an_old_version_late_sees_it_and_sends_again()
    {
        var note = new Note($"{_word} vanha");
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        var renewed = note with { Title = $"{_word} uusi" };
        await rig.PinAsync(renewed);
        await rig.UpdateAsync();
        // what the late worker does: its document overwrites the newer one, then it confirms the version it sent
        var late = await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == note.Id).Select(EngineDocument.Of).SingleAsync());
        late = late with { Title = $"{_word} vanha", TitleWords = "", Version = late.Version - 1 };
        await rig.Engine.Client.WaitAsync(await rig.Engine.Client.AddAsync(rig.Index, [late], Ct), TimeSpan.FromSeconds(30), Ct);
        Assert.False(await rig.EngineFindsAsync(renewed));
        await ConfirmAsync(late);
        await rig.UpdateAsync();
        Assert.True(await rig.EngineFindsAsync(renewed));
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task A_worker_that_sends_late_what_was_removed_takes_it_back()
    {
        var note = new Note($"{_word} poistettu");
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        var late = await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == note.Id).Select(EngineDocument.Of).SingleAsync());
        await rig.UnpinAsync(note.Id);
        await rig.UpdateAsync();
        await rig.Engine.Client.WaitAsync(await rig.Engine.Client.AddAsync(rig.Index, [late], Ct), TimeSpan.FromSeconds(30), Ct);
        Assert.True(await rig.EngineFindsAsync(note));
        await ConfirmAsync(late);
        Assert.False(await rig.EngineFindsAsync(note));
        await rig.AssertConvergedAsync();
    }

    [Fact]
    public async Task What_was_hidden_leaves_the_engine_though_the_job_was_in_the_middle_of_sending()
    {
        var note = new Note($"{_word} piilotettu");
        await rig.PinAsync(note);
        await rig.RunAsync<UpdateSearch>();
        var sent = await rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == note.Id).Select(EngineDocument.Of).SingleAsync());
        await rig.UnpinAsync(note.Id);
        await rig.WithDbAsync(async db => { await db.FindNoMoreAsync(SearchRig.Kind, note.Id, Ct); return true; });
        await ConfirmAsync(sent);
        Assert.True(await rig.EngineFindsAsync(note));
        await rig.UpdateAsync();
        Assert.False(await rig.EngineFindsAsync(note));
        await rig.AssertConvergedAsync();
        Assert.Equal(0, await rig.WithDbAsync(db => db.SearchDocuments().IgnoreQueryFilters().CountAsync(d => d.ObjectId == note.Id)));
    }

    [Fact]
    public async Task Marks_made_twice_in_one_write_are_one()
    {
        Assert.Equal(1, await rig.WithDbAsync(async db =>
        {
            var id = Guid.CreateVersion7();
            db.SearchPending(SearchRig.Kind, id);
            db.SearchPending(SearchRig.Kind, id);
            return await db.SaveChangesAsync();
        }));
        await rig.UpdateAsync();
    }

    private Task<bool> ConfirmAsync(EngineDocument sent) => rig.InScopeAsync(async s =>
    {
        await s.GetRequiredService<UpdateSearch>().ConfirmAsync([new(sent.Id, sent.Version)], Ct);
        return true;
    });

    private Task<List<SearchPending>> PendingAsync() => rig.WithDbAsync(db => db.SearchPendings().AsNoTracking().ToListAsync());

    private Task<long> VersionAsync(Guid id) => rig.WithDbAsync(db => db.SearchDocuments().Where(d => d.ObjectId == id).Select(d => d.Version).SingleAsync());
}
