using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Matching;

/// <summary>What a point is given for.</summary>
internal enum WeightGroup { For, Against, Fair }

/// <summary>How many points each fact gives or takes, for coordinators of anywhere: read, tried on some people, changed, and put back.</summary>
public sealed partial class WeightsPage(MatchmakingDb Db, PreviewMatchWeights Preview, ChangeMatchWeights Change, Here Here, Me Me, Dates Dates, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private const int MostSaves = 20;
    private const int MostRows = 200;
    private readonly FormErrors _errors = new();
    private Dictionary<ReasonCode, int> _now = [];
    private List<Save> _saves = [];
    private WeightPreview? _preview;

    /// <summary>What the fields are filled with: "defaults", or the id of what was saved and is to be put back.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var isPosted = Input is not null;
        Input ??= new();
        if (!MatchingRights.CanChangeWeights(Me.SignedIn)) { Redirect.ToNotFound(); return; }
        _now = await Db.MatchWeights().ToDictionaryAsync(w => w.Code, w => w.Points);
        var rows = await Db.WeightChanges().OrderByDescending(c => c.At).ThenBy(c => c.Code).Take(MostRows)
            .LeftJoin(Db.People(), c => c.ById, p => (Guid?)p.Id, (c, p) => new { Change = c, Name = p == null ? null : p.Name }).ToListAsync();
        _saves = [.. rows.GroupBy(r => r.Change.SaveId).OrderByDescending(g => g.First().Change.At).Take(MostSaves)
            .Select(g => new Save(g.Key, g.First().Change.At, g.First().Name, [.. g.Select(r => r.Change).OrderBy(c => c.Code)]))];
        if (!isPosted) Input = InputModel.Of(_now, await FilledAsync());
    }

    /// <summary>The points of now, with those in their place that are to be put back.</summary>
    private async Task<IReadOnlyDictionary<ReasonCode, int>> FilledAsync()
    {
        if (From == "defaults") return ImportMatchWeights.Defaults;
        if (!Guid.TryParse(From, out var save)) return _now;
        var before = await Db.WeightChanges().Where(c => c.SaveId == save).ToDictionaryAsync(c => c.Code, c => c.Before);
        return _now.ToDictionary(w => w.Key, w => before.GetValueOrDefault(w.Key, w.Value));
    }

    private async Task SendAsync()
    {
        if (_now.Count == 0) return;
        foreach (var code in Enum.GetValues<ReasonCode>().Where(c => Input!.PointsOf(c) is null)) _errors.Add(FieldOf(code), T["Weights.Wrong", MatchWeight.Most], T[$"Weight.{code}"]);
        if (_errors.Any) return;
        var wanted = Enum.GetValues<ReasonCode>().ToDictionary(c => c, c => Input!.PointsOf(c)!.Value);
        if (Input!.Go != "save")
        {
            _preview = await Preview.RunAsync(Me.SignedIn, wanted);
            return;
        }
        switch (await Change.RunAsync(Me.SignedIn, Input.SeenPoints(), wanted))
        {
            case ChangingWeights.Changed:
                Redirect.To(Links.AdminWeights, T["Weights.Saved"]);
                break;
            case ChangingWeights.AsBefore:
                Redirect.To(Links.AdminWeights, T["Weights.AsBefore"]);
                break;
            case ChangingWeights.Overtaken: // what was typed stays, beside what is so now
                _now = await Db.MatchWeights().AsNoTracking().ToDictionaryAsync(w => w.Code, w => w.Points);
                Input.Seen = InputModel.SeenOf(_now);
                _errors.Add(T["Weights.Overtaken"]);
                break;
            default:
                Redirect.ToNotFound();
                break;
        }
    }

    private static string FieldOf(ReasonCode code) => $"Input.Points[{code}]";

    /// <summary>What it is now, where something else stands in the field; else what the product began with, where it is not that.</summary>
    private string? About(ReasonCode code)
    {
        var (now, first) = (_now.GetValueOrDefault(code), ImportMatchWeights.Defaults.GetValueOrDefault(code));
        return Input!.PointsOf(code) != now ? T["Weights.Now", now].Value : now != first ? T["Weights.First", first].Value : null;
    }

    private sealed record Save(Guid Id, DateTimeOffset At, string? By, IReadOnlyList<WeightChange> Changes);

    public sealed class InputModel
    {
        private static readonly ReasonCode[] _fair = [ReasonCode.FewHaveSeen, ReasonCode.Newcomer];

        /// <summary>By the name of the fact, as typed.</summary>
        public Dictionary<string, string?> Points { get; set => field = value ?? []; } = [];

        /// <summary>The points that were shown, so that nobody overwrites unseen what somebody else saved meanwhile.</summary>
        public string? Seen { get; set; }

        /// <summary>"preview" or "save".</summary>
        public string? Go { get; set; }

        internal static IEnumerable<ReasonCode> CodesIn(WeightGroup group) => Enum.GetValues<ReasonCode>()
            .Where(c => group == (_fair.Contains(c) ? WeightGroup.Fair : new Reason(c).Lowers ? WeightGroup.Against : WeightGroup.For));

        internal static InputModel Of(IReadOnlyDictionary<ReasonCode, int> now, IReadOnlyDictionary<ReasonCode, int> filled) => new()
        {
            Points = filled.ToDictionary(w => $"{w.Key}", w => (string?)w.Value.ToString(CultureInfo.InvariantCulture)),
            Seen = SeenOf(now),
        };

        internal static string SeenOf(IReadOnlyDictionary<ReasonCode, int> now) =>
            string.Join(' ', now.OrderBy(w => w.Key).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}:{w.Value}")));

        internal int? PointsOf(ReasonCode code) => Number(Points.GetValueOrDefault($"{code}"));

        /// <summary>What cannot be read was not seen.</summary>
        internal Dictionary<ReasonCode, int> SeenPoints()
        {
            var seen = Enum.GetValues<ReasonCode>().ToDictionary(c => c, _ => -1);
            foreach (var part in (Seen ?? "").Split(' ').Select(p => p.Split(':')))
                if (part is [var name, var points] && Enum.TryParse<ReasonCode>(name, out var code) && seen.ContainsKey(code)) seen[code] = Number(points) ?? -1;
            return seen;
        }

        private static int? Number(string? typed) =>
            int.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var points) && points is >= 0 and <= MatchWeight.Most ? points : null;
    }
}
