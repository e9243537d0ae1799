using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Platform.Mail;

/// <summary>A composed letter to one person, before it becomes bytes. A line end or NUL in what becomes a header is refused with an
/// <see cref="ArgumentException"/>: whoever writes a letter cleans titles and names first, so it would be a mistake or an attack.</summary>
public sealed record Letter
{
    public required EmailAddress From { get; init; }

    public string? FromName { get; init => field = OneLine(value); }

    public required EmailAddress To { get; init; }

    public string? ToName { get; init => field = OneLine(value); }

    public required string Subject { get; init => field = OneLine(value); }

    /// <summary>The whole letter as plain text; any kind of line end.</summary>
    public required string Text { get; init; }

    /// <summary>The same letter as a whole HTML document.</summary>
    public required string Html { get; init; }

    /// <summary>The language of the letter: <c>fi</c>, <c>sv</c> or <c>en</c>.</summary>
    public required string Language { get; init => field = Token(value); }

    /// <summary>In angle brackets; the same at every re-send, so that mailboxes can drop the second. See <see cref="MessageIdOf"/>.</summary>
    public required string MessageId
    {
        get;
        init => field = Token(value) is ['<', .., '>'] ? value : throw new ArgumentException("A Message-ID stands in angle brackets.");
    }

    /// <summary>When it was written, from the caller's clock; a re-send keeps it.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Where one click ends letters of this kind (RFC 8058): answers to a POST without cookie, and to a GET by asking. Left out on
    /// letters that a person cannot opt out of, such as sign-in codes.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The same by mail, for readers that know no addresses of the web.</summary>
    public EmailAddress? UnsubscribeByMail { get; init; }

    /// <summary>What kind of letter it is, as a name in our domain without brackets: <c>digest.treffitori.example.org</c>.</summary>
    public string? ListId { get; init => field = Token(value); }

    /// <summary>What large mailbox providers group complaints by: <c>digest:jonkoping:treffitori</c>. Never a person.</summary>
    public string? FeedbackId { get; init => field = Token(value); }

    public static string MessageIdOf(Guid letter, EmailAddress from) => $"<{letter:N}@{from.Domain}>";

    /// <summary>Only the Message-ID: what a letter says, a sign-in code perhaps, is nothing for a log.</summary>
    public override string ToString() => MessageId;

    [return: NotNullIfNotNull(nameof(value))]
    private static string? OneLine(string? value) => value.AsSpan().ContainsAny('\r', '\n', '\0')
        ? throw new ArgumentException("A line end or NUL in what becomes a header of a letter.")
        : value;

    [return: NotNullIfNotNull(nameof(value))]
    private static string? Token(string? value) => value is null || (value.Length is > 0 and <= 200 && value.All(c => c is > ' ' and < '\u007f'))
        ? value
        : throw new ArgumentException("Only visible ASCII characters may stand here.");
}
