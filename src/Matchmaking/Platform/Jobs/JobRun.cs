using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Platform.Jobs;

/// <summary>What the operator sees of a job: one row each, times on the database's clock.</summary>
[NotPersonal]
public sealed class JobRun
{
    public required string Name { get; init; }
    public DateTimeOffset? LastStart { get; init; }
    public DateTimeOffset? LastSuccess { get; init; }
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>The last failure; kept after later successes, so that a rare failure can be read.</summary>
    public string? LastError { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>How many things the last successful run that did anything did.</summary>
    public int LastDone { get; init; }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.HasKey(r => r.Name);
        run.Property(r => r.Name).HasMaxLength(80);
        run.Property(r => r.LastError).HasMaxLength(400);
    }
}

public static class JobRunQueries
{
    public static DbSet<JobRun> JobRuns(this MatchmakingDb db) => db.Set<JobRun>();
}
