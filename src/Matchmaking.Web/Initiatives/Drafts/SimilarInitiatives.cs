using Matchmaking.Initiatives;
using Matchmaking.Search;

namespace Matchmaking.Web.Initiatives.Drafts;

internal static class SimilarInitiatives
{
    private static readonly string[] Joinable = [nameof(InitiativeState.Open), nameof(InitiativeState.Ready), nameof(InitiativeState.UnderWay)];

    /// <summary>Up to three that still take doers, the likest first; none for a title of fewer than three words.</summary>
    public static async Task<IEnumerable<Guid>> FindAsync(FindSimilar find, string? title, string? language, CancellationToken ct)
    {
        if (title is null || title.Length > 400 || title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < 3) return [];
        return (await find.RunAsync("initiative", Joinable, title, language ?? "", ct)).Select(h => h.Document.ObjectId);
    }

    /// <summary>Up to three of the same municipality that still take doers and are like one that is there.</summary>
    public static async Task<IEnumerable<Guid>> FindOthersAsync(FindSimilar find, InitiativeDetail one, CancellationToken ct) =>
        (await find.RunAsync("initiative", Joinable, one.Title, one.Language, ct, one.MunicipalityId, except: one.Id)).Select(h => h.Document.ObjectId);
}
