using System.Text.Json;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.People;

/// <summary>Words of people's own, and what coordinators say about them.</summary>
public sealed class MergeFreeWordTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly Guid Tools = StableId.Of("skill", "tools"), Van = StableId.Of("skill", "van"), Music = StableId.Of("theme", "music");
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), [(Office.Coordinator, Guid.CreateVersion7())]);
    private static int _words;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_coordinators_who_merge_a_word_at_once_say_one_thing()
    {
        for (var round = 0; round < 5; round++)
        {
            var word = await WordAsync();
            var outcomes = await Task.WhenAll(MergeAsync(word, Tools), MergeAsync(word, Van), MergeAsync(word, Tools), MergeAsync(word, Van));
            Assert.Single(outcomes, Merging.Merged);
            Assert.Equal(3, outcomes.Count(o => o == Merging.AlreadyMerged));
            Assert.Equal(Array.IndexOf(outcomes, Merging.Merged) % 2 == 0 ? Tools : Van, (await ReadAsync(word)).RowId);
            Assert.Equal(["word.merged"], await TrailAsync(word));
        }
    }

    /// <summary>The control of the one above: without the lock both find the word waiting, and the later one overwrites.</summary>
    [Fact]
    public async Task Without_the_lock_a_word_would_be_merged_twice()
    {
        var word = await WordAsync();
        await using var one = domain.Database.Open();
        await using var other = domain.Database.Open();
        var (first, second) = (await one.FreeWords().SingleAsync(w => w.Id == word, Ct), await other.FreeWords().SingleAsync(w => w.Id == word, Ct));
        Assert.Equal(Merging.Merged, first.MergeInto(await one.Skills().SingleAsync(s => s.Id == Tools, Ct), default));
        await one.SaveChangesAsync(Ct);
        Assert.Equal(Merging.Merged, second.MergeInto(await other.Skills().SingleAsync(s => s.Id == Van, Ct), default));
        await other.SaveChangesAsync(Ct);
        Assert.Equal(Van, (await ReadAsync(word)).RowId);
    }

    [Fact]
    public async Task Of_merging_and_setting_aside_at_once_one_happens()
    {
        for (var round = 0; round < 5; round++)
        {
            var word = await WordAsync();
            Merging[] outcomes = await Task.WhenAll(MergeAsync(word, Tools), AsideAsync(word));
            Assert.True(outcomes is [Merging.Merged, Merging.AlreadyMerged] or [Merging.AlreadySetAside, Merging.SetAside], string.Join(' ', outcomes));
            var kept = await ReadAsync(word);
            Assert.NotEqual(kept.RowId is null, kept.SetAsideAt is null);
        }
    }

    [Fact]
    public async Task Everybody_who_said_a_word_is_looked_at_again_when_it_is_merged_and_when_that_is_taken_back()
    {
        var word = await WordAsync();
        var (said, alsoSaid, other) = (await PersonAsync(word), await PersonAsync(word), await PersonAsync(await WordAsync()));
        await ClearMarksAsync();
        Assert.Equal(Merging.Merged, await MergeAsync(word, Tools));
        Assert.Equal(new[] { said, alsoSaid }.Order(), await MarkedAsync());
        await ClearMarksAsync();
        Assert.Equal(Merging.AlreadyMerged, await MergeAsync(word, Van));
        Assert.Equal(Merging.AlreadyMerged, await AsideAsync(word));
        Assert.Empty(await MarkedAsync());
        Assert.Equal(TakingBack.TakenBack, await TakeBackAsync(word));
        Assert.Equal(new[] { said, alsoSaid }.Order(), await MarkedAsync());
        Assert.Equal(TakingBack.WaitsAlready, await TakeBackAsync(word));
        Assert.Equal(["word.merged", "word.taken-back"], await TrailAsync(word));
        Assert.DoesNotContain(other, await MarkedAsync());
    }

    [Fact]
    public async Task A_word_is_understood_again_only_after_it_is_merged_again()
    {
        var text = NewText();
        var word = (await domain.RunAsync((AddFreeWord add) => add.RunAsync(WordKind.Skill, text, "fi", null, Ct))).WordId!.Value;
        await MergeAsync(word, Tools);
        Assert.Equal(Tools, await MeantAsync());
        await TakeBackAsync(word);
        Assert.Null(await MeantAsync());
        await AsideAsync(word);
        Assert.Null(await MeantAsync());

        async Task<Guid?> MeantAsync() => (await domain.Services.GetRequiredService<VocabularyCatalog>().GetAsync(Ct)).Meant(WordKind.Skill, text, "fi")?.Id;
    }

    [Fact]
    public async Task Only_coordinators_and_administrators_decide()
    {
        Actor[] others = [new(Guid.CreateVersion7(), []), new(Guid.CreateVersion7(), [(Office.Moderator, Guid.CreateVersion7())]), Coordinator with { Suspended = true }];
        var (waiting, merged) = (await WordAsync(), await WordAsync());
        await MergeAsync(merged, Tools);
        foreach (var other in others)
        {
            Assert.Equal(Merging.NotAllowed, await MergeAsync(waiting, Tools, other));
            Assert.Equal(Merging.NotAllowed, await AsideAsync(waiting, other));
            Assert.Equal(TakingBack.NotAllowed, await TakeBackAsync(merged, other));
        }
        Assert.True((await ReadAsync(waiting)).Waits);
        Assert.Equal(Tools, (await ReadAsync(merged)).RowId);
        Assert.Equal((Merging.OtherKind, Merging.Unknown), (await MergeAsync(waiting, Music), await MergeAsync(waiting, Guid.CreateVersion7())));
        Assert.Equal((Merging.Unknown, TakingBack.Unknown), (await AsideAsync(Guid.CreateVersion7()), await TakeBackAsync(Guid.CreateVersion7())));
        Assert.Equal(Merging.SetAside, await AsideAsync(waiting, new(Guid.CreateVersion7(), [(Office.Administrator, null)])));
    }

    /// <summary>So that nobody is overlooked: a word that somebody is just saying is decided about after that is saved.</summary>
    [Fact]
    public async Task Deciding_about_a_word_waits_for_whoever_is_just_saying_it()
    {
        var word = await WordAsync();
        var person = await PersonAsync();
        await ClearMarksAsync();
        Task<Merging> merging;
        await using (var saying = domain.Database.Open())
        {
            await using var transaction = await saying.Database.BeginTransactionAsync(Ct);
            Assert.True(await new ChangeProfile(saying, domain.Clock).RunAsync(person, ProfileWith(word), Ct));
            merging = MergeAsync(word, Tools);
            Assert.NotSame(merging, await Task.WhenAny(merging, Task.Delay(300, Ct)));
            await transaction.CommitAsync(Ct);
        }
        Assert.Equal(Merging.Merged, await merging);
        Assert.Equal([person, person], await MarkedAsync()); // by the change, and by the merging
    }

    [Fact]
    public async Task Words_that_do_not_exist_are_not_kept_and_there_is_a_most()
    {
        var word = await WordAsync();
        var person = await PersonAsync(word, Guid.CreateVersion7(), word);
        Assert.Equal([word], await WordsOfAsync(person));
        var many = new List<Guid>();
        for (var i = 0; i <= Person.MostWords; i++) many.Add(await WordAsync());
        await SayAsync(person, [.. many]);
        Assert.Equal(Person.MostWords, (await WordsOfAsync(person)).Length);
        await SayAsync(person);
        Assert.Empty(await WordsOfAsync(person));
    }

    [Fact]
    public async Task The_words_one_says_are_one_s_own_data_and_the_account_takes_its_link_along()
    {
        var word = await WordAsync();
        var person = await PersonAsync(word);
        var text = (await ReadAsync(word)).Text;
        var part = domain.Services.GetServices<IPersonalData>().Single(p => p.Part == "account");
        Assert.Contains($"\"Text\":\"{text}\"", JsonSerializer.Serialize(await domain.ReadAsync(db => part.ExportAsync(db, person, Ct))), StringComparison.Ordinal);
        Assert.DoesNotContain(text, JsonSerializer.Serialize(await domain.ReadAsync(async db => await part.ExportAsync(db, await PersonAsync(), Ct))), StringComparison.Ordinal);
        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person, Ct); return true; });
        Assert.False(await domain.ReadAsync(db => db.People().AnyAsync(p => p.WordIds.Contains(word), Ct)));
        Assert.True((await ReadAsync(word)).Waits);
    }

    private async Task<Guid> WordAsync() =>
        (await domain.RunAsync((AddFreeWord add) => add.RunAsync(WordKind.Skill, NewText(), "fi", null, Ct))).WordId!.Value;

    /// <summary>A word that nobody has typed yet; digits are none.</summary>
    private static string NewText() => "outo" + string.Concat($"{Interlocked.Increment(ref _words)}".Select(digit => (char)(digit - '0' + 'a')));

    private async Task<Guid> PersonAsync(params Guid[] words)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", domain.Clock.GetUtcNow());
        await domain.ReadAsync(db => { db.Add(person); return db.SaveChangesAsync(Ct); });
        await SayAsync(person.Id, words);
        return person.Id;
    }

    private Task<bool> SayAsync(Guid person, params Guid[] words) => domain.RunAsync((ChangeProfile change) => change.RunAsync(person, ProfileWith(words), Ct));

    private static Profile ProfileWith(params Guid[] words) => new("Aino", null, null, [], [], [], 0, Effort.None, [], false, words);

    private Task<Guid[]> WordsOfAsync(Guid person) => domain.ReadAsync(db => db.People().Where(p => p.Id == person).Select(p => p.WordIds).SingleAsync(Ct));

    private Task<Merging> MergeAsync(Guid word, Guid row, Actor? actor = null) => domain.RunAsync((MergeFreeWord merge) => merge.RunAsync(actor ?? Coordinator, word, row, Ct));

    private Task<Merging> AsideAsync(Guid word, Actor? actor = null) => domain.RunAsync((SetAsideFreeWord aside) => aside.RunAsync(actor ?? Coordinator, word, Ct));

    private Task<TakingBack> TakeBackAsync(Guid word, Actor? actor = null) => domain.RunAsync((TakeBackFreeWord back) => back.RunAsync(actor ?? Coordinator, word, Ct));

    private Task<FreeWord> ReadAsync(Guid word) => domain.ReadAsync(db => db.FreeWords().AsNoTracking().SingleAsync(w => w.Id == word, Ct));

    private Task<int> ClearMarksAsync() => domain.ReadAsync(db => db.MatchPendings().ExecuteDeleteAsync(Ct));

    private Task<List<Guid>> MarkedAsync() => domain.ReadAsync(db => db.MatchPendings().OrderBy(p => p.AboutId).Select(p => p.AboutId).ToListAsync(Ct));

    private Task<List<string>> TrailAsync(Guid word) => domain.ReadAsync(db => db.Trail().Where(t => t.About == word).OrderBy(t => t.Id).Select(t => t.What).ToListAsync(Ct));
}
