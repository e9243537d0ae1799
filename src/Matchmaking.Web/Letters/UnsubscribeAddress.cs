using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Web.Letters;

/// <summary>The address that ends letters of a kind with one press, for the letter's header (RFC 8058) and its last line.</summary>
internal sealed class UnsubscribeAddress(MatchmakingDb db, LetterLinks links)
{
    public async Task<Uri?> OfAsync(Reader reader, Subscription letters, CancellationToken ct) =>
        await db.UnsubscribeTokenAsync(reader.PersonId, letters, ct) is { } token ? new Uri(links.To(reader.Language, Links.Unsubscribe(token))) : null;
}
