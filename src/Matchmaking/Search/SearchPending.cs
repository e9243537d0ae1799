using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Search;

/// <summary>Something changed and its document must be made anew. A row for each mark, so that two writers of one thing never wait for each
/// other and no mark is lost while an earlier one is worked on; the worker makes the document once for all of them and removes them.</summary>
internal sealed class SearchPending : WorkRow
{
    [NotPersonal] public required string Kind { get; init; }

    public Guid ObjectId { get; init; }
}

internal sealed class SearchPendingMapping : WorkRowMapping<SearchPending>
{
    protected override void ConfigureOwn(EntityTypeBuilder<SearchPending> pending)
    {
        pending.Property(p => p.Kind).HasMaxLength(40);
        pending.HasIndex(p => new { p.ObjectId, p.Kind });
    }
}
