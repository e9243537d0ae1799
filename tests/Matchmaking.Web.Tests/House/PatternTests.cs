using System.Reflection;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Tests.House;

/// <summary>No pattern of text can be made to search for ever: it does not go back, or gives up in time.</summary>
public sealed partial class PatternTests
{
    [Fact]
    public void Every_pattern_is_read_without_going_back_or_within_a_tenth_of_a_second()
    {
        var patterns = new[] { typeof(MatchmakingServices).Assembly, typeof(App).Assembly }.SelectMany(a => a.GetTypes()).ToList();
        Assert.True(patterns.Sum(t => Patterns(t).Count()) >= 5);
        Assert.Empty(patterns.SelectMany(Endless));
        Assert.Equal([nameof(Planted)], Endless(typeof(PatternTests)));
    }

    private static IEnumerable<string> Endless(Type type) => Patterns(type)
        .Where(p => !p.Pattern.Options.HasFlag(RegexOptions.NonBacktracking) && p.Pattern.MatchTimeoutMilliseconds is not (> 0 and <= 100)).Select(p => p.Member.Name);

    private static IEnumerable<(MemberInfo Member, GeneratedRegexAttribute Pattern)> Patterns(Type type) => type
        .GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Select(m => (Member: m, Pattern: m.GetCustomAttribute<GeneratedRegexAttribute>()!)).Where(m => m.Pattern is not null);

    [GeneratedRegex("^(a+)+$")]
    private static partial Regex Planted();
}
