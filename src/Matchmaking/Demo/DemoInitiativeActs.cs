using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Demo;

/// <summary>Something somebody does on a day of the demo world's past; of one day, lower orders go first.</summary>
internal sealed record DemoAct(int DaysAgo, int Order, Func<Task> RunAsync);

/// <summary>One initiative's life, as acts that run the product's own writes.</summary>
internal sealed class DemoInitiativeActs(MatchmakingDb db, TimeProvider clock, DemoInitiative script, DateOnly today,
    IReadOnlyDictionary<string, Guid> people, IReadOnlyDictionary<string, Guid> areas, Municipality municipality)
{
    private Guid _id;

    public IEnumerable<DemoAct> All(CancellationToken ct)
    {
        yield return new(script.PostedDaysAgo, 0, () => PostAsync(ct));
        if (script.State == "draft") yield break;
        for (var i = 0; i < script.Roles.Length; i++)
            foreach (var commitment in script.Roles[i].Commitments)
                foreach (var act in Commitment(i, commitment, ct)) yield return act;
        foreach (var step in (script.Steps ?? []).Where(s => s.What is not ("ready" or "open")))
            yield return new(step.DaysAgo, step.What is "done" or "withdrawn" ? 90 : 40, () => TurnAsync(step, ct));
        foreach (var question in script.Questions ?? [])
        {
            var id = Guid.Empty;
            yield return new(question.DaysAgo, 50, async () =>
            {
                Check(await new AskQuestion(db, clock).RunAsync(Actor(question.Person), _id, question.Text, script.Language, ct) == Asking.Asked, "question");
                id = await db.InitiativeQuestions().Where(q => q.InitiativeId == _id).OrderByDescending(q => q.At).ThenByDescending(q => q.Id).Select(q => q.Id).FirstAsync(ct);
            });
            if (question.Answer is { } answer)
                yield return new(question.AnsweredDaysAgo ?? question.DaysAgo, 51, async () => Check(await new AnswerQuestion(db, clock).RunAsync(await StarterAsync(ct), id, answer, script.Language, ct), "answer"));
        }
        foreach (var note in script.Notes ?? [])
            yield return new(note.DaysAgo, 60, async () => Check(await new PostNote(db, clock).RunAsync(Actor(note.Person), _id, note.Text, script.Language, ct), "note"));
        foreach (var act in DatePoll(ct)) yield return act;
        foreach (var update in script.Updates ?? [])
            yield return new(update.DaysAgo, 80, async () => Check(await new PostUpdate(db, clock).RunAsync(await StarterAsync(ct), _id, update.Text, script.Language, null, ct), "update"));
        if (script.Handover is { } handover)
        {
            yield return new(handover.AskedDaysAgo, 30, async () => Check(await new AskHandover(db, clock).RunAsync(await StarterAsync(ct), _id, people[handover.To], ct) == AskingHandover.Asked, "handover"));
            yield return new(handover.DoneDaysAgo, 31, async () => Check(await new AnswerHandover(db, clock).RunAsync(Actor(handover.To),
                await db.Handovers().Where(h => h.InitiativeId == _id).Select(h => h.Id).SingleAsync(ct), accept: true, ct), "handover answer"));
        }
        if (script.Invitation is { } invitation)
            yield return new(invitation.DaysAgo, 82, async () => Check(await new InviteToOther(db, clock).RunAsync(new Actor(people[invitation.By], [(Office.Moderator, municipality.Id)]), _id,
                await db.Initiatives().Where(i => i.Title == invitation.To).Select(i => i.Id).SingleAsync(ct), invitation.Words, ct) == Inviting.Invited, "invitation"));
        if (script.State == "done") yield return new(script.Steps!.Single(s => s.What == "done").DaysAgo, 95, () => ThankAsync(ct));
    }

    private async Task PostAsync(CancellationToken ct)
    {
        var draftId = Guid.CreateVersion7();
        var step = script.State == "draft" ? 2 : 3;
        Check(await new SaveDraft(db, clock).RunAsync(Actor(script.Starter), draftId, 0, script.Title, await DraftAsync(ct), step, ct) == SavingDraft.Saved, "draft");
        if (script.State == "draft") return;
        var themes = await db.Themes().Where(t => script.Themes.Contains(t.Key)).Select(t => t.Id).ToArrayAsync(ct);
        Guid? purpose = script.Purpose is null ? null : await db.Purposes().Where(p => p.Key == script.Purpose).Select(p => p.Id).SingleAsync(ct);
        var skills = await db.Skills().ToDictionaryAsync(s => s.Key, s => s.Id, ct);
        var words = new InitiativeWords(script.Title, script.Why, string.Join("\n\n", script.Description), script.Language, municipality.Id, AreaId, script.Online,
            script.Place ?? "", script.When?.Words ?? "", script.When?.Date?.On(today), DemoWords.Times(script.When?.Times), themes, purpose);
        var roles = script.Roles.Select(r => new RoleWords(r.Title, r.Description, [.. r.Skills.Select(s => skills[s])], r.Least, r.Most, DemoWords.One(r.Effort))).ToList();
        var posting = await new PostInitiative(db, clock).RunAsync(Actor(script.Starter), draftId, words, roles, ct);
        Check(posting.Outcome == PostingOutcome.Posted, posting.Outcome.ToString());
        _id = posting.InitiativeId;
    }

    private Guid? AreaId => script.Area is null ? null : areas[$"{script.Municipality}/{script.Area}"];

    private async Task<string> DraftAsync(CancellationToken ct)
    {
        var themes = await db.Themes().Where(t => script.Themes.Contains(t.Key)).Select(t => t.Id).ToArrayAsync(ct);
        return new DraftWords
        {
            Title = script.Title,
            Why = script.Why,
            Description = string.Join("\n\n", script.Description),
            Language = script.Language,
            ThemeIds = themes,
            MunicipalityId = municipality.Id,
            AreaId = AreaId,
            Online = script.Online,
            Place = script.Place ?? "",
            When = script.When?.Words ?? "",
            Roles = [.. script.Roles.Select(r => new DraftRole { Title = r.Title, Description = r.Description, Least = $"{r.Least}", Most = $"{r.Most}", Effort = DemoWords.One(r.Effort) })],
        }.ToJson();
    }

    private IEnumerable<DemoAct> Commitment(int role, DemoCommitment script, CancellationToken ct)
    {
        yield return new(script.DaysAgo, 10, async () =>
        {
            var roleId = await db.Roles().Where(r => r.InitiativeId == _id).OrderBy(r => r.Position).Select(r => r.Id).Skip(role).FirstAsync(ct);
            var joining = await new JoinInitiative(db, clock).RunAsync(Actor(script.Person), _id, roleId, wait: script.State == "waiting", ct);
            Check(joining is Joining.Joined or Joining.JoinedAndReady or Joining.JoinedAndReadyAgain or Joining.Waiting, $"{script.Person} {joining}");
        });
        if (script.State == "left")
            yield return new(script.ChangedDaysAgo!.Value, 20, async () => Check(await new LeaveInitiative(db, clock).RunAsync(Actor(script.Person), _id, ct) != Leaving.NotIn, "leaving"));
        if (script.State == "done")
            yield return new(script.ChangedDaysAgo!.Value, 85, async () => Check(await new ReportTask(db, clock).RunAsync(Actor(script.Person), _id, ct), "task done"));
    }

    private IEnumerable<DemoAct> DatePoll(CancellationToken ct)
    {
        if (script.DatePoll is not { } poll) yield break;
        foreach (var option in poll.Options)
            yield return new(poll.AskedDaysAgo, 70, async () => Check(await new ProposeDate(db, clock).RunAsync(Actor(poll.By), _id, option.On(today), ct) == ProposingDate.Proposed, "date"));
        foreach (var answer in poll.Answers)
            yield return new(answer.DaysAgo, 71, async () =>
            {
                var options = await db.DateOptions().Where(o => o.InitiativeId == _id).ToListAsync(ct);
                var yes = (answer.Yes ?? []).Select(n => poll.Options[n].On(today)).ToHashSet();
                var ifNeeded = (answer.IfNeeded ?? []).Select(n => poll.Options[n].On(today)).ToHashSet();
                Check(await new VoteDates(db).RunAsync(Actor(answer.Person), _id, options.ToDictionary(o => o.Id, o => yes.Contains(o.StartsAt) ? Suits.Yes : ifNeeded.Contains(o.StartsAt) ? Suits.IfNeeded : Suits.No), ct), "date vote");
            });
    }

    private async Task TurnAsync(DemoStep step, CancellationToken ct)
    {
        var to = Enum.Parse<InitiativeState>(step.What, ignoreCase: true);
        var turning = await new TurnInitiative(db, clock).RunAsync(await StarterAsync(ct), _id, to, step.Words ?? "", ct);
        Check(turning == Turning.Turned, $"{to}: {turning}");
    }

    private async Task ThankAsync(CancellationToken ct)
    {
        var confirmed = script.Roles.SelectMany(r => r.Commitments).Where(c => c.Confirmed == true).Select(c => people[c.Person]).ToList();
        var ids = await db.Commitments().Where(c => c.InitiativeId == _id && confirmed.Contains(c.PersonId!.Value)).Select(c => c.Id).ToListAsync(ct);
        await new ThankDoers(db, clock).RunAsync(await StarterAsync(ct), _id, ids, "", ct);
    }

    private async Task<Actor> StarterAsync(CancellationToken ct) => new((await db.Initiatives().Where(i => i.Id == _id).Select(i => i.StarterId).SingleAsync(ct))!.Value, []);

    private Actor Actor(string person) => new(people[person], []);

    private void Check(bool done, string what)
    {
        if (!done) throw new InvalidOperationException($"The demo world's {script.Key} could not be made: {what}.");
    }
}
