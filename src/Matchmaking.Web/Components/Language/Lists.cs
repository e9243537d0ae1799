using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Components.Language;

/// <summary>Several things in one sentence.</summary>
public sealed class Lists(IStringLocalizer<Texts> T)
{
    /// <summary>a, b and c</summary>
    public string And(IEnumerable<string> things) => Join([.. things], T["Lists.And"]);

    /// <summary>a, b or c</summary>
    public string Or(IEnumerable<string> things) => Join([.. things], T["Lists.Or"]);

    /// <summary>a, b and 3 more. When only one would be left out, it is named as well.</summary>
    public string AndMore(IEnumerable<string> things, int shown)
    {
        string[] all = [.. things];
        var left = all.Length - shown;
        return left <= 1 ? And(all) : And([.. all[..shown], T["Lists.More", left]]);
    }

    private static string Join(string[] things, string last) =>
        things.Length < 2 ? string.Concat(things) : $"{string.Join(", ", things[..^1])} {last} {things[^1]}";
}
