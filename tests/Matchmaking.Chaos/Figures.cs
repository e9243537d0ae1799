namespace Matchmaking.Chaos;

/// <summary>Says what came out, and what it proves.</summary>
internal static class Figures
{
    /// <summary>One line, with the verdict.</summary>
    public static bool Tell(string what, bool holds)
    {
        Console.WriteLine($"{what}: {(holds ? "holds" : "DOES NOT HOLD")}");
        return holds;
    }

    /// <summary>No failure in so many trials leaves a rate below 3/n possible, with 95 % certainty.</summary>
    public static string Bound(int failures, int n) => failures > 0 ? $"{failures} in {n}" : $"0 in {n} (rate below {Math.Min(1, 3.0 / Math.Max(n, 1)):P2})";

    /// <summary>The value that so much of them do not exceed.</summary>
    public static T At<T>(this IReadOnlyCollection<T> values, double share) => values.Count == 0 ? default! : values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Floor(values.Count * share)));
}
