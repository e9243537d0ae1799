using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Initiatives;

internal sealed class InitiativeMapping : IEntityTypeConfiguration<Initiative>
{
    /// <summary>As <see cref="InitiativeQueries.TakingDoers"/> asks.</summary>
    private const string TakingDoers = "state in ('Open', 'Ready', 'UnderWay') and hidden_at is null";

    public void Configure(EntityTypeBuilder<Initiative> initiative)
    {
        initiative.Property(i => i.Number).UseIdentityAlwaysColumn();
        initiative.HasIndex(i => i.Number).IsUnique();
        initiative.Property(i => i.Slug).HasMaxLength(80);
        initiative.Property(i => i.Title).HasMaxLength(120);
        initiative.Property(i => i.Why).HasMaxLength(300);
        initiative.Property(i => i.Description).HasMaxLength(8000);
        initiative.Property(i => i.Language).HasMaxLength(3);
        initiative.Property(i => i.Place).HasMaxLength(200);
        initiative.Property(i => i.When).HasMaxLength(200);
        initiative.Property(i => i.StartsAt).HasColumnType("timestamp without time zone");
        initiative.HasIndex(i => new { i.MunicipalityId, i.State, i.PostedAt });
        initiative.HasIndex(i => new { i.State, i.PostedAt });
        initiative.HasIndex(i => i.PostedAt).HasFilter("hidden_at is null");
        initiative.Property(i => i.NeedOrder).HasComputedColumnSql("case when missing = 0 then 1000000 else missing end", stored: true);
        initiative.HasIndex(i => new { i.NeedOrder, i.PostedAt }, "IX_InitiativeNeedsHands").IsDescending(false, true).HasFilter(TakingDoers);
        initiative.HasIndex(i => new { i.MunicipalityId, i.NeedOrder, i.PostedAt }, "IX_InitiativeNeedsHandsHere").IsDescending(false, false, true).HasFilter(TakingDoers);
        initiative.HasIndex(i => new { i.Language, i.NeedOrder, i.PostedAt }, "IX_InitiativeNeedsHandsInLanguage").IsDescending(false, false, true).HasFilter(TakingDoers);
        initiative.HasIndex(i => i.StarterId);
        initiative.HasIndex(i => i.LastLifeAt);
        initiative.HasIndex(i => i.ThemeIds).HasMethod("gin");
        initiative.HasOne<Municipality>().WithMany().HasForeignKey(i => i.MunicipalityId).OnDelete(DeleteBehavior.Restrict);
        initiative.HasOne<Area>().WithMany().HasForeignKey(i => i.AreaId).OnDelete(DeleteBehavior.SetNull);
        initiative.HasOne<Person>().WithMany().HasForeignKey(i => i.StarterId).OnDelete(DeleteBehavior.SetNull);
        initiative.HasOne<StoredPicture>().WithMany().HasForeignKey(i => i.PictureId).OnDelete(DeleteBehavior.SetNull);
        initiative.Ignore(i => i.Promoted).Ignore(i => i.TurnedReady).Ignore(i => i.Commitments);
        initiative.HasMany(i => i.Roles).WithOne().HasForeignKey(r => r.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        initiative.HasMany(i => i.Changes).WithOne().HasForeignKey(c => c.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        initiative.Navigation(i => i.Roles).UsePropertyAccessMode(PropertyAccessMode.Field);
        initiative.Navigation(i => i.Changes).UsePropertyAccessMode(PropertyAccessMode.Field);
        initiative.ToTable(t =>
        {
            t.HasCheckConstraint("ck_initiative_counts", "missing >= 0 and doers >= 0 and needed >= 0");
            t.HasCheckConstraint("ck_initiative_title", "char_length(title) between 1 and 120");
        });
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.Property(r => r.Title).HasMaxLength(120);
        role.Property(r => r.Description).HasMaxLength(600);
        role.Ignore(r => r.Queue);
        role.Property(r => r.Effort).HasConversion<int>();
        // Counted by the trigger on commitment (migration), so that no path can give away more places than there are.
        role.Property(r => r.Taken).HasDefaultValue(0).ValueGeneratedOnAddOrUpdate();
        role.Property(r => r.Taken).Metadata.SetAfterSaveBehavior(Microsoft.EntityFrameworkCore.Metadata.PropertySaveBehavior.Ignore);
        role.HasMany(r => r.Commitments).WithOne().HasForeignKey(c => c.RoleId).OnDelete(DeleteBehavior.Cascade);
        role.Navigation(r => r.Commitments).UsePropertyAccessMode(PropertyAccessMode.Field);
        role.ToTable(t =>
        {
            t.HasCheckConstraint("ck_role_taken", "taken between 0 and most");
            t.HasCheckConstraint("ck_role_least_most", $"least between 0 and most and most between 1 and {Role.MostPeople}");
        });
    }
}

internal sealed class CommitmentMapping : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.HasIndex(c => new { c.InitiativeId, c.PersonId }).IsUnique().HasFilter("state in ('Active', 'Waiting', 'Done')");
        commitment.HasIndex(c => c.PersonId);
        commitment.HasIndex(c => c.HeldUntil).HasFilter("held_until is not null");
        commitment.HasOne<Initiative>().WithMany().HasForeignKey(c => c.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        commitment.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class InitiativeChangeMapping : IEntityTypeConfiguration<InitiativeChange>
{
    public void Configure(EntityTypeBuilder<InitiativeChange> change)
    {
        change.Property(c => c.Words).HasMaxLength(600);
        change.HasOne<Person>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class InitiativeTalkMapping : IEntityTypeConfiguration<InitiativeUpdate>, IEntityTypeConfiguration<InitiativeQuestion>, IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<InitiativeUpdate> update)
    {
        update.Property(u => u.Text).HasMaxLength(4000);
        update.Property(u => u.Language).HasMaxLength(3);
        update.HasIndex(u => new { u.InitiativeId, u.At });
        update.HasOne<Initiative>().WithMany().HasForeignKey(u => u.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        update.HasOne<StoredPicture>().WithMany().HasForeignKey(u => u.PictureId).OnDelete(DeleteBehavior.SetNull);
        update.HasOne<Person>().WithMany().HasForeignKey(u => u.AuthorId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<InitiativeQuestion> question)
    {
        question.Property(q => q.Text).HasMaxLength(1000);
        question.Property(q => q.Answer).HasMaxLength(2000);
        question.Property(q => q.Language).HasMaxLength(3);
        question.Property(q => q.AnswerLanguage).HasMaxLength(3);
        question.HasIndex(q => new { q.InitiativeId, q.At });
        question.HasOne<Initiative>().WithMany().HasForeignKey(q => q.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        question.HasOne<Person>().WithMany().HasForeignKey(q => q.AskerId).OnDelete(DeleteBehavior.SetNull);
        question.HasOne<Person>().WithMany().HasForeignKey(q => q.AnsweredById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Note> note)
    {
        note.Property(n => n.Text).HasMaxLength(2000);
        note.Property(n => n.Language).HasMaxLength(3);
        note.HasIndex(n => new { n.InitiativeId, n.At });
        note.HasOne<Initiative>().WithMany().HasForeignKey(n => n.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        note.HasOne<Person>().WithMany().HasForeignKey(n => n.AuthorId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class DatePollMapping : IEntityTypeConfiguration<DateOption>, IEntityTypeConfiguration<DateVote>
{
    public void Configure(EntityTypeBuilder<DateOption> option)
    {
        option.Property(o => o.StartsAt).HasColumnType("timestamp without time zone");
        option.HasIndex(o => new { o.InitiativeId, o.StartsAt }).IsUnique();
        option.HasOne<Initiative>().WithMany().HasForeignKey(o => o.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        option.HasOne<Person>().WithMany().HasForeignKey(o => o.ProposedById).OnDelete(DeleteBehavior.SetNull);
        option.HasMany(o => o.Votes).WithOne().HasForeignKey(v => v.OptionId).OnDelete(DeleteBehavior.Cascade);
        option.Navigation(o => o.Votes).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<DateVote> vote)
    {
        vote.HasKey(v => new { v.OptionId, v.PersonId });
        vote.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HandoverMapping : IEntityTypeConfiguration<Handover>, IEntityTypeConfiguration<Proof>, IEntityTypeConfiguration<InitiativeDraft>
{
    public void Configure(EntityTypeBuilder<Handover> handover)
    {
        handover.HasIndex(h => h.InitiativeId).IsUnique().HasFilter("answered_at is null");
        handover.HasOne<Initiative>().WithMany().HasForeignKey(h => h.InitiativeId).OnDelete(DeleteBehavior.Cascade);
        handover.HasOne<Person>().WithMany().HasForeignKey(h => h.FromId).OnDelete(DeleteBehavior.SetNull);
        handover.HasOne<Person>().WithMany().HasForeignKey(h => h.ToId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Proof> proof)
    {
        proof.Property(p => p.Token).HasMaxLength(64);
        proof.Property(p => p.Words).HasMaxLength(600);
        proof.HasIndex(p => p.Token).IsUnique();
        proof.HasIndex(p => p.CommitmentId).IsUnique();
        proof.HasIndex(p => p.PersonId);
        proof.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Cascade);
        proof.HasOne<Person>().WithMany().HasForeignKey(p => p.ConfirmedById).OnDelete(DeleteBehavior.SetNull);
        proof.HasOne<Initiative>().WithMany().HasForeignKey(p => p.InitiativeId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InitiativeDraft> draft)
    {
        draft.Property(d => d.Words).HasColumnType("jsonb");
        draft.Property(d => d.Title).HasMaxLength(120);
        draft.Property(d => d.Version).IsConcurrencyToken();
        draft.HasIndex(d => new { d.OwnerId, d.SavedAt });
        draft.HasOne<Person>().WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class InitiativeInvitationMapping : IEntityTypeConfiguration<InitiativeInvitation>
{
    public void Configure(EntityTypeBuilder<InitiativeInvitation> invitation)
    {
        invitation.Property(v => v.Words).HasMaxLength(InitiativeInvitation.MostWords);
        invitation.HasIndex(v => new { v.FromId, v.ToId }).IsUnique().HasFilter("taken_back_at is null");
        invitation.HasIndex(v => v.ToId);
        invitation.HasOne<Initiative>().WithMany().HasForeignKey(v => v.FromId).OnDelete(DeleteBehavior.Cascade);
        invitation.HasOne<Initiative>().WithMany().HasForeignKey(v => v.ToId).OnDelete(DeleteBehavior.Cascade);
        invitation.HasOne<Person>().WithMany().HasForeignKey(v => v.ById).OnDelete(DeleteBehavior.SetNull);
        invitation.ToTable(t => t.HasCheckConstraint("ck_initiative_invitation_other", "from_id <> to_id"));
    }
}
