using System.Text.RegularExpressions;
using Matchmaking.Local;
using Matchmaking.Platform;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

/// <summary>Failpoints do nothing here, and the list of them, which the rig goes through, is that of the sources.</summary>
public sealed partial class FailTests
{
    [Fact]
    public void Nothing_fails_unless_the_environment_says_so()
    {
        Assert.False(Fail.IsArmed);
        foreach (var point in Fail.Points) Fail.Hit(point);
    }

    [Fact]
    public void Every_place_in_the_sources_is_listed_and_every_listed_place_is_in_the_sources()
    {
        var placed = Directory.EnumerateFiles(SourceTree.InRoot("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Placed().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value).Distinct().Order();
        var steps = Enum.GetNames<SmtpStep>().Select(step => $"smtp.{step}");
        Assert.Equal(Fail.Points.Except(steps).Order(), placed);
    }

    [GeneratedRegex("""Fail\.Hit\("([^"]+)"\)""")]
    private static partial Regex Placed();
}
