using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Tests.Digests;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>A person who has used everything there is, with a canary of their own in every field, and one who stays.</summary>
internal sealed class ErasureScene(DigestSite site)
{
    private readonly string _made = Letters(Guid.CreateVersion7());
    private readonly Dictionary<string, string> _canaries = [];

    public Guid Leaves { get; private set; }

    public string Address => $"{this["address"]}@example.org".ToLowerInvariant();

    /// <summary>The word planted in this field.</summary>
    public string this[string field] => _canaries.TryGetValue(field, out var known) ? known : _canaries[field] = $"Kanaria{_made}{Letters(Guid.CreateVersion7())}";

    /// <summary>Each field with its word.</summary>
    public IReadOnlyDictionary<string, string> Canaries => _canaries;

    /// <summary>What goes or stays by what the columns say: these may be found later, in columns that are kept.</summary>
    public static readonly string[] Kept = ["title", "why", "update", "question", "answer", "change", "word", "report", "facts", "reported note"];

    public async Task PlayAsync()
    {
        var now = site.Clock.GetUtcNow();
        Person leaves = NewPerson(Address, this["name"], now), stays = NewPerson($"{Letters(Guid.CreateVersion7())}@example.org", "Stays", now);
        Leaves = leaves.Id;
        leaves.ChangeProfile(new(this["name"], Official.Joensuu, null, [], [], ["fi"], 3, Effort.Once, [], MayBeSuggested: true));
        leaves.ChangeLetters("en", "Europe/Helsinki", DigestRhythm.Daily, noticeBoard: true, now);
        var passkey = new UserPasskeyInfo(Guid.CreateVersion7().ToByteArray(), [1], now, 0, [], true, false, false, [2], [3]) { Name = this["passkey"] };
        var picture = StoredPicture.Of(Leaves, new(new(PictureKind.Png, 1, 1, System.Text.Encoding.ASCII.GetBytes(this["pixels"])), new(PictureKind.Png, 1, 1, [1])), this["alt"], now);
        await site.SaveAsync(db =>
        {
            db.AddRange(leaves, stays, picture, new Appointment { PersonId = Leaves, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = now });
            db.Add(new IdentityUserPasskey<Guid> { UserId = Leaves, CredentialId = passkey.CredentialId, Data = PasskeyData(passkey) });
            db.Add(new IdentityUserToken<Guid> { UserId = Leaves, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = this["key"] });
        });
        Actor me = new(Leaves, [(Office.Moderator, Official.Joensuu)]), other = new(stays.Id, [(Office.Moderator, Official.Joensuu)]);

        var draft = Guid.CreateVersion7();
        await RunAsync((SaveDraft save) => save.RunAsync(me, draft, 0, this["draft"], new DraftWords { Title = this["draft"], Language = "en" }.ToJson(), 1));
        var mine = await PostAsync(leaves, this["title"], this["why"], picture.Id);
        var theirs = await PostAsync(stays, "Something of the other's", "Because.", null);
        await RunAsync((JoinInitiative join) => join.RunAsync(other, mine.Id, mine.Roles[0].Id));
        await RunAsync((JoinInitiative join) => join.RunAsync(me, theirs.Id, theirs.Roles[0].Id));
        await RunAsync((PostUpdate post) => post.RunAsync(me, mine.Id, this["update"], "en", null));
        await RunAsync((AskQuestion ask) => ask.RunAsync(me, theirs.Id, this["question"], "en"));
        await RunAsync((AskQuestion ask) => ask.RunAsync(other, mine.Id, "When?", "en"));
        var question = await ReadAsync(db => db.InitiativeQuestions().Single(q => q.InitiativeId == mine.Id).Id);
        await RunAsync((AnswerQuestion answer) => answer.RunAsync(me, question, this["answer"], "en"));
        await RunAsync((PostNote post) => post.RunAsync(me, theirs.Id, this["note"], "en"));
        await RunAsync((PostNote post) => post.RunAsync(me, theirs.Id, this["reported note"], "en"));
        await RunAsync((ProposeDate propose) => propose.RunAsync(me, theirs.Id, now.AddMonths(2).DateTime));
        await RunAsync((AskHandover ask) => ask.RunAsync(me, mine.Id, stays.Id));
        await RunAsync((TurnInitiative turn) => turn.RunAsync(me, mine.Id, InitiativeState.Paused, this["change"]));
        await RunAsync((WantThisHere want) => want.RunAsync(Official.Vaasa, Leaves, this["browser"]));
        await RunAsync((AddFreeWord add) => add.RunAsync(WordKind.Skill, this["word"], "en", Leaves));
        await ModerateAsync(me, other, theirs.Id);
        await JobsAsync<RefreshMatches>();

        await RunAsync((TurnInitiative turn) => turn.RunAsync(other, theirs.Id, InitiativeState.Done, ""));
        var commitment = await ReadAsync(db => db.Commitments().Single(c => c.PersonId == Leaves && c.InitiativeId == theirs.Id).Id);
        await RunAsync((ThankDoers thank) => thank.RunAsync(other, theirs.Id, [commitment], this["thanks"]));
        await RunAsync((AskForCode ask) => ask.RunAsync(EmailAddress.Parse(Address.ToUpperInvariant()), this["secret"], "en"));
        await JobsAsync<SendOutgoingMail>();
        site.Clock.Move(TimeSpan.FromDays(1));
        await JobsAsync<ComposeDueDigests>();
        await JobsAsync<SendOutgoingMail>();
        await JobsAsync<UpdateSearch>();
        await LeaveALetterBehindAsync(me, other);
    }

    public Task JobsAsync<T>() where T : IJob => RunAsync((T job) => job.RunAsync(TestContext.Current.CancellationToken));

    public Task<T> ReadAsync<T>(Func<MatchmakingDb, T> read) => site.InScopeAsync(s => Task.FromResult(read(s.GetRequiredService<MatchmakingDb>())));

    private Task RunAsync<T>(Func<T, Task> run) where T : notnull => site.InScopeAsync(s => run(s.GetRequiredService<T>()));

    /// <summary>Reports with an account and without, a decision of the person's and one about a thing of theirs.</summary>
    private async Task ModerateAsync(Actor me, Actor other, Guid initiative)
    {
        var note = await ReadAsync(db => db.Notes().Single(n => n.Text == this["reported note"]).Id);
        var question = await ReadAsync(db => db.InitiativeQuestions().Single(q => q.AskerId == other.PersonId).Id);
        await RunAsync((ReportContent report) => report.RunAsync(me, "initiative", initiative, new(ContentRule.Danger, this["report"], null, "en")));
        await RunAsync((ReportContent report) => report.RunAsync(null, "initiative", initiative, new(ContentRule.Danger, "By letter", EmailAddress.Parse(Address.ToUpperInvariant()), "en")));
        await RunAsync((HideContent hide) => hide.RunAsync(other, "note", note, ContentRule.Danger, "Because of its words", null));
        await RunAsync((HideContent hide) => hide.RunAsync(me, "question", question, ContentRule.Danger, this["facts"], null));
    }

    /// <summary>The relay refuses it for now, so the text as it was first handed over lies in its row.</summary>
    private async Task LeaveALetterBehindAsync(Actor me, Actor other)
    {
        var shared = await ReadAsync(db => db.Initiatives().Single(i => i.StarterId == me.PersonId).Id);
        await RunAsync((PostNote post) => post.RunAsync(me, shared, this["late note"], "en"));
        site.Box.Fail(Matchmaking.Local.LetterBoxStep.Dot, Matchmaking.Local.LetterBoxFault.Reply(450));
        await JobsAsync<SendOutgoingMail>();
        Assert.True(await ReadAsync(db => db.OutgoingMails().Any(m => m.PersonId == other.PersonId && m.Rendered != null)));
    }

    private async Task<Initiative> PostAsync(Person starter, string title, string why, Guid? picture)
    {
        var words = new InitiativeWords(title, why, "", "en", Official.Joensuu, null, false, "", "", null, 0, [], null, picture);
        var initiative = Initiative.Post(starter.Id, words, [new RoleWords("Doer", "", [], 1, 5, Effort.Once)], site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(initiative));
        return initiative;
    }

    private static Person NewPerson(string email, string name, DateTimeOffset now)
    {
        var person = Person.New(email, "en", now);
        person.EmailConfirmed = true;
        person.Welcome(name, under18: false, Official.Joensuu, now);
        return person;
    }

    private static IdentityPasskeyData PasskeyData(UserPasskeyInfo info) => new()
    {
        PublicKey = info.PublicKey,
        Name = info.Name,
        CreatedAt = info.CreatedAt,
        AttestationObject = info.AttestationObject,
        ClientDataJson = info.ClientDataJson,
    };

    /// <summary>Letters only, so that a free word takes it too.</summary>
    private static string Letters(Guid id) => string.Concat(id.ToString("N")[^12..].Select(c => (char)('a' + Convert.ToInt32(c.ToString(), 16))));
}
