using Matchmaking.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Matching;

/// <summary>Somebody gave a fact other points. What was saved together has one save id, and can be put back together.</summary>
public sealed class WeightChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid SaveId { get; init; }
    public ReasonCode Code { get; init; }
    public int Before { get; init; }
    public int After { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Nobody once the account is gone.</summary>
    public Guid? ById { get; init; }
}

internal sealed class WeightChangeMapping : IEntityTypeConfiguration<WeightChange>
{
    public void Configure(EntityTypeBuilder<WeightChange> change)
    {
        change.HasIndex(c => c.At);
        change.HasIndex(c => c.SaveId);
        change.HasOne<Person>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.SetNull);
    }
}
