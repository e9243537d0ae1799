using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Moderation;

/// <summary>An initiative in Joensuu with news, a question, its answer and a note; Helmi wrote all but the question, which Pentti asked.</summary>
internal sealed class ModerationScene(TestDomain domain)
{
    public static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167"), Vaasa = Municipality.IdOf(Country.FI, "905");
    public static readonly string[] Kinds = ["initiative", "update", "question", "answer", "note"];

    public required Person Helmi { get; init; }
    public required Person Tapio { get; init; }
    public required Person Pentti { get; init; }
    public required Initiative Initiative { get; init; }
    public required InitiativeUpdate Update { get; init; }
    public required InitiativeQuestion Question { get; init; }
    public required Note Note { get; init; }

    /// <summary>Somebody else's office, with its second factor.</summary>
    public static Actor Moderator { get; } = new(Guid.CreateVersion7(), [(Office.Moderator, Joensuu)]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ModerationScene> MakeAsync(TestDomain domain)
    {
        var now = domain.Clock.GetUtcNow();
        var people = new[] { "Helmi", "Tapio", "Pentti" }.Select(name => NewPerson(name, now)).ToArray();
        var words = new InitiativeWords("River clean-up", "Rubbish gathers on the bank.", "We pick it up together.", "en", Joensuu, null, false, "", "", null, 0, [], null);
        var initiative = Initiative.Post(people[0].Id, words, [new RoleWords("Picker", "", [], 1, 5, Effort.TwoHours)], now);
        initiative.Join(people[1].Id, initiative.Roles[0].Id, now);
        var question = new InitiativeQuestion { InitiativeId = initiative.Id, AskerId = people[2].Id, Text = "Are there gloves?", Language = "en", At = now };
        question.AnswerWith("Plenty of them.", "en", people[0].Id, now);
        var scene = new ModerationScene(domain)
        {
            Helmi = people[0],
            Tapio = people[1],
            Pentti = people[2],
            Initiative = initiative,
            Question = question,
            Update = new InitiativeUpdate { InitiativeId = initiative.Id, AuthorId = people[0].Id, Text = "The van is here.", Language = "en", At = now },
            Note = new Note { InitiativeId = initiative.Id, AuthorId = people[0].Id, Text = "Meet at ten.", Language = "en", At = now },
        };
        await domain.RunAsync(async (MatchmakingDb db) =>
        {
            if (!await db.People().AnyAsync(p => p.Id == Moderator.PersonId, Ct))
            {
                var moderator = NewPerson("Mikko", now);
                moderator.Id = Moderator.PersonId;
                db.Add(moderator);
            }
            db.AddRange(people);
            await db.SaveChangesAsync(Ct);
            db.AddRange(initiative, scene.Update, question, scene.Note);
            return await db.SaveChangesAsync(Ct);
        });
        return scene;
    }

    public static Person NewPerson(string name, DateTimeOffset now)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
        person.Welcome(name, under18: false, Joensuu, now);
        person.EmailConfirmed = true;
        return person;
    }

    public Guid IdOf(string kind) => kind switch { "initiative" => Initiative.Id, "update" => Update.Id, "note" => Note.Id, _ => Question.Id };

    public Person AuthorOf(string kind) => kind == "question" ? Pentti : Helmi;

    public static Actor As(Person person) => new(person.Id, []);

    public Task<Reporting> ReportAsync(Actor? actor, string kind = "initiative", string? email = null) => domain.RunAsync((ReportContent report) =>
        report.RunAsync(actor, kind, IdOf(kind), new(ContentRule.Advertising, "Sells things.", email is null ? null : EmailAddress.Parse(email), "en"), Ct));

    public Task<Deciding> HideAsync(Actor actor, string kind = "initiative", Guid? seen = null) =>
        domain.RunAsync((HideContent hide) => hide.RunAsync(actor, kind, IdOf(kind), ContentRule.Advertising, "It advertises a shop.", seen, Ct));

    public Task<Deciding> KeepAsync(Actor actor, string kind = "initiative", Guid? seen = null) =>
        domain.RunAsync((KeepContent keep) => keep.RunAsync(actor, kind, IdOf(kind), "It breaks no rule.", seen, Ct));

    public Task<Deciding> RestoreAsync(Actor actor, string kind = "initiative", Guid? seen = null) =>
        domain.RunAsync((RestoreContent restore) => restore.RunAsync(actor, kind, IdOf(kind), "That was a mistake.", seen, Ct));

    public Task<ModeratedThing?> NowAsync(string kind) => domain.RunAsync((ModeratedKinds kinds) => domain.ReadAsync(db => kinds.Of(kind)!.FindAsync(db, IdOf(kind), Ct)));

    public Task<List<Decision>> DecisionsAsync(string kind = "initiative") => domain.ReadAsync(db => db.Decisions().AsNoTracking().Of(kind, IdOf(kind)).ToListAsync(Ct));

    public async Task<Guid?> LatestAsync(string kind = "initiative") => (await DecisionsAsync(kind)).FirstOrDefault()?.Id;

    /// <summary>The kinds of letters that wait for the person.</summary>
    public Task<List<string>> LettersToAsync(Person person) => domain.ReadAsync(db => db.OutgoingMails().Where(m => m.PersonId == person.Id).OrderBy(m => m.CreatedAt).Select(m => m.Kind).ToListAsync(Ct));
}
