using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Search;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
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

    /// <summary>Those who decide about reports from there.</summary>
    private static readonly string[] _moderate = ["moderator", "admin"];

    /// <summary>Asked, and said yes: these two see each other's contact details, on the pages meant for it.</summary>
    private static readonly string[] _shares = ["starter", "neighbour"];

    private const int TokenLength = 24;

    /// <summary>What five people looked for and nobody found.</summary>
    public const string SearchedInVain = "kanarialintujenturhahaku";

    private static int _made;

    private readonly TestSite _site;
    private readonly Dictionary<string, Person> _people = [];
    private readonly Dictionary<string, Visitor> _visitors = [];
    private readonly Dictionary<string, string> _tokens = [];
    private readonly string _canary = $"kanarialintu{Interlocked.Increment(ref _made)}x";
    private readonly int _km = 4_000_000 + _made;
    private string _proofToken = "";

    private RightsScene(TestSite site) => _site = site;

    public Initiative Initiative { get; private set; } = null!;
    public Initiative Hidden { get; private set; } = null!;

    /// <summary>To which the people of the first were invited.</summary>
    private Initiative Other { get; set; } = null!;
    private InitiativeInvitation Invitation { get; set; } = null!;
    private InitiativeDraft Draft { get; set; } = null!;
    private Area Area { get; set; } = null!;
    private InitiativeQuestion Question { get; set; } = null!;
    private DateOption Option { get; set; } = null!;
    private Proof Proof { get; set; } = null!;
    private StoredPicture Picture { get; set; } = null!;

    /// <summary>Of the resident, who may be asked to do it.</summary>
    private Match Match { get; set; } = null!;

    /// <summary>Of the neighbour, who was asked and shares contact details with the starter.</summary>
    private Match Shared { get; set; } = null!;
    private Note ReportedNote { get; set; } = null!;

    /// <summary>What somebody typed and a coordinator has merged; another word waits.</summary>
    private FreeWord MergedWord { get; set; } = null!;

    /// <summary>What the administrator would end: the office of the coordinator elsewhere.</summary>
    private Appointment Appointment { get; set; } = null!;

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
    /// <param name="kind">"there", "hidden" (the initiative), "note" (on the notice board, where a kind can be named) or "gone".</param>
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
            "{token" when route.StartsWith("/u/", StringComparison.Ordinal) => Token(route.EndsWith("/undo", StringComparison.Ordinal) ? Subscription.NoticeBoard : Subscription.Digest),
            "{token" => _proofToken,
            "{appointmentid" => $"{Appointment.Id}",
            "{invitation" => $"{Invitation.Id}",
            "{match" => $"{(route.EndsWith("/stop-sharing", StringComparison.Ordinal) ? Shared : Match).Id}",
            "{kind" => kind == "note" ? "note" : "initiative",
            "{code" => "404",
            "{size" => "small",
            "{id" when route.StartsWith("/proofs", StringComparison.Ordinal) => $"{Proof.Id}",
            "{id" when route.StartsWith("/pictures", StringComparison.Ordinal) => $"{Picture.Id}",
            "{id" when route.StartsWith("/drafts", StringComparison.Ordinal) => $"{Draft.Id}",
            "{id" when route.StartsWith("/admin/words", StringComparison.Ordinal) => $"{MergedWord.Id}",
            "{id" when route.Contains("/answer/", StringComparison.Ordinal) => $"{Question.Id}",
            "{id" when route.Contains("/matches/", StringComparison.Ordinal) => $"{(route.EndsWith("/stop-sharing", StringComparison.Ordinal) ? Shared : Match).Id}",
            "{id" when route.Contains("{Kind}", StringComparison.Ordinal) => $"{(kind == "note" ? ReportedNote.Id : initiative.Id)}",
            var hole => throw new InvalidOperationException($"Say in RightsScene what {hole}}} of {route} is."),
        });
        return string.Join('/', parts);
    }

    /// <summary>The canaries that this role must never meet.</summary>
    public IEnumerable<(string Canary, string What)> Forbidden(string role)
    {
        foreach (var (other, person) in _people)
            if (other != role && !(_shares.Contains(role) && _shares.Contains(other))) yield return (person.Email!.Split('@')[0], $"the address of {other}");
        if (role is not ("doer" or "starter")) yield return (_canary + "note", "the notice board");
        if (role != "resident") yield return (_canary + "draft", "the draft");
        if (role is not ("doer" or "starter")) yield return (_canary + "proof", "the proof of doing");
        if (!_seeHidden.Contains(role)) yield return (_canary + "hidden", "the hidden initiative");
        if (!_seeHidden.Contains(role)) yield return (_canary + "because", "why it was hidden");
        if (!_moderate.Contains(role)) yield return (_canary + "kept", "why it was kept");
        if (!_moderate.Contains(role)) yield return (_canary + "report", "what was reported");
        if (!_moderate.Contains(role) && role is not ("doer" or "starter")) yield return (_canary + "told", "the note that was reported");
        yield return (_canary + "reporter", "who reported");
        yield return (_canary + "invited", "why people were invited");
        if (role is not ("resident" or "coord" or "coord-els" or "admin")) yield return (_canary + "waits", "a word that waits");
        yield return (_canary + "vain", "a search that fewer than five made");
        if (role is not ("coord" or "coord-els" or "admin")) yield return (SearchedInVain, "what many looked for in vain");
        if (role is not ("resident" or "starter")) yield return ($"{Match.Id}", "who may be asked");
        if (role != "resident") yield return ($"{_km}", "how far somebody lives");
        yield return (Token(Subscription.Digest), "what ends somebody's letters");
        yield return (Token(Subscription.NoticeBoard), "what ended somebody's letters");
    }

    private string Token(Subscription letters) => (_canary + (letters == Subscription.Digest ? "d" : "n")).PadRight(TokenLength, 'z');

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
        var appointments = offices.ToDictionary(o => o.Who, o => new Appointment { PersonId = _people[o.Who].Id, Office = o.Office, MunicipalityId = o.Where, Since = now });
        db.AddRange(appointments.Values);
        Appointment = appointments["coord-els"];
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
        Other = await PostAsync(db, "Rights of others", now);
        Invitation = new InitiativeInvitation { FromId = Initiative.Id, ToId = Other.Id, ById = _people["moderator"].Id, Words = _canary + "invited", At = now };
        db.Add(Invitation);

        Draft = new InitiativeDraft { OwnerId = _people["resident"].Id, Words = new DraftWords { Title = _canary + "draft", Language = "fi" }.ToJson(), Title = _canary + "draft", CreatedAt = now, SavedAt = now };
        Question = new InitiativeQuestion { InitiativeId = Initiative.Id, AskerId = _people["neighbour"].Id, Text = "When?", Language = "en", At = now };
        Option = new DateOption { InitiativeId = Initiative.Id, StartsAt = new(2027, 6, 2, 18, 0, 0), ProposedById = _people["starter"].Id, At = now };
        _proofToken = $"token{_canary}";
        var done = Initiative.Commitments.Single(c => c.PersonId == _people["doer"].Id).Id;
        Proof = new Proof { PersonId = _people["doer"].Id, CommitmentId = done, InitiativeId = Initiative.Id, Token = _proofToken, Words = _canary + "proof", At = now, ConfirmedById = _people["starter"].Id };
        db.AddRange(Draft, Question, Option, Proof, new Note { InitiativeId = Initiative.Id, AuthorId = _people["starter"].Id, Text = _canary + "note", Language = "en", At = now });
        await SaveMatchAsync(db, now);
        await SaveReportsAsync(db, now);
        await SaveWordsAsync(db, now);
        await SaveSearchesAsync(db, now);
        foreach (var role in Roles.Skip(1)) _visitors[role] = await _site.SignInAsync(_people[role], secondFactor: role is "coord" or "coord-els" or "moderator" or "admin");
    }

    /// <summary>A match of the resident with what the starter may be told of it and what not; letters that could be ended, and some that were.</summary>
    private async Task SaveMatchAsync(MatchmakingDb db, DateTimeOffset now)
    {
        var resident = _people["resident"];
        resident.ChangeProfile(new(resident.Name, Official.Joensuu, null, [], [], ["fi"], 0, Effort.None, [], MayBeSuggested: true));
        Match = new Match
        {
            PersonId = resident.Id,
            InitiativeId = Initiative.Id,
            RoleId = Initiative.Roles[0].Id,
            Score = 50,
            ComputedAt = now,
            Reasons = [new(ReasonCode.Theme, StableId.Of("theme", "cleanup")), new(ReasonCode.Near, Number: _km)],
        };
        var neighbour = _people["neighbour"];
        neighbour.ChangeProfile(new(neighbour.Name, Official.Joensuu, null, [], [], ["fi"], 0, Effort.None, [], MayBeSuggested: true));
        Shared = new Match { PersonId = neighbour.Id, InitiativeId = Initiative.Id, RoleId = Initiative.Roles[0].Id, Score = 40, ComputedAt = now };
        Shared.Ask(_people["starter"].Id, now);
        Shared.SayInterested(now);
        Shared.ShareContact(now);
        db.Add(Shared);
        resident.ChangeLetters("fi", "Europe/Helsinki", DigestRhythm.Weekly, noticeBoard: true, now);
        var ended = new UnsubscribeLink { PersonId = resident.Id, Letters = Subscription.NoticeBoard, Token = Token(Subscription.NoticeBoard) };
        ended.Use(resident.DigestRhythm, now);
        resident.Stop(Subscription.NoticeBoard);
        db.AddRange(Match, ended, new UnsubscribeLink { PersonId = resident.Id, Letters = Subscription.Digest, Token = Token(Subscription.Digest) },
            new LoweredTheme { PersonId = resident.Id, ThemeId = StableId.Of("theme", "music"), At = now },
            new WrongReason { PersonId = resident.Id, Code = ReasonCode.Online, AboutId = Guid.Empty, At = now });
        await db.SaveChangesAsync();
    }

    /// <summary>Reports that wait, of something public and of something for few; a decision to hide and one to keep.</summary>
    private async Task SaveReportsAsync(MatchmakingDb db, DateTimeOffset now)
    {
        ReportedNote = new Note { InitiativeId = Initiative.Id, AuthorId = _people["doer"].Id, Text = _canary + "told", Language = "en", At = now };
        Report Of(string kind, Guid id, string title, string? email) => new()
        {
            Kind = kind,
            ObjectId = id,
            MunicipalityId = Official.Joensuu,
            Title = title,
            Email = email,
            ReporterId = email is null ? _people["neighbour"].Id : null,
            Rule = ContentRule.Danger,
            Words = _canary + "report",
            Language = "fi",
            At = now,
        };
        Decision About(Initiative initiative, Verdict verdict, string facts) => new()
        {
            Kind = "initiative",
            ObjectId = initiative.Id,
            MunicipalityId = Official.Joensuu,
            Title = initiative.Title,
            AuthorId = _people["starter"].Id,
            Verdict = verdict,
            Rule = verdict == Verdict.Hidden ? ContentRule.Danger : null,
            Facts = _canary + facts,
            FromReport = true,
            ById = _people["moderator"].Id,
            At = now,
        };
        db.AddRange(ReportedNote, Of("initiative", Initiative.Id, Initiative.Title, $"{_canary}reporter@example.org"), Of("note", ReportedNote.Id, ReportedNote.Text, null),
            About(Initiative, Verdict.Kept, "kept"), About(Hidden, Verdict.Hidden, "because"));
        await db.SaveChangesAsync();
    }

    /// <summary>The resident has a word that waits and one that was merged.</summary>
    private async Task SaveWordsAsync(MatchmakingDb db, DateTimeOffset now)
    {
        FreeWord Said(string text) => new() { Kind = WordKind.Skill, Language = "fi", Text = _canary + text, Folded = _canary + text, FirstSaidBy = _people["resident"].Id, FirstSaidAt = now };
        var waiting = Said("waits");
        MergedWord = Said("merged");
        MergedWord.MergeInto(await db.Skills().OrderBy(s => s.Position).FirstAsync(), now);
        db.AddRange(waiting, MergedWord);
        var resident = _people["resident"];
        resident.ChangeProfile(new(resident.Name, Official.Joensuu, null, [], [], ["fi"], 0, Effort.None, [], MayBeSuggested: true, [waiting.Id, MergedWord.Id]));
        await db.SaveChangesAsync();
    }

    /// <summary>One search that five people made in vain, and one that fewer did.</summary>
    private async Task SaveSearchesAsync(MatchmakingDb db, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var known = (await db.NothingFound().Where(n => n.Text == SearchedInVain).Select(n => n.Who).ToListAsync()).ToHashSet();
        for (short who = 0; who < NothingFound.FewestPeople; who++)
        {
            if (!known.Contains(who)) db.Add(new NothingFound { Text = SearchedInVain, Who = who, Language = "fi", Day = day });
            if (who > 0) db.Add(new NothingFound { Text = _canary + "vain", Who = who, Language = "fi", Day = day });
        }
        await db.SaveChangesAsync();
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
        person.Seen(DateOnly.FromDateTime(now.UtcDateTime)); // the first visit of a day is noted
        if (role == "suspended") person.SuspendedAt = now;
        return person;
    }
}
