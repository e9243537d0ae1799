using Matchmaking.Platform.Pictures;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.People;

/// <summary>Identity's tables, mapped by hand: only what is used. There is no password, phone or role column.</summary>
internal sealed class PersonMapping : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>, IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<IdentityUserPasskey<Guid>>,
    IEntityTypeConfiguration<StoredPicture>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("Person");
        person.Ignore(p => p.PasswordHash).Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed);
        person.Property(p => p.Name).HasMaxLength(8 * Person.MaxName);
        person.Property(p => p.Email).HasMaxLength(254);
        person.Property(p => p.NormalizedEmail).HasMaxLength(254);
        person.Property(p => p.UserName).HasMaxLength(40);
        person.Property(p => p.NormalizedUserName).HasMaxLength(40);
        person.Property(p => p.SecurityStamp).HasMaxLength(64);
        person.Property(p => p.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        person.Property(p => p.Language).HasMaxLength(3);
        person.Property(p => p.TimeZone).HasMaxLength(60);
        person.Property(p => p.Effort).HasConversion<int>();
        person.HasIndex(p => p.NormalizedEmail).IsUnique();
        person.HasIndex(p => p.NormalizedUserName).IsUnique();
        person.HasIndex(p => p.MunicipalityId);
        person.HasIndex(p => p.WordIds).HasMethod("gin");
        person.HasIndex(p => p.NextDigestAt).HasFilter("next_digest_at is not null");
        person.HasOne<Municipalities.Municipality>().WithMany().HasForeignKey(p => p.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        person.HasOne<Municipalities.Area>().WithMany().HasForeignKey(p => p.AreaId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<StoredPicture> picture)
    {
        picture.Property(p => p.MediaType).HasMaxLength(20);
        picture.Property(p => p.Alt).HasMaxLength(400);
        picture.HasIndex(p => p.OwnerId);
        picture.HasOne<Person>().WithMany().HasForeignKey(p => p.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim)
    {
        claim.ToTable("PersonClaim");
        claim.HasOne<Person>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.ToTable("PersonLogin");
        login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        login.HasOne<Person>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        token.ToTable("PersonToken");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.HasOne<Person>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey)
    {
        passkey.ToTable("PersonPasskey");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey.OwnsOne(p => p.Data, data => data.ToJson());
        passkey.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> appointment)
    {
        appointment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Cascade);
        appointment.HasOne<Municipalities.Municipality>().WithMany().HasForeignKey(a => a.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        appointment.HasIndex(a => new { a.PersonId, a.Office, a.MunicipalityId }).IsUnique().HasFilter("ended_at is null").AreNullsDistinct(false);
        appointment.ToTable(t => t.HasCheckConstraint("ck_appointment_place", "(office = 'Administrator') = (municipality_id is null)"));
    }
}

internal sealed class SignInCodeMapping : IEntityTypeConfiguration<SignInCode>
{
    public void Configure(EntityTypeBuilder<SignInCode> code)
    {
        code.Property(c => c.Email).HasMaxLength(254);
        code.Property(c => c.SealedCode).HasMaxLength(600);
        code.Property(c => c.Language).HasMaxLength(3);
        code.HasIndex(c => c.BrowserHash);
        code.HasIndex(c => new { c.Email, c.CreatedAt });
        code.HasIndex(c => c.ExpiresAt);
    }
}
