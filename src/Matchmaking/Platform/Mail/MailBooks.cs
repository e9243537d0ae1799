using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Platform.Mail;

/// <summary>Writes down how far each letter has come, on a connection of its own, so that it waits for no other question to the database. What is
/// written of every letter, that it is about to be handed over and what became of it, is prepared once. The last word on a letter is
/// committed while the relay is told of the next one; that one's mark waits for it, so no two are ever in somebody's hands at once.</summary>
/// <param name="asking">A second connection: whether a letter is still wanted is asked while the last word on the one before is being committed.</param>
internal sealed class MailBooks(MatchmakingDb db, MatchmakingDb asking) : IAsyncDisposable
{
    private static readonly TimeSpan HandOverLease = TimeSpan.FromMinutes(10);

    private readonly Claims _claims = new(db);
    private readonly NpgsqlCommand _begin = Command("""
        update outgoing_mail set state = 'HandingOver', rendered = $3, lease_until = now() + $4 where id = $1 and fence = $2 and done_at is null
        """, NpgsqlDbType.Bytea, NpgsqlDbType.Interval), _end = Command("""
        update outgoing_mail set state = $3, done_at = now(), lease_until = null, rendered = null, last_error = coalesce($4, last_error),
            args = case class when 'Code' then '{}' else args end
        where id = $1 and fence = $2 and done_at is null
        """, NpgsqlDbType.Text, NpgsqlDbType.Text);

    private Task _ending = Task.CompletedTask;

    public async Task OpenAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await OpenToAskAsync(ct);
        _begin.Connection = _end.Connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await _begin.PrepareAsync(ct);
        await _end.PrepareAsync(ct);
    }

    /// <summary>What is asked of every letter is planned once.</summary>
    private Task OpenToAskAsync(CancellationToken ct)
    {
        asking.Database.SetConnectionString(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString);
        return asking.Database.OpenConnectionAsync(ct);
    }

    /// <summary>Whatever was to be written is written.</summary>
    public Task SettledAsync() => _ending;

    /// <summary>The kind's own question, asked of what is true now.</summary>
    public Task<bool> IsStillWantedAsync(MailKind kind, Mail mail, CancellationToken ct) => kind.IsStillWanted(asking, mail, ct);

    /// <summary>False when the letter is another worker's by now: the lease ran out while this one stood still.</summary>
    /// <param name="kept">The text to keep for a re-send; nothing where there is none, or where it must not be kept.</param>
    public async Task<bool> BeginAsync(OutgoingMail row, byte[]? kept, CancellationToken ct)
    {
        await _ending;
        var mine = await SetAsync(_begin, row, kept, HandOverLease, ct);
        Fail.Hit("mail.handing-over");
        return mine;
    }

    /// <summary>The last word on a letter. Its text is forgotten: it may name people who delete their accounts, and nobody needs it again.
    /// What a code letter was made from goes too.</summary>
    public void End(OutgoingMail row, MailState state, string? error = null) => _ending = EndAsync(_ending, row, state, error);

    public async Task RetryAsync(OutgoingMail row, string error, TimeSpan pause)
    {
        await _ending;
        await db.Database.ExecuteSqlAsync($"""
            update outgoing_mail set state = 'Retry', lease_until = null, not_before = now() + {pause}, last_error = {error}
            where id = {row.Id} and fence = {row.Fence} and done_at is null
            """);
    }

    /// <summary>A letter that cannot be written is tried again, and the operator sees it.</summary>
    public async Task FailAsync(OutgoingMail row, Exception failure)
    {
        await _ending;
        await _claims.FailAsync(row, failure, Claims.Backoff(row.Attempts), CancellationToken.None);
    }

    /// <summary>Puts letters back that were taken and not tried: as they were, and without counting the taking as an attempt.</summary>
    public async Task ReturnAsync(IReadOnlyCollection<OutgoingMail> rows, TimeSpan pause)
    {
        await _ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it is told to whoever waits for it
        foreach (var row in rows)
            await db.Database.ExecuteSqlAsync($"""
                update outgoing_mail set state = {row.State.ToString()}, lease_until = null, not_before = now() + {pause}, attempts = attempts - 1
                where id = {row.Id} and fence = {row.Fence} and done_at is null and dead_at is null
                """);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _begin.DisposeAsync();
        await _end.DisposeAsync();
        await db.DisposeAsync();
        await asking.DisposeAsync();
    }

    private async Task EndAsync(Task before, OutgoingMail row, MailState state, string? error)
    {
        await before;
        await SetAsync(_end, row, state.ToString(), error, CancellationToken.None);
        Fail.Hit("mail.ended");
    }

    private static NpgsqlCommand Command(string sql, NpgsqlDbType third, NpgsqlDbType fourth) => new(sql)
    {
        Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { NpgsqlDbType = NpgsqlDbType.Integer }, new() { NpgsqlDbType = third }, new() { NpgsqlDbType = fourth } },
    };

    private static async Task<bool> SetAsync(NpgsqlCommand command, OutgoingMail row, object? third, object? fourth, CancellationToken ct)
    {
        object?[] values = [row.Id, row.Fence, third, fourth];
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
