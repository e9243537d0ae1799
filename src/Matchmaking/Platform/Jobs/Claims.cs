using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Platform.Jobs;

#pragma warning disable RS0030, EF1002, EF1003 // SQL text: the table's name comes from the model, never from a person
/// <summary>Takes rows of a work table, one worker at a time, and marks them done; the one place that does so for every table.
/// A lease that runs out frees the row; its fence then keeps the late worker from finishing (docs/jobs.md).</summary>
public sealed class Claims(MatchmakingDb db)
{
    private static readonly string Me = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>After so many attempts a row is given up.</summary>
    public const int MostAttempts = 10;

    /// <summary>Takes up to <paramref name="count"/> rows that are due, by priority and then oldest first, in a transaction of its own.</summary>
    public async Task<List<T>> TakeAsync<T>(int count, TimeSpan lease, CancellationToken ct) where T : WorkRow
    {
        var table = Table<T>();
        var taken = await db.Set<T>().FromSqlRaw($$"""
            update {{table}} set owner = {0}, fence = fence + 1, attempts = attempts + 1, lease_until = now() + {1}
            where id in (select id from {{table}} where done_at is null and dead_at is null and not_before <= now()
                         and (lease_until is null or lease_until < now())
                         order by priority, not_before, id limit {2} for update skip locked)
            returning *
            """, Me, lease, count).AsNoTracking().ToListAsync(ct);
        if (taken.Count > 0) Fail.Hit("job.taken");
        return [.. taken.OrderBy(r => r.Priority).ThenBy(r => r.NotBefore).ThenBy(r => r.Id)]; // what an update returns is in no order
    }

    /// <summary>Marks the row done, in the caller's transaction if there is one. False: somebody else has it now, and the caller must roll back.</summary>
    public Task<bool> FinishAsync<T>(T row, CancellationToken ct) where T : WorkRow =>
        SetAsync(row, "done_at = now(), lease_until = null", [], ct);

    /// <summary>Gives the row back after a failure; it is taken again after <paramref name="delay"/>, or given up when it failed too often.</summary>
    public Task<bool> FailAsync<T>(T row, Exception failure, TimeSpan delay, CancellationToken ct) where T : WorkRow =>
        row.Attempts >= MostAttempts
            ? SetAsync(row, "last_error = {2}, lease_until = null, dead_at = now()", [Describe(failure)], ct)
            : SetAsync(row, "last_error = {2}, lease_until = null, not_before = now() + {3}", [Describe(failure), delay], ct);

    /// <summary>Holds the row longer while long work goes on.</summary>
    public Task<bool> ExtendAsync<T>(T row, TimeSpan lease, CancellationToken ct) where T : WorkRow =>
        SetAsync(row, "lease_until = now() + {2}", [lease], ct);

    /// <summary>Puts rows that were given up back in the queue, as if new; all of the table without an id. Returns how many.</summary>
    public Task<int> ReviveAsync(string table, Guid? id, CancellationToken ct) => WorkTables.TypeOf(db, table) is null ? Task.FromResult(0) : db.Database.ExecuteSqlRawAsync($$"""
        update {{table}} set dead_at = null, attempts = 0, fence = fence + 1, lease_until = null, not_before = now()
        where dead_at is not null and done_at is null and ({0} or id = {1})
        """, [id is null, id ?? Guid.Empty], ct);

    /// <summary>1, 2, 4 … minutes, never more than an hour.</summary>
    public static TimeSpan Backoff(int attempts) => TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Max(0, attempts - 1))));

    /// <summary>The failure's type and first line. Messages of the database carry no values (Include Error Detail is off).</summary>
    public static string Describe(Exception failure)
    {
        var line = failure.Message.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        return $"{failure.GetType().Name}: {line[..Math.Min(line.Length, 300)]}";
    }

    private async Task<bool> SetAsync<T>(T row, string assignments, object[] values, CancellationToken ct) where T : WorkRow =>
        await db.Database.ExecuteSqlRawAsync(
            $"update {Table<T>()} set {assignments} where id = {{0}} and fence = {{1}} and done_at is null and dead_at is null",
            [row.Id, row.Fence, .. values], ct) == 1;

    private string Table<T>() => db.Model.FindEntityType(typeof(T))!.GetTableName()!;
}
