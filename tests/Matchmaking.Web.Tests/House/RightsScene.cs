using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>Everybody whom the table of rights knows, and one of each thing that an address can name. Whatever only some may read carries
/// a canary: a word of its own that is looked for in every answer.</summary>
internal sealed class RightsScene
{
    /// <summary>The columns of the table. All but the last coordinator have to do with Joensuu, where the initiative is.</summary>
    public static readonly string[] Roles =
        ["stranger", "resident", "neighbour", "doer", "starter", "coord", "coord-els", "moderator", "admin", "coord-1f", "suspended", "erased"];

    /// <summary>The starter and those who moderate there.</summary>
    private static readonly string[] _seeHidden = ["starter", "moderator", "admin"];

    private static int _made;

    private readonly TestSite _site;
    private readonly Dictionary<string, Person> _people = [];
    private readonly Dictionary<string, Visitor> _visitors = [];
    private readonly Dictionary<string, string> _tokens = [];
    private readonly string _canary = $"kanarialintu{Interlocked.Increment(ref _made)}x";
    private string _proofToken = "";

    private RightsScene(TestSite site) => _site = site;

    public Initiative Initiative { get; private set; } = null!;
    public Initiative Hidden { get; private set; } = null!;
    private InitiativeDraft Draft { get; set; } = null!;
    private Area Area { get; set; } = null!;
    private InitiativeQuestion Question { get; set; } = null!;
    private DateOption Option { get; set; } = null!;
    private Proof Proof { get; set; } = null!;
    private StoredPicture Picture { get; set; } = null!;

    public static async Task<RightsScene> MakeAsync(TestSite site)
    {
        var scene = new RightsScene(site);
        await site.InScopeAsync(s => scene.SaveAsync(s.GetRequiredService<MatchmakingDb>()));
        await site.InScopeAsync(s => s.GetRequiredService<DeleteAccount>().RunAsync(scene._people["erased"].Id));
        return scene;
    }

    public async Task<Visitor> AsAsync(string role)
    {
        if (_visitors.TryGetValue(role, out var known)) return known;
        return _visitors[role] = role == "stranger" ? _site.NewVisitor(from: IPAddress.Parse($"2001:db8:{_made:x}::1")) : throw new InvalidOperationException(role);
    }

    /// <summary>The antiforgery token of this role's browser, as any form of the site carries it.</summary>
    public async Task<string> TokenAsync(string role)
    {
        if (_tokens.TryGetValue(role, out var known)) return known;
        var page = await (await AsAsync(role)).GetPageAsync(role is "stranger" or "erased" ? "/fi/sign-in" : "/fi/me/settings");
        return _tokens[role] = page.Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
    }

    /// <summary>What an address names where its route has a hole.</summary>
    /// <param name="kind">"there", "hidden" (the initiative) or "gone".</param>
    /// <param name="role">Who asks: a hidden title stands only in the address of those who may know it.</param>
    public string Fill(string route, string kind, string role)
    {
        var initiative = kind == "hidden" ? Hidden : Initiative;
        var parts = route.Split('/').Select(part => !part.Contains('{') ? part : kind == "gone" ? Gone(part) : part.Split(':', '}')[0].ToLowerInvariant() switch
        {
            "{number" => $"{initiative.Number}",
            "{slug" when part.Contains("hash", StringComparison.Ordinal) => "joensuu.0.css",
            "{slug" => kind == "hidden" && !_seeHidden.Contains(role) ? "x" : initiative.Slug,
            "{municipality" => "joensuu",
            "{areaid" => $"{Area.Id}",
            "{draftid" => $"{Draft.Id}",
            "{option" => $"{Option.Id}",
            "{token" => _proofToken,
            "{code" => "404",
            "{size" => "small",
            "{id" when route.StartsWith("/proofs", StringComparison.Ordinal) => $"{Proof.Id}",
            "{id" when route.StartsWith("/pictures", StringComparison.Ordinal) => $"{Picture.Id}",
            "{id" when route.StartsWith("/drafts", StringComparison.Ordinal) => $"{Draft.Id}",
            "{id" when route.Contains("/answer/", StringComparison.Ordinal) => $"{Question.Id}",
            var hole => throw new InvalidOperationException($"Say in RightsScene what {hole}}} of {route} is."),
        });
        return string.Join('/', parts);
    }

    /// <summary>The canaries that this role must never meet.</summary>
    public IEnumerable<(string Canary, string What)> Forbidden(string role)
    {
        foreach (var (other, person) in _people)
            if (other != role) yield return (person.Email!.Split('@')[0], $"the address of {other}");
        if (role is not ("doer" or "starter")) yield return (_canary + "note", "the notice board");
        if (role != "resident") yield return (_canary + "draft", "the draft");
        if (role is not ("doer" or "starter")) yield return (_canary + "proof", "the proof of doing");
        if (!_seeHidden.Contains(role)) yield return (_canary + "hidden", "the hidden initiative");
    }

    private static string Gone(string part) => part.Contains("guid", StringComparison.Ordinal) ? $"{Guid.CreateVersion7()}"
        : part.Contains("int", StringComparison.Ordinal) ? "999999" : part.Contains("hash", StringComparison.Ordinal) ? "nowhere.0.css" : "nowhere";

    private async Task SaveAsync(MatchmakingDb db)
    {
        var now = _site.Clock.GetUtcNow();
        foreach (var role in Roles.Skip(1)) _people[role] = NewPerson(role, now);
        db.AddRange(_people.Values);
        (Office Office, Guid? Where, string Who)[] offices =
        [
            (Office.Coordinator, Official.Joensuu, "coord"), (Office.Coordinator, Official.Vaasa, "coord-els"), (Office.Moderator, Official.Joensuu, "moderator"),
            (Office.Administrator, null, "admin"), (Office.Coordinator, Official.Joensuu, "coord-1f"),
        ];
        db.AddRange(offices.Select(o => new Appointment { PersonId = _people[o.Who].Id, Office = o.Office, MunicipalityId = o.Where, Since = now }));
        var joensuu = await db.Municipalities().Include(m => m.Areas).SingleAsync(m => m.Id == Official.Joensuu);
        joensuu.Join(now);
        foreach (var old in joensuu.Areas.Where(a => !a.IsCentre && a.RemovedAt is null).ToList()) joensuu.RemoveArea(old.Id, now);
        joensuu.AddArea(_canary, null, 62.6, 29.76);
        Area = joensuu.Areas[^1];

        Picture = StoredPicture.Of(_people["starter"].Id, new(new(PictureKind.Png, 1, 1, [1, 2, 3]), new(PictureKind.Png, 1, 1, [1, 2, 3])), "A picture", now);
        db.Add(Picture);
        await db.SaveChangesAsync();
        Initiative = await PostAsync(db, "Rights of all", now);
        Hidden = await PostAsync(db, $"Hidden {_canary}hidden", now);
        Hidden.Hide(now);

        Draft = new InitiativeDraft { OwnerId = _people["resident"].Id, Words = new DraftWords { Title = _canary + "draft", Language = "fi" }.ToJson(), Title = _canary + "draft", CreatedAt = now, SavedAt = now };
        Question = new InitiativeQuestion { InitiativeId = Initiative.Id, AskerId = _people["neighbour"].Id, Text = "When?", At = now };
        Option = new DateOption { InitiativeId = Initiative.Id, StartsAt = new(2027, 6, 2, 18, 0, 0), ProposedById = _people["starter"].Id, At = now };
        _proofToken = $"token{_canary}";
        var done = Initiative.Commitments.Single(c => c.PersonId == _people["doer"].Id).Id;
        Proof = new Proof { PersonId = _people["doer"].Id, CommitmentId = done, InitiativeId = Initiative.Id, Token = _proofToken, Words = _canary + "proof", At = now, ConfirmedById = _people["starter"].Id };
        db.AddRange(Draft, Question, Option, Proof, new Note { InitiativeId = Initiative.Id, AuthorId = _people["starter"].Id, Text = _canary + "note", At = now });
        await db.SaveChangesAsync();
        foreach (var role in Roles.Skip(1)) _visitors[role] = await _site.SignInAsync(_people[role], secondFactor: role is "coord" or "coord-els" or "moderator" or "admin");
    }

    private async Task<Initiative> PostAsync(MatchmakingDb db, string title, DateTimeOffset now)
    {
        var words = new InitiativeWords(title, "Because.", "", "fi", Official.Joensuu, null, false, "", "", null, 0, [], null, title[0] == 'H' ? null : Picture.Id);
        var initiative = Initiative.Post(_people["starter"].Id, words, [new RoleWords("Doer", "", [], 1, 9, Effort.TwoHours)], now);
        db.Add(initiative);
        foreach (var role in new[] { "doer", "suspended", "erased" }) initiative.Join(_people[role].Id, initiative.Roles[0].Id, now);
        await db.SaveChangesAsync();
        return initiative;
    }

    private Person NewPerson(string role, DateTimeOffset now)
    {
        var person = Person.New($"{_canary}{role.Replace("-", "", StringComparison.Ordinal)}q@example.org", "fi", now);
        person.EmailConfirmed = true;
        person.Welcome($"Nimi {role}", under18: false, Official.Joensuu, now);
        if (role == "suspended") person.SuspendedAt = now;
        return person;
    }
}
