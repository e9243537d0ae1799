using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;

namespace Matchmaking.Initiatives;

internal static class InitiativeChanged
{
    /// <summary>The kind under which initiatives are searched, reported and suggested.</summary>
    public const string Kind = "initiative";

    /// <summary>Whatever shows this initiative is made anew: cached pages, the search, the matches. Saved with the change.</summary>
    public static void Changed(this MatchmakingDb db, Initiative initiative)
    {
        db.Touch($"initiative:{initiative.Id:N}");
        db.Touch($"municipality:{initiative.MunicipalityId:N}");
        db.Touch("initiatives");
        db.SearchPending(Kind, initiative.Id);
        db.MatchPending(MatchCause.Initiative, initiative.Id);
    }
}
