using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Platform.Jobs;

/// <summary>The columns that every work table shares, mapped once. A module's mapping derives from this and adds its own.</summary>
internal abstract class WorkRowMapping<T> : IEntityTypeConfiguration<T> where T : WorkRow
{
    public void Configure(EntityTypeBuilder<T> builder)
    {
        builder.Property(r => r.NotBefore).HasDefaultValueSql("now()");
        builder.Property(r => r.Owner).HasMaxLength(120);
        builder.Property(r => r.LastError).HasMaxLength(400);
        builder.HasIndex(r => new { r.Priority, r.NotBefore, r.Id }).HasFilter("done_at is null and dead_at is null");
        ConfigureOwn(builder);
    }

    protected abstract void ConfigureOwn(EntityTypeBuilder<T> builder);
}
