using Matchmaking.Initiatives;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>A draft in the list of one's own.</summary>
public sealed record DraftLine(Guid Id, string Title, int Step, DateTimeOffset SavedAt);

public static class DraftLines
{
    /// <summary>A person's drafts that are not posted yet, the last saved first.</summary>
    public static IQueryable<DraftLine> Lines(this IQueryable<InitiativeDraft> drafts, Guid ownerId) => drafts
        .Where(d => d.OwnerId == ownerId && d.PostedAsId == null).OrderByDescending(d => d.SavedAt).Select(d => new DraftLine(d.Id, d.Title, d.Step, d.SavedAt));
}
