using Matchmaking.Initiatives;
using Matchmaking.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Chaos;

/// <summary>Where things, documents and engine do not agree.</summary>
/// <param name="Marks">Those that wait, in words.</param>
/// <param name="Documents">Things without their document, documents without their thing or with another title.</param>
/// <param name="Lacking">Documents that the engine has not, or in another version; nothing known while it does not answer.</param>
/// <param name="Left">Of the engine's, those that it should not have, or not so.</param>
internal sealed record SearchDifference(string Marks, int Documents, int? Lacking, int? Left)
{
    public bool IsNone => (Documents, Lacking, Left) == (0, 0, 0);

    public static async Task<SearchDifference> LookAsync(Rig rig)
    {
        var marks = await rig.RowsAsync("""
            select format('%s marks, %s of them leased and %s put off, tried %s times at most: %s', count(*), count(*) filter (where lease_until > now()), count(*) filter (where not_before > now()),
                coalesce(max(attempts), 0), coalesce(max(last_error), 'no failure')) from search_pending
            """, r => r.GetString(0));
        var differ = await rig.AskAsync<int>("""
            select count(*)::int from (select id, title from initiative where hidden_at is null) i
            full join (select object_id, title from search_document where not is_gone) d on d.object_id = i.id where i.title is distinct from d.title
            """);
        var documents = (await rig.RowsAsync("select object_id, version from search_document where not is_gone", r => (EngineDocument.IdOf(InitiativeSearchDocument.Kind, r.GetGuid(0)), r.GetInt64(1)))).ToHashSet();
        HashSet<(string, long)>? held = await HeldAsync(rig) is { } all ? [.. all.Select(d => (d.Key, d.Value))] : null;
        return new(marks[0], differ, held is null ? null : documents.Except(held).Count(), held?.Except(documents).Count());
    }

    public override string ToString() => $"{Marks}; {Documents} documents are not as their things; the engine {(Lacking is null ? "does not answer" : $"lacks {Lacking} and has {Left} that it should not")}";

    /// <summary>What the engine holds, of these or of all, and in which versions; nothing when it does not answer.</summary>
    public static async Task<Dictionary<string, long>?> HeldAsync(Rig rig, List<string>? ids = null)
    {
        var (engine, index) = (rig.Services.GetRequiredService<MeilisearchClient>(), rig.Settings["Search__Index"]);
        try
        {
            var held = ids is null ? await engine.VersionsAsync(index, 0, 200_000, CancellationToken.None)
                : ids.Count == 0 ? [] : await engine.VersionsAsync(index, ids, CancellationToken.None);
            return held.ToDictionary(d => d.Id, d => d.Version);
        }
        catch (MeilisearchException)
        {
            return null;
        }
    }
}
