using System.Text;
using Matchmaking.Local;

namespace Matchmaking.Web.Tests.House;

/// <summary>The table of rights: what each role is answered at each address. One line an address, one column a role:
/// the status (<c>login</c> for a redirect to sign-in, <c>303</c> for another), with <c>+</c> when something was written.</summary>
internal sealed record RightsTable(IReadOnlyDictionary<string, string[]> Lines)
{
    private const int Width = 10;

    public static string File => SourceTree.InRoot("tests", "Matchmaking.Web.Tests", "House", "rights.txt");

    public static RightsTable Read(string text) => new(text.Split('\n').Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split(' ', RightsScene.Roles.Length + 1, StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(l => l[^1].Trim(), l => l[..^1]));

    public override string ToString() => new StringBuilder("# ").AppendJoin("", RightsScene.Roles.Select((r, at) => r.PadRight(at == 0 ? Width - 2 : Width))).Append("address, form, variant\n")
        .AppendJoin("", Lines.OrderBy(l => l.Key.Split(' ')[1], StringComparer.Ordinal).ThenBy(l => l.Key, StringComparer.Ordinal).Select(l => Line(l.Key, l.Value) + "\n")).ToString();

    /// <summary>What differs from this table, in words; a line that is missing is given as it would have to stand.</summary>
    public IEnumerable<string> Differences(RightsTable actual)
    {
        foreach (var (address, cells) in actual.Lines)
        {
            if (!Lines.TryGetValue(address, out var expected)) yield return $"is missing; judge each cell, then add:\n{Line(address, cells)}";
            else
                foreach (var (role, at) in RightsScene.Roles.Select((r, at) => (r, at)))
                    if (expected.ElementAtOrDefault(at) != cells[at]) yield return $"{address}: {role} should get {expected.ElementAtOrDefault(at)} and gets {cells[at]}";
        }
        foreach (var gone in Lines.Keys.Except(actual.Lines.Keys)) yield return $"{gone}: stands in the table and is no more";
    }

    private static string Line(string address, string[] cells) => string.Concat(cells.Select(c => c.PadRight(Width))) + address;
}
