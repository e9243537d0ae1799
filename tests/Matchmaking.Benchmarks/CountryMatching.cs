using System.Diagnostics;
using System.Globalization;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Benchmarks;

/// <summary>Matching in a made-up country of 100 000 people and 5 000 open roles: the night's run, what a second one writes, how soon a changed
/// role is with the people concerned, and what ten times as many people take.</summary>
internal static class CountryMatching
{
    private const string Fingerprint = """select coalesce(bit_xor(hashtextextended(concat_ws(' ', id, xmin, ctid), 0)), 0) || ' ' || count(*) from match""";

    public static async Task<bool> RunAsync(bool test, bool beside)
    {
        var (few, many, roles) = test ? (100, 1_000, 200) : (10_000, 100_000, 5_000);
        await (await FirstNightAsync(100, 100)).Domain.DisposeAsync(); // compiled
        var small = await FirstNightAsync(few, roles);
        await small.Domain.DisposeAsync();
        var whole = await FirstNightAsync(many, roles);
        await using var domain = whole.Domain;
        Console.WriteLine($"first night, {many} people × {roles} roles: {whole.Seconds:F1} s (at most 60), {whole.Done.Kept.Added} rows; of {(long)many * roles} pairs {whole.Done.Scored} scored, {whole.Done.Pruned} pruned; memory grew by {whole.Grown} MiB at its highest (at most 1024)");
        Console.WriteLine($"growth: {few} people {small.Seconds:F1} s, {many} people {whole.Seconds:F1} s = {whole.Seconds / small.Seconds:F1} times (at most 12)");
        var holds = whole is { Seconds: <= 60, Grown: <= 1024 } && (test || whole.Seconds / small.Seconds <= 12);
        return holds & await SecondNightAsync(domain) & await ChangesAsync(domain) & await NightAfterLookingAsync(domain) & (!beside || await MeilisearchBeside.RunAsync(domain));
    }

    private sealed record FirstNight(TestDomain Domain, double Seconds, Matched Done, long Grown);

    private static async Task<FirstNight> FirstNightAsync(int people, int roles)
    {
        var domain = new TestDomain();
        await domain.InitializeAsync();
        await MadeUpCountry.FoundAsync(domain, people, roles);
        var before = Memory.Begin();
        var (done, seconds) = await NightAsync(domain);
        return new(domain, seconds, done, Memory.Highest() - before);
    }

    /// <summary>Without a change it writes nothing: no row is another, nor in another place.</summary>
    private static async Task<bool> SecondNightAsync(TestDomain domain)
    {
        var before = await TextAsync(domain, Fingerprint);
        var (done, seconds) = await NightAsync(domain);
        var same = before == await TextAsync(domain, Fingerprint);
        Console.WriteLine($"second night without a change: {seconds:F1} s, {done.Kept.Rows} rows written (0), rows untouched: {same}");
        return same && done.Kept.Rows == 0;
    }

    /// <summary>In the largest municipality: a role becomes what most want, an online one too, then it closes. Afterwards the night finds nothing to do.</summary>
    private static async Task<bool> ChangesAsync(TestDomain domain)
    {
        var (themes, crowded) = await domain.ReadAsync(async db => (await db.Themes().OrderBy(t => t.Key).Select(t => t.Id).Take(3).ToArrayAsync(),
            await db.Initiatives().TakingDoers().Where(i => !i.Online).OrderByDescending(i => db.People().Count(p => p.MunicipalityId == i.MunicipalityId)).ThenBy(i => i.Id).Select(i => i.Id).FirstAsync()));
        var wanted = await ChangeAsync(domain, "a role becomes what most want", crowded, db => db.Database.ExecuteSqlAsync($"update initiative set theme_ids = {themes} where id = {crowded}"));
        var online = await ChangeAsync(domain, "it goes online", crowded, db => db.Database.ExecuteSqlAsync($"update initiative set online = true where id = {crowded}"));
        var closed = await ChangeAsync(domain, "it closes", crowded, db => db.Database.ExecuteSqlAsync($"update initiative set state = 'Paused' where id = {crowded}"));
        var (night, _) = await NightAsync(domain);
        Console.WriteLine($"the night after these changes: {night.Kept.Rows} rows written (0)");
        return wanted && online && closed && night.Kept.Rows == 0;
    }

    private static async Task<bool> ChangeAsync(TestDomain domain, string what, Guid initiative, Func<MatchmakingDb, Task<int>> change)
    {
        var before = await domain.ReadAsync(db => db.Matches().CountAsync(m => m.InitiativeId == initiative));
        await domain.ReadAsync(async db =>
        {
            await change(db);
            await db.MatchPendings().ExecuteDeleteAsync();
            db.MatchPending(MatchCause.Initiative, initiative);
            return await db.SaveChangesAsync();
        });
        var clock = Stopwatch.StartNew();
        await domain.RunAsync((RefreshMatches job) => job.RunAsync(CancellationToken.None));
        var seconds = clock.Elapsed.TotalSeconds;
        var after = await domain.ReadAsync(db => db.Matches().CountAsync(m => m.InitiativeId == initiative));
        Console.WriteLine($"{what}: {seconds:F1} s until it is with the people concerned (at most 5); {before} had it, {after} have it");
        return seconds <= 5;
    }

    private static async Task<bool> NightAfterLookingAsync(TestDomain domain)
    {
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"""
            with seen as (update match set seen_at = now() where seen_at is null and get_byte(uuid_send(person_id), 3) < {256 * CountryWeek.Looking} returning role_id)
            insert into role_seen (role_id, times) select role_id, count(*) from seen group by role_id
            """));
        var (done, seconds) = await NightAsync(domain);
        Console.WriteLine($"the night after a day on which {CountryWeek.Looking:P0} looked at theirs: {seconds:F1} s (at most 60); rows {done.Kept.Added} added, {done.Kept.Changed} changed, {done.Kept.Removed} removed");
        return seconds <= 60;
    }

    private static async Task<(Matched Done, double Seconds)> NightAsync(TestDomain domain)
    {
        var clock = Stopwatch.StartNew();
        var done = await domain.RunAsync((RefreshAllMatches job) => job.LookAtAllAsync(CancellationToken.None));
        return (done, clock.Elapsed.TotalSeconds);
    }

    private static async Task<string> TextAsync(TestDomain domain, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(domain.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>What the process holds, in MiB, as the system counts it.</summary>
internal static class Memory
{
    /// <summary>What it holds now, from which on the highest is watched.</summary>
    public static long Begin()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Read("VmRSS");
    }

    public static long Highest() => Read("VmHWM");

    private static long Read(string what) =>
        long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith($"{what}:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
}
