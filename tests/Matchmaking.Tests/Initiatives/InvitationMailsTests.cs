using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Initiatives;

/// <summary>Letters about an invitation are asked about again when they are about to go.</summary>
public sealed class InvitationMailsTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("left the first", false)]
    [InlineData("joined the other", false)]
    [InlineData("waits for the other", false)]
    [InlineData("first hidden", false)]
    [InlineData("first over", false)]
    [InlineData("other hidden", false)]
    [InlineData("other over", false)]
    [InlineData("other paused", false)]
    [InlineData("taken back", false)]
    [InlineData("account gone", false)]
    [InlineData("official gone", true)]
    public async Task A_letter_goes_only_while_it_is_true(string happened, bool wanted)
    {
        var scene = await InvitationScene.MakeAsync(domain, otherMost: happened == "waits for the other" ? 1 : 9);
        await scene.InviteAsync(scene.Moderator);
        var mail = (await scene.LettersAsync()).OfType<InvitedToOtherMail>().Single(m => m.To == scene.Doer.PersonId);
        Assert.True(await WantedAsync(mail));
        switch (happened)
        {
            case "left the first": await domain.RunAsync((LeaveInitiative leave) => leave.RunAsync(scene.Doer, scene.One.Id, Ct)); break;
            case "joined the other": await scene.JoinAsync(scene.Doer, scene.Other.Id); break;
            case "waits for the other":
                await scene.JoinAsync((await Idea.PeopleAsync(domain, 1))[0], scene.Other.Id);
                await scene.JoinAsync(scene.Doer, scene.Other.Id);
                break;
            case "first hidden" or "other hidden": await scene.ChangeAsync(happened[0] == 'f' ? scene.One.Id : scene.Other.Id, i => i.Hide(Idea.Now)); break;
            case "first over" or "other over": await scene.ChangeAsync(happened[0] == 'f' ? scene.One.Id : scene.Other.Id, i => i.TurnTo(InitiativeState.Withdrawn, "", scene.Host.PersonId, Idea.Now)); break;
            case "other paused": await scene.ChangeAsync(scene.Other.Id, i => i.TurnTo(InitiativeState.Paused, "", scene.Host.PersonId, Idea.Now)); break;
            case "taken back": Assert.True(await scene.TakeBackAsync(scene.Coordinator)); break;
            case "account gone" or "official gone":
                await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync((happened[0] == 'a' ? scene.Doer : scene.Moderator).PersonId, Ct); return true; });
                break;
        }
        Assert.Equal(wanted, await WantedAsync(mail));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("taken back", false)]
    [InlineData("other over", false)]
    [InlineData("first hidden", false)]
    [InlineData("handed over", false)]
    public async Task The_others_starter_hears_of_it_only_while_it_is_true(string happened, bool wanted)
    {
        var scene = await InvitationScene.MakeAsync(domain);
        await scene.InviteAsync(scene.Moderator);
        var mail = (await scene.LettersAsync()).OfType<PeopleInvitedMail>().Single();
        switch (happened)
        {
            case "taken back": await scene.TakeBackAsync(scene.Moderator); break;
            case "other over": await scene.ChangeAsync(scene.Other.Id, i => i.TurnTo(InitiativeState.Withdrawn, "", scene.Host.PersonId, Idea.Now)); break;
            case "first hidden": await scene.ChangeAsync(scene.One.Id, i => i.Hide(Idea.Now)); break;
            case "handed over": await scene.ChangeAsync(scene.Other.Id, i => i.HandOver(scene.Doer.PersonId, Idea.Now)); break;
        }
        Assert.Equal(wanted, await WantedAsync(mail));
    }

    private Task<bool> WantedAsync(Mail mail) => domain.ReadAsync(db => domain.Services.GetRequiredService<MailKinds>().Of(mail.GetType().Name).IsStillWanted(db, mail, Ct));
}
