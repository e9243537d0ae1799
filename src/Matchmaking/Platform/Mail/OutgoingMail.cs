using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Platform.Mail;

/// <summary>How far a letter has come. Between the relay's "250" and our own commit lies a moment that no protocol closes: <see cref="Unknown"/>.
/// <see cref="Sending"/> was written by earlier versions and means what <see cref="Queued"/> does.</summary>
public enum MailState { Queued, Sending, HandingOver, Sent, Retry, Unknown, Failed, Suppressed, Expired }

/// <summary>What is promised about a letter, most urgent first.</summary>
public enum MailClass
{
    /// <summary>A sign-in code. Its text is never kept.</summary>
    Code,
    /// <summary>Something happened that the person must know: at least once, always under the same Message-ID.</summary>
    Transactional,
    /// <summary>The digest: at most once per person and period.</summary>
    Digest,
}

/// <summary>A letter that waits, is under way, or has gone.</summary>
public sealed class OutgoingMail : WorkRow
{
    public MailClass Class { get; init; }

    /// <summary>Nobody for a letter to an address that has no account yet; its arguments then lead to the address.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The name of the <see cref="Mail"/> record.</summary>
    [NotPersonal] public required string Kind { get; init; }

    /// <summary>The record as JSON: ids only.</summary>
    [NotPersonal] public required string Args { get; init; }

    /// <summary>Ours, made with the row, so that a second hand-over can be recognised as the same letter.</summary>
    [NotPersonal] public required string MessageId { get; init; }

    public MailState State { get; set; }

    /// <summary>The bytes as first handed over, so that a re-send has the same body. Forgotten with the last word on the letter, and when somebody
    /// it may name deletes the account; never kept for a code.</summary>
    [Personal(OnErase.Delete, Export = false)] public byte[]? Rendered { get; set; }

    /// <summary>Useless after this time; then it is not sent.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Two letters with the same key are one.</summary>
    [NotPersonal] public string? OnceKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class OutgoingMailMapping : WorkRowMapping<OutgoingMail>
{
    protected override void ConfigureOwn(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.Property(m => m.Kind).HasMaxLength(80);
        mail.Property(m => m.Args).HasColumnType("jsonb");
        mail.Property(m => m.MessageId).HasMaxLength(200);
        mail.Property(m => m.OnceKey).HasMaxLength(200);
        mail.HasIndex(m => m.MessageId).IsUnique();
        mail.HasIndex(m => m.OnceKey).IsUnique();
        mail.HasIndex(m => m.PersonId);
        mail.HasIndex(m => new { m.State, m.CreatedAt });
        mail.HasIndex(m => m.DoneAt).HasFilter("done_at is not null"); // else the planner, told that few letters wait, walks through all that do to find one
    }
}

public static class MailQueries
{
    public static DbSet<OutgoingMail> OutgoingMails(this MatchmakingDb db) => db.Set<OutgoingMail>();

    /// <summary>What the operator must look at: refused for good, or given up. <see cref="WorkRow.LastError"/> says why.</summary>
    public static IQueryable<OutgoingMail> Failed(this IQueryable<OutgoingMail> mails) => mails.Where(m => m.State == MailState.Failed || m.DeadAt != null);

    /// <summary>Failed ones that can be sent still: a code that failed is forgotten, and a letter that came too late helps nobody.</summary>
    public static IQueryable<OutgoingMail> FailedButUseful(this IQueryable<OutgoingMail> mails, DateTimeOffset now) =>
        mails.Failed().Where(m => m.Class != MailClass.Code && m.ExpiresAt > now);

    /// <summary>Puts a letter in the queue; it goes out only if the write it belongs to is saved.</summary>
    public static void Letter(this MatchmakingDb db, Mail mail, DateTimeOffset now) => db.Set<OutgoingMail>().Add(mail.ToRow(now));

    /// <inheritdoc cref="Letter"/>
    public static void Letters(this MatchmakingDb db, IEnumerable<Mail> mails, DateTimeOffset now) =>
        db.Set<OutgoingMail>().AddRange(mails.Select(m => m.ToRow(now)));

    /// <summary>Queues many at once, in the caller's transaction and in one statement.</summary>
    public static Task<int> AddLettersAsync(this MatchmakingDb db, IReadOnlyCollection<OutgoingMail> mails, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        insert into outgoing_mail (id, class, priority, person_id, kind, args, message_id, state, expires_at, created_at, once_key, attempts, fence)
        select id, class, priority, person_id, kind, args::jsonb, message_id, {nameof(MailState.Queued)}, expires_at, created_at, once_key, 0, 0
        from unnest({mails.Select(m => m.Id).ToArray()}, {mails.Select(m => m.Class.ToString()).ToArray()}, {mails.Select(m => m.Priority).ToArray()}, {mails.Select(m => m.PersonId).ToArray()},
            {mails.Select(m => m.Kind).ToArray()}, {mails.Select(m => m.Args).ToArray()}, {mails.Select(m => m.MessageId).ToArray()}, {mails.Select(m => m.ExpiresAt).ToArray()},
            {mails.Select(m => m.CreatedAt).ToArray()}, {mails.Select(m => m.OnceKey).ToArray()})
            as new (id, class, priority, person_id, kind, args, message_id, expires_at, created_at, once_key)
        """, ct);
}
