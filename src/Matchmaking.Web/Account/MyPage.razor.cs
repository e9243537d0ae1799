using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Account;

/// <summary>Where a person begins: the one next step, what one is in, what one brought, and the way to everything else of one's own.</summary>
public sealed partial class MyPage(Me Me, Here Here, MatchmakingDb Db, MunicipalityCatalog Municipalities, VocabularyCatalog Vocabulary, Dates Dates, TimeProvider Clock, IStringLocalizer<Texts> T)
{
    private const int MostShown = 6;
    private const int MostMatches = 3;
    private MunicipalityList? _municipalities;
    private VocabularyList? _vocabulary;
    private List<MatchSummary> _matches = [];
    private List<MyDoing> _doings = [];
    private List<MyInitiative> _started = [];
    private List<Draft> _drafts = [];
    private Next? _next;
    private int _reports, _words;
    private bool _asksWhatSuits;

    private IEnumerable<(string Href, IconName Icon, string Text)> Places =>
    [
        (Links.MyMatches, IconName.Sparkles, T["Me.Matches"]),
        (Links.MyCommitments, IconName.Tasklist, T["Commitments.Title"]),
        (Links.MyNotifications, IconName.Bell, Me.UnreadCount > 0 ? T["Me.Unread", Me.UnreadCount] : T["Notices.Title"]),
        (Links.MyProfile, IconName.PersonCircle, T["Profile.Title"]),
        (Links.MySettings, IconName.EnvelopeClosed, T["Settings.Title"]),
        (Links.MySecurity, IconName.ShieldCheckmark, T["Security.Title"]),
        (Links.MyPrivacy, IconName.PadlockLocked, T["Privacy.Title"]),
    ];

    private IEnumerable<(string Href, IconName Icon, string Text)> Offices
    {
        get
        {
            if (Me.SignedIn.IsAdministrator) yield return (Links.AdminMunicipalities, IconName.Buildings3, T["Me.Municipalities"]);
            else
                foreach (var home in Me.SignedIn.Offices.Where(o => o.Office == Office.Coordinator).Select(o => _municipalities?.ById(o.MunicipalityId ?? Guid.Empty)).OfType<MunicipalityEntry>())
                    yield return (Links.AdminMunicipality(home.Slug), IconName.Buildings3, T["Me.Municipality", home.Name(Here.Language)]);
            if (Me.SignedIn.CanMergeWords) yield return (Links.AdminWords, IconName.Chat, _words > 0 ? T["Me.WordsWaiting", _words] : T["Me.Words"]);
            if (SearchRights.CanReadNothingFound(Me.SignedIn)) yield return (Links.AdminSearches, IconName.MagnifyingGlass, T["Me.Searches"]);
            if (MatchingRights.CanChangeWeights(Me.SignedIn)) yield return (Links.AdminWeights, IconName.ArrowRightLeft, T["Me.Weights"]);
            if (Me.SignedIn.IsModerator) yield return (Links.AdminModeration, IconName.Eye, _reports > 0 ? T["Me.Reports", _reports] : T["Me.Moderation"]);
            if (Me.SignedIn.IsAdministrator) yield return (Links.AdminJobs, IconName.Cog, T["Me.Jobs"]);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        (_municipalities, _vocabulary) = (await Municipalities.GetAsync(), await Vocabulary.GetAsync());
        var matches = await Db.MatchesForAsync(Me.Id, Clock.GetUtcNow(), 0, MostMatches);
        var doings = await Db.CurrentDoingsOf(Me.Id).Take(MostShown).ToListAsync();
        var started = await Db.StartedBy(Me.Id).Take(30).ToListAsync();
        var drafts = await Db.InitiativeDrafts().Where(d => d.OwnerId == Me.Id && d.PostedAsId == null).OrderByDescending(d => d.SavedAt)
            .Select(d => new Draft(d.Id, d.Title, d.Step, d.SavedAt)).ToListAsync();
        var asked = Clock.GetUtcNow() - Handover.AnswerWithin;
        var reported = Db.Reports().Open().For(Me.SignedIn).Select(r => new { r.Kind, r.ObjectId }).Distinct();
        var mayMerge = Me.SignedIn.CanMergeWords;
        var me = await Db.People().Where(p => p.Id == Me.Id).Select(p => new
        {
            HasProfile = p.ThemeIds.Length > 0 || p.SkillIds.Length > 0 || p.WordIds.Length > 0,
            Reports = reported.Count(),
            Words = mayMerge ? Db.FreeWords().Waiting().Count() : 0,
            Handover = Db.Handovers().Where(h => h.ToId == p.Id && h.AnsweredAt == null && h.AskedAt > asked)
                .Join(Db.Initiatives().Visible(), h => h.InitiativeId, i => i.Id, (h, i) => new About(i.Number, i.Slug, i.Title)).FirstOrDefault(),
        }).SingleAsync();
        (_doings, _started, _drafts, _matches) = (doings, started, drafts, matches);
        (_reports, _words) = (me.Reports, me.Words);
        _next = NextStep(me.Handover, me.HasProfile);
        _asksWhatSuits = Me.IsWelcomed && !me.HasProfile && _next is not { Step: "Profile" } && matches.Count > 0;
    }

    private Next NextStep(About? handover, bool hasProfile)
    {
        if (!Me.IsWelcomed) return new("Welcome", Links.Welcome(null));
        if (Me is { HoldsOffice: true, SecondFactor: false }) return new("SecondFactor", Links.MySecurity);
        if (_reports > 0 && Me.SignedIn.Offices.Any(o => o.Office == Office.Moderator)) return new("Reports", Links.AdminModeration, _reports.ToString(Here.Culture));
        if (handover is not null) return new("Handover", Links.Initiative(handover.Number, handover.Slug), handover.Title);
        if (_started.Find(s => s.Questions > 0 && s.HiddenAt is null) is { } question) return new("Answer", Links.Initiative(question.Number, question.Slug), question.Title);
        if (_started.Find(s => s is { DormantAskedAt: not null, IsOver: false }) is { } dormant) return new("Alive", Links.Initiative(dormant.Number, dormant.Slug), dormant.Title);
        if (_drafts is [var draft, ..]) return new("Draft", Links.DraftStep(draft.Id, draft.Step), draft.Title.Length > 0 ? draft.Title : T["Me.Draft.Untitled"]);
        return hasProfile ? new("Matches", Links.MyMatches) : new("Profile", Links.MyProfile);
    }

    /// <param name="Step">The key of its words.</param>
    private sealed record Next(string Step, string Href, string About = "");

    private sealed record About(int Number, string Slug, string Title);

    private sealed record Draft(Guid Id, string Title, int Step, DateTimeOffset SavedAt);
}
