using System.Text.RegularExpressions;
using Matchmaking.Local;

namespace Matchmaking.Tests.House;

/// <summary>A module uses those above it in docs/architecture.md and never those below; read from the compiled assembly.</summary>
public sealed partial class ModuleOrderTests
{
    /// <summary>Uses everything and is used by nothing.</summary>
    private const string Demo = "Demo";

    private static readonly string[] _order = [.. Line().Matches(File.ReadAllText(SourceTree.InRoot("docs", "architecture.md"))).Select(m => m.Groups[1].Value), Demo];

    private static IEnumerable<Type> Domain => typeof(MatchmakingServices).Assembly.GetTypes();

    [Fact]
    public void Every_module_has_its_place_in_the_order()
    {
        Assert.Equal("Platform", _order[0]);
        Assert.Empty(Domain.Select(ModuleOf).OfType<string>().Distinct().Except(_order));
        Assert.Empty(_order.Except(Domain.Select(ModuleOf)));
    }

    [Fact]
    public void No_module_uses_one_below_it() => Assert.Empty(Violations(Domain, ModuleOf, _order));

    [Fact]
    public void A_use_of_a_module_below_is_found_wherever_it_hides()
    {
        var found = Violations(typeof(Planted).GetNestedTypes().SelectMany(WithNested), t => PlaceOf(t)?.Name, ["Upper", "Lower"]).ToList();
        string[] hidden = ["Held", "Made", "Returned", "Taken", "Body", "Later", "Written", "Listed"];
        Assert.All(hidden, where => Assert.Contains(found, f => f.Contains(where, StringComparison.Ordinal)));
        Assert.DoesNotContain(found, f => f.Contains("Innocent", StringComparison.Ordinal));
        Assert.DoesNotContain(found, f => f.StartsWith("Lower", StringComparison.Ordinal));
    }

    /// <summary>The second part of the namespace; nothing for what stands beside the modules and puts them together, and for the framework.</summary>
    private static string? ModuleOf(Type type) => type.Assembly == typeof(MatchmakingServices).Assembly
        && CompiledCode.Outermost(type).Namespace?.Split('.') is ["Matchmaking", var module, ..] ? module : null;

    private static IEnumerable<string> Violations(IEnumerable<Type> types, Func<Type, string?> moduleOf, string[] order) =>
        from type in types
        let module = moduleOf(type)
        where module is not null
        from used in CompiledCode.TypesIn(type)
        let other = moduleOf(used.Type)
        where other is not null && Array.IndexOf(order, other) > Array.IndexOf(order, module)
        select $"{module} uses {other}: {type.FullName}, {used.Where} mentions {used.Type.Name}";

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).SelectMany(WithNested).Append(type);

    private static Type? PlaceOf(Type? type) => type is null || type.DeclaringType == typeof(Planted) ? type : PlaceOf(type.DeclaringType);

    [GeneratedRegex(@"^\| \d+ \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Line();

    public static class Planted
    {
        public sealed class Upper
        {
            internal Lower? Held = new();
            public static Lower? Returned() => null;
            public static void Taken(Lower? lower) => Innocent(lower is null);
            public static void Body() => Lower.Act();
            public static Func<object> Made() => () => new Lower();
            public static async Task Later()
            {
                await Task.Yield();
                Lower.Act();
            }

            public static void Innocent(bool really) => GC.KeepAlive(really);
            [System.ComponentModel.TypeConverter(typeof(Lower))] public static int Written => 0;
            public IReadOnlyList<KeyValuePair<string, Lower[]>> Listed { get; } = [];
        }

        public sealed class Lower
        {
            public static void Act() => Upper.Innocent(true);
        }
    }
}
