namespace Matchmaking.Tests.House;

/// <summary><c>Matchmaking</c> decides and does not speak: of ASP.NET it knows Identity, and nothing else.</summary>
public sealed class DecidesTests
{
    [Fact]
    public void No_type_of_the_web_is_known_but_Identity_s() => Assert.Empty(OfTheWeb(typeof(MatchmakingServices).Assembly.GetTypes()));

    [Fact]
    public void A_type_of_the_web_is_found() => Assert.Single(OfTheWeb([typeof(Planted)]));

    private static IEnumerable<string> OfTheWeb(IEnumerable<Type> types) =>
        from type in types
        from used in CompiledCode.TypesIn(type)
        let space = used.Type.Namespace ?? ""
        where space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !space.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal)
        select $"{type.FullName}, {used.Where} mentions {used.Type.FullName}";

    private static class Planted
    {
        public static string Get() => typeof(Microsoft.AspNetCore.Http.HttpContext).Name;
    }
}
