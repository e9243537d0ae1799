namespace Matchmaking.Web.Home;

/// <summary>Who answers for this installation, as the long texts name them: the section <c>Web:Operator</c> of the configuration.</summary>
public sealed class Operator
{
    public string Name { get; init; } = "Treffitori";

    /// <summary>The one address for users and authorities, in all three languages.</summary>
    public string Email { get; init; } = "operator@example.org";

    public static Operator Of(IConfiguration configuration) => configuration.GetSection("Web:Operator").Get<Operator>() ?? new();
}
