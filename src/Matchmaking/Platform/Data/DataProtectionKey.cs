using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Platform.Data;

/// <summary>A key that protects cookies, forms and sign-in codes, kept here so that they outlive a restart and are shared by every process.
/// Rows are never removed: an old key still opens what it closed.</summary>
[NotPersonal]
public sealed class DataProtectionKey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; init; }

    /// <summary>As ASP.NET Core writes it; encrypted where a certificate is configured.</summary>
    public required string Xml { get; init; }
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.Property(k => k.Name).HasMaxLength(200);
        key.HasIndex(k => k.Name).IsUnique();
    }
}

public static class DataProtectionKeyQueries
{
    public static DbSet<DataProtectionKey> DataProtectionKeys(this MatchmakingDb db) => db.Set<DataProtectionKey>();
}
