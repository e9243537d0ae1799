namespace Matchmaking.Local;

/// <summary>Where the letter-box can be told to fail. <see cref="Body"/> is when the first line of a letter has come; <see cref="Dot"/> when
/// all of it has, and the answer to it is due.</summary>
public enum LetterBoxStep { Connect, Banner, Hello, StartTls, SignIn, From, To, Data, Body, Dot, Reset, Quit }

/// <summary>How the letter-box fails.</summary>
public sealed record LetterBoxFault
{
    private LetterBoxFault() { }

    /// <summary>Nobody listens, and open conversations are cut, until <see cref="LetterBox.Heal"/>. At <see cref="LetterBoxStep.Connect"/> only.</summary>
    public static LetterBoxFault Refuse { get; } = new() { Refuses = true };

    /// <summary>The connection is reset; nothing is done or answered.</summary>
    public static LetterBoxFault Drop { get; } = new() { Ends = End.Before, Resets = true };

    /// <summary>The connection is closed; nothing is done or answered.</summary>
    public static LetterBoxFault CloseBefore { get; } = new() { Ends = End.Before };

    /// <summary>The step is done, but the connection is closed where the answer was due. At <see cref="LetterBoxStep.Dot"/> the letter is kept
    /// and the sender never hears of it.</summary>
    public static LetterBoxFault CloseUnanswered { get; } = new() { Ends = End.Unanswered };

    /// <summary>The step is done and answered, then the connection is closed.</summary>
    public static LetterBoxFault CloseAfter { get; } = new() { Ends = End.After };

    /// <summary>Nothing more is read, done or answered; <see cref="LetterBox.Heal"/> closes the connection.</summary>
    public static LetterBoxFault Hang { get; } = new() { Hangs = true, Ends = End.Before };

    /// <summary>The right answer, one byte at a time.</summary>
    public static LetterBoxFault Drip(TimeSpan? between = null) => new() { Between = between ?? TimeSpan.FromSeconds(1) };

    /// <summary>This answer in place of the right one, and nothing done; 421 also closes. At <see cref="LetterBoxStep.Body"/> it comes before its time
    /// and is the only one: what else comes of the letter is read and forgotten.</summary>
    public static LetterBoxFault Reply(int code, string text = "told to fail") => new() { Instead = $"{code} {text}" };

    /// <summary>The right answer, and in the same packet more lines that nobody asked for.</summary>
    public static LetterBoxFault ReplyAndMore(string more) => new() { More = more };

    internal enum End { Never, Before, Unanswered, After }

    internal bool Refuses { get; private init; }
    internal bool Resets { get; private init; }
    internal bool Hangs { get; private init; }
    internal End Ends { get; private init; }
    internal TimeSpan Between { get; private init; }
    internal string? Instead { get; private init; }
    internal string? More { get; private init; }
}
