using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

public sealed class ContactSharingTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _scene.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task After_two_yeses_each_sees_the_other_and_both_are_told_once()
    {
        var (person, initiative, match) = await PairAsync();
        await AskAsync(initiative, match);
        Assert.True(await ShareAsync(person, match));
        Assert.True(await ShareAsync(person, match));
        var contact = Assert.Single(await SeenByHostAsync(initiative));
        Assert.Equal(("Aino Example", await AddressAsync(person)), (contact.Name, contact.Email));
        Assert.True(await IsSharedAsync(match));
        Assert.Equal([nameof(ContactToDoerMail)], await ToldAsync(person, nameof(ContactToDoerMail)));
        Assert.Equal([nameof(ContactToHostMail)], await ToldAsync(initiative.StarterId!.Value, nameof(ContactToHostMail), nameof(InterestedMail)));
    }

    [Theory]
    [InlineData(false, true)] // nobody asked
    [InlineData(true, false)] // interested, but without sharing
    public async Task One_yes_shows_nothing(bool asked, bool shares)
    {
        var (person, initiative, match) = await PairAsync();
        if (asked) await AskAsync(initiative, match);
        Assert.True(await domain.RunAsync((AnswerMatch answer) => answer.RunAsync(MatchScene.As(person), match, MatchAnswer.Interested, sharesContact: shares, ct: Ct)));
        Assert.Empty(await SeenByHostAsync(initiative));
        Assert.False(await IsSharedAsync(match));
        Assert.Empty(await ToldAsync(person, nameof(ContactToDoerMail)));
        Assert.Equal([nameof(InterestedMail)], await ToldAsync(initiative.StarterId!.Value, nameof(ContactToHostMail), nameof(InterestedMail)));
    }

    [Fact]
    public async Task A_question_put_after_the_interest_needs_a_yes_of_its_own()
    {
        var (person, initiative, match) = await PairAsync();
        await ShareAsync(person, match);
        await AskAsync(initiative, match);
        Assert.Empty(await SeenByHostAsync(initiative));
        await ShareAsync(person, match);
        Assert.Single(await SeenByHostAsync(initiative));
    }

    [Theory]
    [InlineData(MatchAnswer.None)]
    [InlineData(MatchAnswer.NotNow)]
    [InlineData(MatchAnswer.NotThisKind)]
    public async Task A_yes_taken_back_hides_it_again(MatchAnswer answer)
    {
        var (person, initiative, match) = await SharedAsync();
        await _scene.AnswerAsync(person, match, answer);
        Assert.Empty(await SeenByHostAsync(initiative));
        Assert.False(await IsSharedAsync(match));
        await domain.RunAsync((AnswerMatch again) => again.RunAsync(MatchScene.As(person), match, MatchAnswer.Interested, ct: Ct));
        Assert.False(await IsSharedAsync(match)); // interest alone does not bring it back
    }

    [Fact]
    public async Task Either_of_the_two_ends_it_and_nobody_else_does()
    {
        var (person, initiative, match) = await SharedAsync();
        Assert.False(await StopAsync(await _scene.PersonAsync(), match));
        Assert.True(await IsSharedAsync(match));
        Assert.True(await StopAsync(person, match));
        Assert.True(await StopAsync(person, match));
        Assert.False(await IsSharedAsync(match));
        await ShareAsync(person, match);
        Assert.True(await IsSharedAsync(match)); // the host's yes still stands

        Assert.True(await StopAsync(initiative.StarterId!.Value, match));
        Assert.False(await IsSharedAsync(match));
        await ShareAsync(person, match);
        Assert.False(await IsSharedAsync(match)); // the host's no longer does
        Assert.Equal(AskingDoer.AlreadyAsked, await AskAsync(initiative, match));
    }

    [Fact]
    public async Task It_ends_with_the_consent_to_be_suggested_and_with_a_suspension()
    {
        var (person, _, match) = await SharedAsync();
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile(mayBeSuggested: false), Ct));
        Assert.False(await IsSharedAsync(match));

        var (_, initiative, other) = await SharedAsync();
        await domain.ReadAsync(db => db.People().Where(p => p.Id == initiative.StarterId).ExecuteUpdateAsync(s => s.SetProperty(p => p.SuspendedAt, domain.Clock.GetUtcNow()), Ct));
        Assert.False(await IsSharedAsync(other));
    }

    [Fact]
    public async Task It_ends_when_the_initiative_takes_no_doers_is_hidden_or_is_somebody_elses()
    {
        var (_, initiative, match) = await SharedAsync();
        var next = await _scene.PersonAsync();
        await IsGoneWhileAsync(match, s => s.SetProperty(i => i.State, InitiativeState.Paused), s => s.SetProperty(i => i.State, InitiativeState.Open));
        await IsGoneWhileAsync(match, s => s.SetProperty(i => i.HiddenAt, domain.Clock.GetUtcNow()), s => s.SetProperty(i => i.HiddenAt, (DateTimeOffset?)null));
        await IsGoneWhileAsync(match, s => s.SetProperty(i => i.StarterId, next), s => s.SetProperty(i => i.StarterId, initiative.StarterId));

        async Task IsGoneWhileAsync(Guid id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Initiative>> set, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Initiative>> back)
        {
            await domain.ReadAsync(db => db.Initiatives().Where(i => i.Id == initiative.Id).ExecuteUpdateAsync(set, Ct));
            Assert.False(await IsSharedAsync(id));
            await domain.ReadAsync(db => db.Initiatives().Where(i => i.Id == initiative.Id).ExecuteUpdateAsync(back, Ct));
            Assert.True(await IsSharedAsync(id));
        }
    }

    [Fact]
    public async Task Nobody_else_sees_it_by_asking_for_it()
    {
        var (person, initiative, _) = await SharedAsync();
        foreach (var actor in new[] { MatchScene.As(person), MatchScene.As(await _scene.PersonAsync()), new(Guid.CreateVersion7(), [(Office.Administrator, null)]), new(initiative.StarterId!.Value, [], Suspended: true) })
            Assert.Empty(await domain.RunAsync((FindPossibleDoers find) => find.ContactsAsync(actor, initiative.Id, Ct)));
    }

    [Fact]
    public async Task The_letters_are_not_wanted_once_it_has_ended_and_hold_no_address()
    {
        var (person, initiative, match) = await SharedAsync();
        await domain.ReadAsync(async db =>
        {
            var (toHost, toDoer) = (new ContactToHostMail(initiative.StarterId, initiative.Id, match), new ContactToDoerMail(person, initiative.Id, match));
            Assert.True(await ContactToHostMail.StillWanted(db, toHost, Ct));
            Assert.True(await ContactToDoerMail.StillWanted(db, toDoer, Ct));
            Assert.DoesNotContain(await db.OutgoingMails().Where(m => m.Kind == nameof(ContactToHostMail) || m.Kind == nameof(ContactToDoerMail)).Select(m => m.Args).ToListAsync(Ct), args => args.Contains('@', StringComparison.Ordinal));
            return true;
        });
        await StopAsync(person, match);
        await domain.ReadAsync(async db =>
        {
            Assert.False(await ContactToHostMail.StillWanted(db, new(initiative.StarterId, initiative.Id, match), Ct));
            Assert.False(await ContactToDoerMail.StillWanted(db, new(person, initiative.Id, match), Ct));
            return true;
        });
    }

    [Fact]
    public async Task An_erased_host_is_seen_no_more_and_an_erased_person_neither()
    {
        var (_, initiative, match) = await SharedAsync();
        await EraseAsync(initiative.StarterId!.Value);
        Assert.False(await IsSharedAsync(match));
        var (person, other, erased) = await SharedAsync();
        await EraseAsync(person);
        Assert.False(await IsSharedAsync(erased));
        Assert.Empty(await SeenByHostAsync(other));
    }

    [Fact]
    public async Task The_night_keeps_it()
    {
        var (_, _, match) = await SharedAsync();
        await _scene.RefreshAllAsync();
        Assert.True(await IsSharedAsync(match));
    }

    private async Task<(Guid Person, Initiative Initiative, Guid Match)> PairAsync()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync(most: 3);
        await _scene.RefreshAsync();
        return (person, initiative, (await _scene.MatchAsync(person, initiative))!.Id);
    }

    private async Task<(Guid Person, Initiative Initiative, Guid Match)> SharedAsync()
    {
        var pair = await PairAsync();
        Assert.Equal(AskingDoer.Asked, await AskAsync(pair.Initiative, pair.Match));
        await ShareAsync(pair.Person, pair.Match);
        Assert.True(await IsSharedAsync(pair.Match));
        return pair;
    }

    private Task<bool> EraseAsync(Guid person) => domain.RunAsync(async (DeleteAccount delete) =>
    {
        await delete.RunAsync(person, Ct);
        return true;
    });

    private Task<AskingDoer> AskAsync(Initiative initiative, Guid match) =>
        domain.RunAsync((AskDoer ask) => ask.RunAsync(MatchScene.As(initiative.StarterId!.Value), initiative.Id, match, Ct));

    private Task<bool> ShareAsync(Guid person, Guid match) =>
        domain.RunAsync((AnswerMatch answer) => answer.RunAsync(MatchScene.As(person), match, MatchAnswer.Interested, sharesContact: true, ct: Ct));

    private Task<bool> StopAsync(Guid person, Guid match) => domain.RunAsync((StopSharingContact stop) => stop.RunAsync(MatchScene.As(person), match, Ct));

    private Task<IReadOnlyList<DoerContact>> SeenByHostAsync(Initiative initiative) =>
        domain.RunAsync((FindPossibleDoers find) => find.ContactsAsync(MatchScene.As(initiative.StarterId!.Value), initiative.Id, Ct));

    private Task<bool> IsSharedAsync(Guid match) => domain.ReadAsync(db => db.ContactsShared().AnyAsync(m => m.Id == match, Ct));

    private Task<string?> AddressAsync(Guid person) => domain.ReadAsync(db => db.People().Where(p => p.Id == person).Select(p => p.Email).SingleAsync(Ct));

    private Task<List<string>> ToldAsync(Guid person, params string[] kinds) =>
        domain.ReadAsync(db => db.Notifications().Where(n => n.PersonId == person && kinds.Contains(n.Kind)).Select(n => n.Kind).ToListAsync(Ct));
}
