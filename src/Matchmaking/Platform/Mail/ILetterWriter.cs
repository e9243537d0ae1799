namespace Matchmaking.Platform.Mail;

/// <summary>Writes a letter in words at the moment of sending. Implemented in Web with the pages' own means; tests have a plain one.</summary>
public interface ILetterWriter
{
    /// <summary>Gathers at once what letters that are about to be written one after the other need. It is good for a moment: the sender asks again
    /// where they take longer.</summary>
    Task PrepareAsync(IReadOnlyList<Mail> mails, CancellationToken ct) => Task.CompletedTask;

    /// <summary>The letter; nothing when there is nobody to send it to any more (no account, address lost).</summary>
    Task<Letter?> WriteAsync(OutgoingMail row, Mail mail, CancellationToken ct);
}
