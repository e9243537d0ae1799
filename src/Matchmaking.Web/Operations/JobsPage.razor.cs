using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Operations;

/// <summary>What runs by itself and how it goes, for administrators. It names kinds and ids, never a person or an address.</summary>
public sealed partial class JobsPage(MatchmakingDb Db, SearchEngine Engine, Here Here, Me Me, Dates Dates, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private const int MostShown = 50;

    /// <summary>The most frequent job runs each second, so a clock that fires nothing for so long stands still.</summary>
    private static readonly TimeSpan ClockStandsAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AskEngineAtMost = TimeSpan.FromSeconds(1);

    private readonly List<string> _alarms = [];
    private List<JobLine> _jobs = [];
    private List<WorkTable> _tables = [];
    private List<FailedRow> _failed = [];
    private MailFigures? _figures;
    private DateTimeOffset _now;
    private DateTimeOffset? _lastTick;
    private int _unsent;
    private bool? _engineAnswers;

    private bool ClockStands => _lastTick is null || _now - _lastTick > ClockStandsAfter;

    private string ClockWords => _lastTick is { } at ? T[ClockStands ? "Jobs.ClockStands" : "Jobs.ClockRuns", Dates.NearMoment(at, Here.TimeZone)] : T["Jobs.ClockNever"];

    private string SearchWords => _engineAnswers switch
    {
        null => T["Jobs.NoEngine"],
        true => T["Jobs.Engine", _unsent],
        false => T["Jobs.EngineAway", _unsent],
    };

    protected override async Task OnInitializedAsync()
    {
        if (!Me.SignedIn.IsAdministrator || Me.IsSuspended) { Redirect.ToNotFound(); return; }
        _now = await Db.NowAsync();
        var runs = await Db.JobRuns().AsNoTracking().ToDictionaryAsync(r => r.Name);
        _jobs = [.. Schedule.All.Select(line => new JobLine(line.Name, runs.GetValueOrDefault(line.Name), StateOf(line, runs.GetValueOrDefault(line.Name))))];
        _lastTick = runs.Values.Max(r => r.LastStart);
        _tables = await Db.WorkTablesAsync();
        _figures = await Db.MailFiguresAsync();
        _failed = [.. await FailedLettersAsync(), .. (await Db.DeadRowsAsync(MostShown)).Where(r => r.Table != LetterTable).Select(r => new FailedRow(r.Table, r.Id, T["Jobs.Attempts", r.Attempts], r.At, r.Error, CanTry: true))];
        _unsent = await Db.SearchDocuments().IgnoreQueryFilters().CountAsync(d => d.Version != d.EngineVersion);
        _engineAnswers = Engine.IsConfigured ? await EngineAnswersAsync() : null;
        _alarms.AddRange(Alarms());
    }

    private string LetterTable => Db.Model.FindEntityType(typeof(OutgoingMail))!.GetTableName()!;

    private async Task<List<FailedRow>> FailedLettersAsync()
    {
        var useful = Db.OutgoingMails().FailedButUseful(_now).Select(m => m.Id);
        var failed = await Db.OutgoingMails().Failed().OrderByDescending(m => m.CreatedAt).Take(MostShown)
            .Select(m => new { m.Id, m.Kind, m.CreatedAt, m.LastError, CanTry = useful.Contains(m.Id) }).ToListAsync();
        return [.. failed.Select(m => new FailedRow(LetterTable, m.Id, NameOf($"Letter.{m.Kind}", m.Kind), m.CreatedAt, m.LastError, m.CanTry))];
    }

    private async Task<bool> EngineAnswersAsync()
    {
        using var patience = new CancellationTokenSource(AskEngineAtMost);
        try
        {
            await Engine.Client.HealthAsync(patience.Token);
            return true;
        }
        catch (Exception e) when (e is MeilisearchException or OperationCanceledException)
        {
            return false;
        }
    }

    private IEnumerable<string> Alarms()
    {
        if (ClockStands) yield return ClockWords;
        if (_figures is { WaitingLong: > 0 }) yield return T[$"Jobs.LettersLate.{Plurals.Of(_figures.WaitingLong)}", _figures.WaitingLong];
        if (_figures is { NoneGoes: true }) yield return T["Jobs.NoLetterGoes"];
        foreach (var job in _jobs.Where(j => j.State is JobState.Failing or JobState.Late)) yield return T[$"Jobs.Is{job.State}", NameOf($"Job.{job.Name}", job.Name)];
        foreach (var table in _tables.Where(t => t.Dead > 0)) yield return T["Jobs.GivenUp", NameOf($"Table.{table.Name}", table.Name), table.Dead];
        if (_engineAnswers == false) yield return SearchWords;
    }

    private JobState StateOf(Recurring line, JobRun? run) => run switch
    {
        null or { LastSuccess: null, FailuresInARow: 0 } => JobState.NeverRun,
        { FailuresInARow: > 0 } => JobState.Failing,
        _ => _now - run.LastSuccess > line.LateAfter ? JobState.Late : JobState.Well,
    };

    private static Tone ToneOf(JobState state) => state switch { JobState.Well => Tone.Success, JobState.NeverRun => Tone.Neutral, _ => Tone.Danger };

    private string Moment(DateTimeOffset? at) => at is { } moment ? Dates.NearMoment(moment, Here.TimeZone) : "–";

    /// <summary>A job or table that has no name in words yet is called as in the code.</summary>
    private string NameOf(string key, string name) => T[key] is { ResourceNotFound: false } words ? words : name;

    /// <summary>An error as it is, without anything like an address.</summary>
    private static string Plain(string error) => string.Join(' ', error.Split(' ').Select(word => word.Contains('@') ? "…" : word));

    private enum JobState { NeverRun, Well, Late, Failing }

    private sealed record JobLine(string Name, JobRun? Run, JobState State);

    /// <param name="What">The kind of letter, or how often it was tried.</param>
    private sealed record FailedRow(string Table, Guid Id, string What, DateTimeOffset At, string? Error, bool CanTry);
}
