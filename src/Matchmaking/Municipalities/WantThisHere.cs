using System.Security.Cryptography;
using System.Text;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Municipalities;

public enum Wanting { Counted, AlreadyCounted, AlreadyJoined }

/// <summary>"We want this here": anyone may say so of a listed municipality, signed in or not; the administrator sees how many did.</summary>
public sealed class WantThisHere(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="personId">Whoever is signed in.</param>
    /// <param name="browserKey">A random text that only this browser has; it is stored as a hash.</param>
    public async Task<Wanting> RunAsync(Guid municipalityId, Guid? personId, string browserKey, CancellationToken ct = default)
    {
        if (await db.Municipalities().AnyAsync(m => m.Id == municipalityId && m.State == MunicipalityState.Joined, ct)) return Wanting.AlreadyJoined;
        var (id, key, now) = (Guid.CreateVersion7(), Hash(municipalityId, browserKey), clock.GetUtcNow());
        var added = await db.Database.ExecuteSqlAsync($"""
            insert into wanted_here (id, municipality_id, person_id, browser_key, at) values ({id}, {municipalityId}, {personId}, {key}, {now})
            on conflict do nothing
            """, ct);
        return added == 1 ? Wanting.Counted : Wanting.AlreadyCounted;
    }

    private static string Hash(Guid municipalityId, string browserKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{municipalityId}/{browserKey}")));
}
