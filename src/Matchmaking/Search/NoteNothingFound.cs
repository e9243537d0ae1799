using System.Security.Cryptography;
using System.Text;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Notes that somebody looked for a text and found nothing. Of who it was one byte is kept, made of the text, the searcher and a
/// secret key: the same person gives the same byte for the same text and another one for another text, and so does one person in 256. So
/// nobody's searches can be put together, and no row says who made it; fewer people may be counted than there were, never more.</summary>
public sealed class NoteNothingFound(MatchmakingDb db, ISeal seal, TimeProvider clock)
{
    /// <param name="text">As <see cref="NothingFound.Read"/> gives it.</param>
    /// <param name="who">Whatever tells one searcher from another; it is not kept.</param>
    /// <param name="language">Of the page.</param>
    /// <param name="municipalityId">Where it was looked for.</param>
    /// <param name="ct">Ends the noting.</param>
    /// <returns>False when it was noted before, or enough was noted today.</returns>
    public async Task<bool> RunAsync(string text, string who, string language, Guid? municipalityId, CancellationToken ct = default)
    {
        var one = (short)HMACSHA256.HashData(await KeyAsync(ct), Encoding.UTF8.GetBytes($"{text}\n{who}"))[0];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await db.Database.ExecuteSqlAsync($"""
            insert into nothing_found (text, who, language, municipality_id, day)
            select {text}, {one}, {language}, {municipalityId}::uuid, {today}
            where (select count(*) from nothing_found where day = {today}) < {NothingFound.MostPerDay}
            on conflict do nothing
            """, ct) > 0;
    }

    /// <summary>Of two who make the first key at once both use the one that came first: only what could not be opened is overwritten.</summary>
    private async Task<byte[]> KeyAsync(CancellationToken ct)
    {
        var (key, stored) = await OpenAsync(ct);
        if (key is not null) return key;
        var (made, lost) = (seal.Seal(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), stored ?? "");
        await db.Database.ExecuteSqlAsync($"""
            insert into searcher_key (id, sealed) values ({SearcherKey.TheOne}, {made})
            on conflict (id) do update set sealed = excluded.sealed where searcher_key.sealed = {lost}
            """, ct);
        return (await OpenAsync(ct)).Key ?? throw new InvalidOperationException("The key of searchers cannot be opened.");
    }

    private async Task<(byte[]? Key, string? Stored)> OpenAsync(CancellationToken ct)
    {
        var stored = await db.Set<SearcherKey>().Select(k => k.Sealed).SingleOrDefaultAsync(ct);
        return (stored is not null && seal.Open(stored) is { } key ? Convert.FromBase64String(key) : null, stored);
    }
}
