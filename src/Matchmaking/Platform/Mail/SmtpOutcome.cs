namespace Matchmaking.Platform.Mail;

/// <summary>The step a handing-over reached: the last one begun. Up to <see cref="Body"/> the relay cannot have accepted the letter;
/// from <see cref="Dot"/> on only its answer can tell.</summary>
public enum SmtpStep { Connect, Banner, Hello, StartTls, SignIn, From, To, BeforeData, Data, Body, Dot }

public enum SmtpVerdict
{
    /// <summary>The relay has taken responsibility for the letter.</summary>
    Accepted,

    /// <summary>The whole letter went out and no clear answer came: the relay may have it or not, and nobody can know.</summary>
    Ambiguous,

    /// <summary>Surely not accepted, through no fault of the letter: a 4xx, a timeout, a lost connection, a failed TLS handshake.</summary>
    TryLater,

    /// <summary>Surely not accepted: the relay refuses us altogether (5xx before the receiver was named, sign-in failed, no STARTTLS where
    /// it is required). Every other letter would fare alike: try later and tell the operator.</summary>
    RelayRefused,

    /// <summary>Surely not accepted and never will be: 5xx to the receiving address. It counts as a bounce.</summary>
    AddressRefused,

    /// <summary>Surely not accepted and never will be, but not because of the address: 5xx to the letter, or a policy refusal (5.7.x).
    /// No bounce; tell the operator.</summary>
    LetterRefused,

    /// <summary>Surely not accepted: <c>beforeData</c> said no.</summary>
    Withdrawn,
}

/// <summary>How a handing-over ended. <paramref name="Fault"/> is in our words where the relay gave no answer to show.</summary>
public sealed record SmtpOutcome(SmtpStep Step, SmtpVerdict Verdict, SmtpReply? Reply = null, string? Fault = null)
{
    public bool SurelyNotAccepted => Verdict is not (SmtpVerdict.Accepted or SmtpVerdict.Ambiguous);

    /// <summary>Step, codes and fault, without the relay's words: fit for a log and for <c>last_error</c>.</summary>
    public override string ToString() => $"{Verdict} at {Step}: {Reply?.ToString() ?? Fault ?? "-"}";

    /// <summary>What a refusing answer means at a step.</summary>
    internal static SmtpOutcome Refused(SmtpStep step, SmtpReply reply) => new(step, (step, reply) switch
    {
        (_, { Code: >= 400 and <= 499 }) => SmtpVerdict.TryLater,
        ( < SmtpStep.To, { IsPermanent: true }) => SmtpVerdict.RelayRefused,
        (SmtpStep.To, { IsPermanent: true }) => reply.IsPolicy ? SmtpVerdict.LetterRefused : SmtpVerdict.AddressRefused,
        (_, { IsPermanent: true }) => SmtpVerdict.LetterRefused,
        (SmtpStep.Dot, _) => SmtpVerdict.Ambiguous, // an answer that means nothing here
        _ => SmtpVerdict.TryLater,
    }, reply);

    /// <summary>What a failure without an answer means at a step.</summary>
    internal static SmtpOutcome Failed(SmtpStep step, string fault) =>
        new(step, step == SmtpStep.Dot ? SmtpVerdict.Ambiguous : SmtpVerdict.TryLater, Fault: fault);
}
