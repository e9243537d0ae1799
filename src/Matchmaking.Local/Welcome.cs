using System.Text;

namespace Matchmaking.Local;

/// <summary>What is printed when everything is up: where it is, and how to be somebody there.</summary>
internal static class Welcome
{
    public static string Text(Site site, Uri? letters)
    {
        var text = new StringBuilder().AppendLine()
            .AppendLine($"  The site      {site.Url}");
        if (letters is not null) text.AppendLine($"  The letters   {letters}   (what the site sends, sign-in codes too)");
        if (site.Cast.Count > 0)
        {
            text.AppendLine().AppendLine($"  Be one of these: give the address at {site.Url}en/sign-in, and read the code in the letters.");
            text.AppendLine();
            var widths = Enumerable.Range(0, site.Cast.Max(row => row.Length)).Select(column => site.Cast.Max(row => Cell(row, column).Length));
            foreach (var row in site.Cast)
                text.AppendLine("  " + string.Join("   ", widths.Select((width, column) => Cell(row, column).PadRight(width))).TrimEnd());
        }
        text.AppendLine().AppendLine("  Ctrl-C stops everything. What was made is kept in .local; delete that folder to begin anew.");
        return text.ToString();
    }

    private static string Cell(string[] row, int column) => column < row.Length ? row[column] : "";
}
