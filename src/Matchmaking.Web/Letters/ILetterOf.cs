using System.Globalization;
using Matchmaking.Platform.Mail;
using Matchmaking.Web.Platform;

namespace Matchmaking.Web.Letters;

/// <summary>To whom a letter goes, and how to write to that person.</summary>
/// <param name="Name">Empty while not known.</param>
public sealed record Reader(EmailAddress Address, string Name, string Language, Guid? PersonId, TimeZoneInfo TimeZone)
{
    /// <summary>How dates and numbers are written to this person.</summary>
    public CultureInfo Culture => Languages.FormatsOf(Language, TimeZone.Id == "Europe/Stockholm" ? "SE" : "FI");
}

/// <summary>Writes one kind of letter in words. There is one for each registered mail; a test sees to it.</summary>
public interface ILetterOf
{
    Type MailType { get; }

    /// <summary>Gathers at once what several of these letters need, for the moment; each gathers its own where this was not asked.</summary>
    Task PrepareAsync(IReadOnlyList<Mail> mails, CancellationToken ct) => Task.CompletedTask;

    /// <summary>The words, in the culture that is set while this runs; nothing when what it tells of is gone.</summary>
    Task<LetterWords?> WriteAsync(Mail mail, Reader reader, CancellationToken ct);

    /// <summary>To whom the letter goes, where that is not the account it was addressed to.</summary>
    Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) => Task.FromResult<Reader?>(null);
}

/// <inheritdoc cref="ILetterOf"/>
public abstract class LetterOf<T> : ILetterOf where T : Mail
{
    public Type MailType => typeof(T);

    public Task<LetterWords?> WriteAsync(Mail mail, Reader reader, CancellationToken ct) => WriteAsync((T)mail, reader, ct);

    public Task PrepareAsync(IReadOnlyList<Mail> mails, CancellationToken ct) => PrepareAsync([.. mails.Cast<T>()], ct);

    public virtual Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) => Task.FromResult<Reader?>(null);

    protected virtual Task PrepareAsync(IReadOnlyList<T> mails, CancellationToken ct) => Task.CompletedTask;

    protected abstract Task<LetterWords?> WriteAsync(T mail, Reader reader, CancellationToken ct);
}
