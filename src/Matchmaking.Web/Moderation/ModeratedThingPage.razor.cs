using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Moderation;

/// <summary>A thing with its reports and everything decided about it, and the form that decides. Who reported is shown to nobody.</summary>
public sealed partial class ModeratedThingPage(
    MatchmakingDb Db, ModeratedKinds Kinds, MunicipalityCatalog Catalog, HideContent Hide, KeepContent Keep, RestoreContent Restore,
    Here Here, Me Me, Dates Dates, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private static readonly IEnumerable<ContentRule> Rules = Enum.GetValues<ContentRule>().Where(r => r != ContentRule.Other);
    private readonly FormErrors _errors = new();
    private ModeratedThing? _thing;
    private string _home = "";
    private string? _author;
    private bool _isOwn;
    private List<Choice> _choices = [];
    private List<ReportLine> _reports = [];
    private List<DecisionLine> _decisions = [];

    [Parameter] public string Kind { get; set; } = "";

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override void OnInitialized() => Input ??= new();

    protected override async Task OnInitializedAsync()
    {
        if (!Me.SignedIn.IsModerator || Kinds.Of(Kind) is not { } kind) { Redirect.ToNotFound(); return; }
        var reports = await Db.Reports().AsNoTracking().Where(r => r.Kind == Kind && r.ObjectId == Id).OrderByDescending(r => r.Number).ToListAsync();
        var thing = await kind.FindAsync(Db, Id, default) ?? (reports is [var last, ..] ? ModeratedThing.Gone(last) : null);
        if (thing is null || !ModerationRights.CanRead(Me.SignedIn, thing.MunicipalityId)) { Redirect.ToNotFound(); return; }

        _decisions = await Db.Decisions().AsNoTracking().Of(Kind, Id).Select(d => new DecisionLine(d, Db.People().Where(p => p.Id == d.ById).Select(p => p.Name).FirstOrDefault())).ToListAsync();
        _author = await Db.People().Where(p => p.Id == thing.AuthorId).Select(p => p.Name).SingleOrDefaultAsync();
        _reports = [.. reports.Select(r => new ReportLine(r.Number, r.Rule, r.Words, r.Language, r.At, r.ReporterId is not null, r.DecisionId is null))];
        _home = (await Catalog.GetAsync()).ById(thing.MunicipalityId)?.Name(Here.Language) ?? "";
        _isOwn = !ModerationRights.CanDecide(Me.SignedIn, thing);
        if (!_isOwn) _choices = [.. Choices(thing)];
        Input!.Seen ??= Latest?.ToString();
        _thing = thing;
    }

    private IEnumerable<Choice> RuleChoices => Rules.Select(r => new Choice(r.ToString(), T[$"Rule.{r}"]));

    private Guid? Latest => _decisions is [var latest, ..] ? latest.Decision.Id : null;

    private IEnumerable<Choice> Choices(ModeratedThing thing)
    {
        if (thing.HiddenAt is not null) yield return new(nameof(Verdict.Restored), T["Choice.Restored"], T["Choice.Restored.What"]);
        if (thing is { HiddenAt: null, IsGone: false }) yield return new(nameof(Verdict.Hidden), T["Choice.Hidden"], T["Choice.Hidden.What"]);
        if (thing.HiddenAt is null && _reports.Any(r => r.IsOpen)) yield return new(nameof(Verdict.Kept), thing.IsGone ? T["Choice.Gone"] : T["Choice.Kept"], T["Choice.Kept.What"]);
    }

    private async Task DecideAsync()
    {
        if (_thing is null) return;
        var hides = Input!.Choice == nameof(Verdict.Hidden);
        if (Input.Choice is not (nameof(Verdict.Hidden) or nameof(Verdict.Kept) or nameof(Verdict.Restored))) _errors.Add("Input.Choice", T["Decide.What.Missing"]);
        ContentRule? rule = Rules.Where(r => r.ToString() == Input.Rule).Select(r => (ContentRule?)r).FirstOrDefault();
        if (hides && rule is null) _errors.Add("Input.Rule", T["Decide.Rule.Missing"]);
        var facts = ThingWords.Read(_errors, T, "Input.Facts", Input.Facts, Decision.MostFacts, T["Decide.Facts.Missing"]);
        if (_errors.Any || facts is null) return;

        Guid? seen = Guid.TryParse(Input.Seen, out var id) ? id : null;
        var deciding = Input.Choice switch
        {
            nameof(Verdict.Hidden) => await Hide.RunAsync(Me.SignedIn, Kind, Id, rule!.Value, facts, seen),
            nameof(Verdict.Kept) => await Keep.RunAsync(Me.SignedIn, Kind, Id, facts, seen),
            _ => await Restore.RunAsync(Me.SignedIn, Kind, Id, facts, seen),
        };
        switch (deciding)
        {
            case Deciding.Decided: Redirect.To(Links.AdminModeration, T[$"Decide.Done.{Enum.Parse<Verdict>(Input.Choice!)}"]); break;
            case Deciding.AlreadyDecided:
                _errors.Add(T["Decide.Already"]);
                Input.Seen = Latest?.ToString() ?? ""; // from here on the moderator has seen it
                break;
            default: Redirect.ToNotFound(); break;
        }
    }

    private sealed record ReportLine(int Number, ContentRule Rule, string Words, string Language, DateTimeOffset At, bool ByMember, bool IsOpen);

    private sealed record DecisionLine(Decision Decision, string? By);

    public sealed class InputModel
    {
        /// <summary>The name of a <see cref="Verdict"/>.</summary>
        public string? Choice { get; set; }
        public string? Rule { get; set; }
        public string? Facts { get; set; }

        /// <summary>The latest decision that was there when the form was shown.</summary>
        public string? Seen { get; set; }
    }
}
