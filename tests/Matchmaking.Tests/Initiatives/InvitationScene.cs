using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Initiatives;

/// <summary>Two clean-ups in Joensuu: one with a starter, a doer, one who waits and one who is in both; the other started by the host.</summary>
internal sealed class InvitationScene(TestDomain domain, Actor[] people, Initiative one, Initiative other)
{
    public const string Words = "You both clean the same bank.";

    public Actor Starter => people[0];
    public Actor Doer => people[1];
    public Actor Waiting => people[2];
    public Actor Host => people[4];
    public Actor Moderator { get; } = people[5] with { Offices = [(Office.Moderator, Idea.Joensuu)] };
    public Actor Coordinator { get; } = people[6] with { Offices = [(Office.Coordinator, Idea.Joensuu)] };
    public Actor Administrator { get; } = people[7] with { Offices = [(Office.Administrator, null)] };
    public Initiative One => one;
    public Initiative Other => other;

    /// <summary>The one that was sent last.</summary>
    public Guid Invitation { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<InvitationScene> MakeAsync(TestDomain domain, int otherMost = 9)
    {
        var people = await Idea.PeopleAsync(domain, 8);
        var one = await Idea.SaveAsync(domain, people[0], (1, 2));
        var other = await Idea.SaveAsync(domain, people[4], (1, otherMost));
        var scene = new InvitationScene(domain, people, one, other);
        foreach (var (person, to) in otherMost == 1 ? new[] { (people[1], one), (people[3], one), (people[2], one) } : [(people[1], one), (people[3], one), (people[2], one), (people[3], other)])
            await scene.JoinAsync(person, to.Id);
        return new InvitationScene(domain, people, await Idea.NowAsync(domain, one.Id), await Idea.NowAsync(domain, other.Id));
    }

    public Task JoinAsync(Actor person, Guid initiative) => domain.RunAsync(async (JoinInitiative join) =>
    {
        var joining = await join.RunAsync(person, initiative, (await Idea.NowAsync(domain, initiative)).Roles[0].Id, wait: true, Ct);
        Assert.True(joining is Joining.Joined or Joining.JoinedAndReady or Joining.JoinedAndReadyAgain or Joining.Waiting or Joining.AlreadyIn, $"{joining}");
        return true;
    });

    public Task<Inviting> InviteAsync(Actor by) => InviteAsync(by, one.Id, other.Id);

    public async Task<Inviting> InviteAsync(Actor by, Guid from, Guid to)
    {
        var outcome = await domain.RunAsync((InviteToOther invite) => invite.RunAsync(by, from, to, Words, Ct));
        if (outcome == Inviting.Invited) Invitation = await domain.ReadAsync(db => db.InitiativeInvitations().Standing().Where(v => v.FromId == from && v.ToId == to).Select(v => v.Id).SingleAsync(Ct));
        return outcome;
    }

    public Task<bool> TakeBackAsync(Actor by) => domain.RunAsync((TakeBackInvitation takeBack) => takeBack.RunAsync(by, one.Id, Invitation, Ct));

    public Task ChangeAsync(Guid id, Action<Initiative> change) => domain.ReadAsync(async db =>
    {
        change((await db.LoadAsync(id, Ct))!);
        return await db.SaveChangesAsync(Ct);
    });

    public Task<int> InvitationsAsync() => domain.ReadAsync(db => db.InitiativeInvitations().CountAsync(v => v.FromId == one.Id || v.ToId == one.Id, Ct));

    /// <summary>The letters about these two.</summary>
    public Task<List<InitiativeMail>> LettersAsync() => domain.ReadAsync(async db =>
    {
        var rows = await db.OutgoingMails().Where(m => m.Kind == nameof(InvitedToOtherMail) || m.Kind == nameof(PeopleInvitedMail)).ToListAsync(Ct);
        return rows.Select(r => (InitiativeMail)domain.Services.GetRequiredService<MailKinds>().Of(r.Kind).Read(r.Args)).Where(m => m.InitiativeId == one.Id || m.InitiativeId == other.Id).ToList();
    });

    public async Task<(int Invited, int Starters)> CountAsync()
    {
        var letters = await LettersAsync();
        return (letters.OfType<InvitedToOtherMail>().Count(), letters.OfType<PeopleInvitedMail>().Count());
    }
}
