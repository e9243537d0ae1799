using System.Text.RegularExpressions;
using Matchmaking.Local;

namespace Matchmaking.Tests.House;

/// <summary>A file is found by its name alone, and no name says nothing.</summary>
public sealed partial class FileNameTests
{
    private static readonly string[] _saysNothing =
        ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Shared", "Base", "Impl", "Dto", "ViewModel", "Repository", "Handler", "Extensions"];

    /// <summary>The same in every project or folder by their nature.</summary>
    private static readonly string[] _mayRecur = ["_Imports.razor", "Texts.cs", "Program.cs"];

    private static IEnumerable<string> Sources => new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(SourceTree.InRoot(folder), "*", SearchOption.AllDirectories))
        .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".js" or ".css" && !path.Contains("/node_modules/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

    [Fact]
    public void A_file_name_occurs_once()
    {
        Assert.True(Sources.Count() > 300);
        Assert.Empty(Recurring(Sources));
    }

    [Fact]
    public void No_file_is_called_by_a_word_that_says_nothing() => Assert.Empty(Empty(Sources));

    [Fact]
    public void No_type_is_called_so_either() => Assert.Empty(Empty(new[] { typeof(MatchmakingServices), typeof(Web.App), typeof(SourceTree) }
        .SelectMany(t => t.Assembly.GetTypes()).Where(t => !t.Name.Contains('<') && t.Namespace?.StartsWith("Matchmaking", StringComparison.Ordinal) == true).Select(t => t.Name.Split('`')[0] + ".cs")));

    [Fact]
    public void Each_rule_finds_its_violation()
    {
        Assert.Single(Recurring(["a/Role.cs", "b/Role.cs", "a/Texts.cs", "b/Texts.cs", "a/Role.razor"]));
        Assert.Equal(4, Empty(["a/RoleManager.cs", "HelperOfRoles.razor", "StringExtensions.cs", "Base.cs", "Database.cs", "Utile.cs", "MimeBaseline.cs", "Sharedness.cs"]).Count());
    }

    private static IEnumerable<string> Recurring(IEnumerable<string> files) => files.Select(f => Path.GetFileName(f)).Where(f => !_mayRecur.Contains(f))
        .GroupBy(f => f, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key);

    private static IEnumerable<string> Empty(IEnumerable<string> files) => files.Where(f =>
        Path.GetFileName(f).Split('.')[0] is var name && Word().Matches(name).Any(w => _saysNothing.Contains(w.Value)) || Path.GetFileName(f).Contains("ViewModel", StringComparison.Ordinal));

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
