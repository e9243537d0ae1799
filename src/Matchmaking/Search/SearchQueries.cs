using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

public static class SearchQueries
{
    /// <summary>What can be found. Documents of things that are no longer public are left out.</summary>
    public static DbSet<SearchDocument> SearchDocuments(this MatchmakingDb db) => db.Set<SearchDocument>();

    internal static DbSet<SearchPending> SearchPendings(this MatchmakingDb db) => db.Set<SearchPending>();

    /// <summary>The thing changed, came or went: its document is made anew within seconds. Saved with the change; twice in one write is once.</summary>
    public static void SearchPending(this MatchmakingDb db, string kind, Guid id)
    {
        var marked = db.ChangeTracker.Entries<SearchPending>().Any(e => e.State == EntityState.Added && e.Entity.ObjectId == id && e.Entity.Kind == kind);
        if (!marked) db.SearchPendings().Add(new SearchPending { Kind = kind, ObjectId = id });
    }

    /// <summary>Nobody finds the thing any more once the transaction commits, whatever the engine still holds. The version is a new one, so that the
    /// engine is told to let go of it. A mark has to follow, or to stand already: it clears the document away, or makes it anew.</summary>
    public static Task FindNoMoreAsync(this MatchmakingDb db, string kind, Guid id, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update search_document set is_gone = true, version = nextval('search_document_version') where kind = {kind} and object_id = {id} and not is_gone
        """, ct);
}
