namespace Matchmaking.Chaos;

/// <summary>How far composing and sending have come, asked of the database.</summary>
internal static class Mailing
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60), LongestShort = TimeSpan.FromMinutes(2);

    /// <summary>Whether a digest is due or a letter waits.</summary>
    public static Task<bool> IsLeftAsync(Rig rig) => rig.AskAsync<bool>("""
        select exists (select 1 from person where next_digest_at <= now()) or exists (select 1 from outgoing_mail where done_at is null and dead_at is null)
        """);

    /// <summary>The minutes between two tries pass, and so do the leases of letters that lay untouched for five seconds.</summary>
    public static async Task HurryAsync(Rig rig)
    {
        await rig.DoAsync("update outgoing_mail set not_before = now() where not_before > now() and done_at is null and dead_at is null");
        await rig.DoAsync("""
            update outgoing_mail set lease_until = now() - interval '1 second' where done_at is null and dead_at is null and lease_until > now()
                and lease_until - case when state = 'HandingOver' then interval '10 minutes' else interval '90 seconds' end < now() - interval '5 seconds'
            """);
        await Task.Delay(50);
    }

    /// <summary>Whether anything is left, in a world that hurries.</summary>
    public static async Task<bool> GoesOnAsync(Rig rig)
    {
        await HurryAsync(rig);
        return await IsLeftAsync(rig);
    }

    /// <summary>Until no digest is due and no letter waits, with no pause between tries.</summary>
    /// <exception cref="TimeoutException">It does not end; tells what waits.</exception>
    public static async Task EndAsync(Rig rig, bool test)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); await IsLeftAsync(rig); await HurryAsync(rig))
        {
            if (TimeProvider.System.GetElapsedTime(begun) < (test ? LongestShort : Longest)) continue;
            var waiting = await rig.RowsAsync("""
                select format('%s %s %s attempts %s, leased until %s by %s, %s', kind, state, class, attempts, lease_until, owner, last_error) from outgoing_mail where done_at is null and dead_at is null limit 10
                """, r => r.GetString(0));
            var due = await rig.AskAsync<int>("select count(*)::int from person where next_digest_at <= now()");
            throw new TimeoutException($"{due} digests are due, and letters wait:\n{string.Join('\n', waiting)}\n{rig.Said}");
        }
    }
}
