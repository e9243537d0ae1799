using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.People;

/// <summary>What a token ends, and that nothing else is one.</summary>
public sealed class UnsubscribeTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\uD83DAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%AAAAAAAAAAAAAAAAAAAAAA%")]
    public async Task What_is_no_token_ends_nothing(string? token)
    {
        Assert.False(await domain.RunAsync((Unsubscribe end) => end.RunAsync(token, Ct)));
        Assert.False(await domain.RunAsync((UndoUnsubscribe undo) => undo.RunAsync(token, Ct)));
    }

    [Fact]
    public async Task A_person_has_one_token_for_each_kind_and_nobody_else_has_the_same()
    {
        var (one, other) = (await SaveAsync(), await SaveAsync());
        var tokens = new[] { await TokenAsync(one, Subscription.Digest), await TokenAsync(one, Subscription.NoticeBoard), await TokenAsync(other, Subscription.Digest) };
        Assert.Equal(3, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.Equal(24, t!.Length));
        Assert.Equal(tokens[0], await TokenAsync(one, Subscription.Digest));
        Assert.Null(await domain.ReadAsync(db => db.UnsubscribeTokenAsync(Guid.CreateVersion7(), Subscription.Digest, Ct)));
    }

    [Fact]
    public async Task Letters_written_at_once_carry_the_same_token()
    {
        var person = await SaveAsync();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TokenAsync(person, Subscription.Digest), Ct)));
        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public async Task Ending_twice_and_at_once_remembers_the_rhythm_to_come_back_to()
    {
        var person = await SaveAsync(DigestRhythm.Weekly);
        var token = await TokenAsync(person, Subscription.Digest);
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => domain.RunAsync((Unsubscribe end) => end.RunAsync(token, Ct)), Ct)));
        Assert.All(ended, Assert.True);
        Assert.Equal(DigestRhythm.Never, await RhythmAsync(person));
        Assert.True(await domain.RunAsync((UndoUnsubscribe undo) => undo.RunAsync(token, Ct)));
        Assert.False(await domain.RunAsync((UndoUnsubscribe undo) => undo.RunAsync(token, Ct)));
        Assert.Equal(DigestRhythm.Weekly, await RhythmAsync(person));
    }

    [Fact]
    public async Task The_token_goes_with_the_account()
    {
        var person = await SaveAsync();
        var token = await TokenAsync(person, Subscription.Digest);
        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person.Id, Ct); return true; });
        Assert.False(await domain.RunAsync((Unsubscribe end) => end.RunAsync(token, Ct)));
    }

    private async Task<Person> SaveAsync(DigestRhythm rhythm = DigestRhythm.Daily)
    {
        var now = domain.Clock.GetUtcNow();
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", now);
        person.ChangeLetters("fi", "Europe/Helsinki", rhythm, noticeBoard: true, now);
        await domain.ReadAsync(db => { db.Add(person); return db.SaveChangesAsync(Ct); });
        return person;
    }

    private Task<string?> TokenAsync(Person person, Subscription letters) => domain.ReadAsync(db => db.UnsubscribeTokenAsync(person.Id, letters, Ct));

    private Task<DigestRhythm> RhythmAsync(Person person) => domain.ReadAsync(db => db.People().Where(p => p.Id == person.Id).Select(p => p.DigestRhythm).SingleAsync(Ct));
}
