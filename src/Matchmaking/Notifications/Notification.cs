using System.Text.Json;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Notifications;

/// <summary>One thing a person should know. It is kept whether or not a letter about it was sent; its words are written in Web.</summary>
public sealed class Notification
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PersonId { get; init; }

    /// <summary>The name of the letter's record, e.g. "NewDoerMail"; Web has three texts for each.</summary>
    [NotPersonal] public required string Kind { get; init; }

    /// <summary>The record as JSON: ids only.</summary>
    [NotPersonal] public required string Args { get; init; }

    /// <summary>The thing it speaks of; later news of the same kind about it replace the unread one.</summary>
    public Guid AboutId { get; init; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? ReadAt { get; set; }
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.Property(n => n.Kind).HasMaxLength(80);
        notification.Property(n => n.Args).HasColumnType("jsonb");
        notification.HasIndex(n => new { n.PersonId, n.At });
        notification.HasIndex(n => n.PersonId).HasFilter("read_at is null").HasDatabaseName("IX_NotificationUnread");
        notification.HasOne<People.Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

public static class NotificationQueries
{
    public static DbSet<Notification> Notifications(this MatchmakingDb db) => db.Set<Notification>();

    /// <summary>Adds a notification of what the letter tells. Saved with the write it belongs to.</summary>
    public static void Notify(this MatchmakingDb db, Mail mail, Guid about, DateTimeOffset now) =>
        db.Set<Notification>().Add(new Notification
        {
            PersonId = mail.To ?? throw new ArgumentException("A notification is for a person.", nameof(mail)),
            Kind = mail.GetType().Name,
            Args = JsonSerializer.Serialize(mail, mail.GetType()),
            AboutId = about,
            At = now,
        });

    /// <summary>Tells a person at once: a letter and a notification.</summary>
    /// <param name="byLetter">False where the notification must do.</param>
    public static void Tell(this MatchmakingDb db, Mail mail, Guid about, DateTimeOffset now, bool byLetter = true)
    {
        db.Notify(mail, about, now);
        if (byLetter) db.Letter(mail, now);
    }
}
