using System.Reflection;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Matchmaking.Platform.Jobs;

/// <summary>How much there is to do in a work table.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Due">What could be done now and is not.</param>
/// <param name="DueSince">Since when the oldest of these could be done.</param>
/// <param name="Later">What waits for its time, or for another try.</param>
/// <param name="Dead">What was given up after too many attempts.</param>
public sealed record WorkTable(string Name, int Due, DateTimeOffset? DueSince, int Later, int Dead);

/// <summary>A row that was given up. Its error holds nothing that a person typed.</summary>
public sealed record DeadRow(string Table, Guid Id, int Attempts, DateTimeOffset At, string? Error);

/// <summary>All work tables of the model, looked at alike: a new one is here by itself.</summary>
public static class WorkTables
{
    /// <summary>The clock by which work is due.</summary>
    public static Task<DateTimeOffset> NowAsync(this MatchmakingDb db, CancellationToken ct = default) =>
        db.Database.SqlQuery<DateTimeOffset>($"select now() as \"Value\"").SingleAsync(ct);

    public static async Task<List<WorkTable>> WorkTablesAsync(this MatchmakingDb db, CancellationToken ct = default)
    {
        var now = await db.NowAsync(ct);
        var tables = new List<WorkTable>();
        foreach (var type in Types(db)) tables.Add(await Call<Task<WorkTable>>(nameof(CountAsync), type, db, now, ct));
        return tables;
    }

    /// <summary>The first of each table that were given up, the oldest first.</summary>
    public static async Task<List<DeadRow>> DeadRowsAsync(this MatchmakingDb db, int mostOfEach, CancellationToken ct = default)
    {
        var rows = new List<DeadRow>();
        foreach (var type in Types(db)) rows.AddRange(await Call<Task<List<DeadRow>>>(nameof(DeadAsync), type, db, mostOfEach, ct));
        return rows;
    }

    internal static IEntityType? TypeOf(MatchmakingDb db, string table) => Types(db).SingleOrDefault(t => t.GetTableName() == table);

    private static IEnumerable<IEntityType> Types(MatchmakingDb db) =>
        db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(WorkRow)) && !t.ClrType.IsAbstract).OrderBy(t => t.GetTableName(), StringComparer.Ordinal);

    private static T Call<T>(string method, IEntityType type, params object[] arguments) =>
        (T)typeof(WorkTables).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.ClrType).Invoke(null, arguments)!;

    private static async Task<WorkTable> CountAsync<T>(MatchmakingDb db, DateTimeOffset now, CancellationToken ct) where T : WorkRow
    {
        var counted = await db.Set<T>().Where(r => r.DoneAt == null).GroupBy(_ => 1).Select(g => new
        {
            Due = g.Count(r => r.DeadAt == null && r.NotBefore <= now && (r.LeaseUntil == null || r.LeaseUntil < now)),
            Since = g.Where(r => r.DeadAt == null && r.NotBefore <= now && (r.LeaseUntil == null || r.LeaseUntil < now)).Min(r => (DateTimeOffset?)r.NotBefore),
            Later = g.Count(r => r.DeadAt == null && r.NotBefore > now),
            Dead = g.Count(r => r.DeadAt != null),
        }).SingleOrDefaultAsync(ct);
        return new(db.Model.FindEntityType(typeof(T))!.GetTableName()!, counted?.Due ?? 0, counted?.Since, counted?.Later ?? 0, counted?.Dead ?? 0);
    }

    private static async Task<List<DeadRow>> DeadAsync<T>(MatchmakingDb db, int most, CancellationToken ct) where T : WorkRow
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
        return [.. (await db.Set<T>().Where(r => r.DeadAt != null).OrderBy(r => r.DeadAt).ThenBy(r => r.Id).Take(most)
            .Select(r => new { r.Id, r.Attempts, r.DeadAt, r.LastError }).ToListAsync(ct)).Select(r => new DeadRow(table, r.Id, r.Attempts, r.DeadAt!.Value, r.LastError))];
    }
}
