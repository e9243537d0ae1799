using System.Collections.Concurrent;
using System.Diagnostics;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Platform;

/// <summary>Named places at which a process can be made to die, to fail or to dawdle, so that the rig of tests/Matchmaking.Chaos can prove what
/// survives it. They are in the very build that is run by a town: without the environment variable <c>FAILPOINTS</c>, which is read once, a place is a
/// comparison with a constant that the compiler at run time leaves out.</summary>
public static class Fail
{
    /// <summary>Every place there is. The rig takes them from here, so a new one joins by itself.</summary>
    public static readonly IReadOnlyList<string> Points =
    [
        "job.taken", "digest.composing", "digest.composed", "mail.sending", "mail.handing-over", "mail.after-250", "mail.ended",
        "search.locked", "search.made", "search.sent", "search.confirmed", "search.copied", "search.swapped", "match.made",
        .. Enum.GetNames<SmtpStep>().Select(step => $"smtp.{step}"),
    ];

    private static readonly Dictionary<string, Plan>? Plans = Read(Environment.GetEnvironmentVariable("FAILPOINTS"));

    /// <summary>Whether anything is to fail in this process.</summary>
    public static readonly bool IsArmed = Plans is not null;

    private static readonly ConcurrentDictionary<string, int> Hits = new();

    /// <summary>Passes a place. Nothing happens unless <c>FAILPOINTS</c> says so: <c>mail.after-250=kill@3;search.locked=delay:30000</c> kills the process
    /// when it passes the one for the third time, and waits at each pass of the other. <c>throw</c> throws.</summary>
    public static void Hit(string point)
    {
        if (IsArmed) Happen(point);
    }

    private static void Happen(string point)
    {
        if (!Points.Contains(point)) throw new InvalidOperationException($"No failpoint is called {point}.");
        if (!Plans!.TryGetValue(point, out var plan)) return;
        var hit = Hits.AddOrUpdate(point, 1, (_, before) => before + 1);
        if (plan.At is { } at && hit != at) return;
        Console.Error.WriteLine($"failpoint {point}");
        using var never = new ManualResetEventSlim();
        if (plan.How == "throw") throw new FailpointException(point);
        if (plan.How == "kill")
        {
            Process.GetCurrentProcess().Kill();
            never.Wait();
        }
        never.Wait(plan.Delay);
    }

    private static Dictionary<string, Plan>? Read(string? text) => string.IsNullOrEmpty(text) ? null
        : text.Split(';').Select(Plan.Read).ToDictionary(plan => plan.Point);

    private sealed record Plan(string Point, string How, TimeSpan Delay, int? At)
    {
        public static Plan Read(string text)
        {
            if (text.Split('=') is not [var point, var what] || !Points.Contains(point)) throw new FormatException($"FAILPOINTS: '{text}' names no place.");
            var parts = what.Split('@');
            var how = parts[0].Split(':');
            if (how[0] is not ("kill" or "throw" or "delay")) throw new FormatException($"FAILPOINTS: '{text}' says neither kill, throw nor delay.");
            return new(point, how[0], TimeSpan.FromMilliseconds(how.Length > 1 ? int.Parse(how[1]) : 0), parts.Length > 1 ? int.Parse(parts[1]) : null);
        }
    }
}

/// <summary>What a failpoint throws.</summary>
public sealed class FailpointException(string point) : Exception($"failpoint {point}");
