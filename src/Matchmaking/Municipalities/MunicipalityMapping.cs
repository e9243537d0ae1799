using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Municipalities;

internal sealed class MunicipalityMapping : IEntityTypeConfiguration<Municipality>
{
    public void Configure(EntityTypeBuilder<Municipality> municipality)
    {
        municipality.Property(m => m.Id).ValueGeneratedNever();
        municipality.Property(m => m.Country).HasMaxLength(2);
        municipality.Property(m => m.Code).HasMaxLength(4);
        municipality.Property(m => m.NameFi).HasMaxLength(60);
        municipality.Property(m => m.NameSv).HasMaxLength(60);
        municipality.Property(m => m.NameEn).HasMaxLength(60);
        municipality.Property(m => m.Slug).HasMaxLength(70);
        municipality.Property(m => m.SearchNames).HasMaxLength(200);
        municipality.ComplexProperty(m => m.Region, region =>
        {
            region.Property(r => r.Code).HasMaxLength(2);
            region.Property(r => r.NameFi).HasMaxLength(60);
            region.Property(r => r.NameSv).HasMaxLength(60);
            region.Property(r => r.NameEn).HasMaxLength(60);
        });
        municipality.ComplexProperty(m => m.Settings, settings =>
        {
            settings.Property(s => s.BrandColour).HasMaxLength(7);
            settings.Property(s => s.SupportColour).HasMaxLength(7);
            settings.Property(s => s.WelcomeFi).HasMaxLength(8 * MunicipalitySettings.MaxWelcome);
            settings.Property(s => s.WelcomeSv).HasMaxLength(8 * MunicipalitySettings.MaxWelcome);
            settings.Property(s => s.WelcomeEn).HasMaxLength(8 * MunicipalitySettings.MaxWelcome);
            settings.Property(s => s.ContactName).HasMaxLength(8 * MunicipalitySettings.MaxContact);
            settings.Property(s => s.ContactRole).HasMaxLength(8 * MunicipalitySettings.MaxContact);
            settings.Property(s => s.ContactPhone).HasMaxLength(8 * MunicipalitySettings.MaxContact);
            settings.Property(s => s.ContactEmail).HasMaxLength(8 * MunicipalitySettings.MaxEmail);
        });
        municipality.HasMany(m => m.Areas).WithOne().HasForeignKey(a => a.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        municipality.HasIndex(m => new { m.Country, m.Code }).IsUnique();
        municipality.HasIndex(m => m.Slug).IsUnique();
    }
}

internal sealed class AreaMapping : IEntityTypeConfiguration<Area>
{
    public void Configure(EntityTypeBuilder<Area> area)
    {
        area.Property(a => a.Id).ValueGeneratedNever();
        area.Property(a => a.NameFi).HasMaxLength(8 * Area.MaxName);
        area.Property(a => a.NameSv).HasMaxLength(8 * Area.MaxName);
        area.HasIndex(a => a.MunicipalityId);
        area.HasIndex(a => a.MunicipalityId, "ix_area_one_centre").IsUnique().HasFilter("is_centre");
    }
}

internal sealed class WantedHereMapping : IEntityTypeConfiguration<WantedHere>
{
    public void Configure(EntityTypeBuilder<WantedHere> wanted)
    {
        wanted.Property(w => w.Id).ValueGeneratedNever();
        wanted.Property(w => w.BrowserKey).HasMaxLength(64);
        wanted.HasOne<Municipality>().WithMany().HasForeignKey(w => w.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        wanted.HasIndex(w => new { w.MunicipalityId, w.PersonId }).IsUnique();
        wanted.HasIndex(w => new { w.MunicipalityId, w.BrowserKey }).IsUnique();
        wanted.HasIndex(w => w.PersonId);
    }
}
