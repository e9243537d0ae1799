using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Matchmaking.Platform.Data;

/// <summary>The one database. It knows no module: mappings are found by scan, sets are extension methods of the modules.</summary>
public sealed class MatchmakingDb(DbContextOptions<MatchmakingDb> options) : DbContext(options)
{
    private readonly HashSet<string> _touched = [];

    /// <summary>Runs a write in one transaction (READ COMMITTED) and commits it. A deadlock is tried again, three times in all,
    /// from a clean change tracker; so the write must read everything it needs inside.</summary>
    public async Task<T> InTransactionAsync<T>(Func<Task<T>> write, CancellationToken ct = default)
    {
        if (Database.CurrentTransaction is not null) return await write();
        for (var attempt = 1; ; attempt++)
        {
            ChangeTracker.Clear();
            _touched.Clear();
            await using var transaction = await Database.BeginTransactionAsync(ct);
            try
            {
                var result = await write();
                await TellTouchedAsync(ct);
                await transaction.CommitAsync(ct);
                return result;
            }
            catch (Exception e) when (attempt < 3 && IsDeadlock(e))
            {
                await transaction.RollbackAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>A second one with a connection of its own, for what goes on beside this one; whoever asks disposes of it.</summary>
    public MatchmakingDb Another() => new((DbContextOptions<MatchmakingDb>)this.GetService<IDbContextOptions>());

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public Task InTransactionAsync(Func<Task> write, CancellationToken ct = default) =>
        InTransactionAsync(async () => { await write(); return true; }, ct);

    /// <summary>The public pages that carry this tag ("initiative:12", "municipality:joensuu") are dropped from every cache when the write commits.</summary>
    public void Touch(string tag) => _touched.Add(tag);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await TellTouchedAsync(cancellationToken);
        return saved;
    }

    /// <summary>PostgreSQL hands it on when the transaction commits, and not at all when it does not.</summary>
    private async Task TellTouchedAsync(CancellationToken ct)
    {
        foreach (var tag in _touched) await Database.ExecuteSqlAsync($"select pg_notify('pages', {tag})", ct);
        _touched.Clear();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("pg_trgm").HasPostgresExtension("unaccent");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MatchmakingDb).Assembly);
        // Ids are made by us, so a row found in a loaded parent's list is a new one.
        foreach (var id in modelBuilder.Model.GetEntityTypes().Select(e => e.FindPrimaryKey()).SelectMany(k => k?.Properties ?? []).Where(p => p.ClrType == typeof(Guid)))
            id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        SnakeCase.Name(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static bool IsDeadlock(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
