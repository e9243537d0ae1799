using System.Reflection;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Tests.House;

/// <summary>What pages take from outside is made for the form: nobody can send what nobody asked for.</summary>
public sealed class PageInputTests
{
    /// <summary>Allowed, each for its reason.</summary>
    private static readonly string[] Harmless =
    [
        "WelcomePage.MunicipalityId", // one's own home: any may be chosen, and nothing follows from it
    ];

    private static readonly string[] Forbidden = ["Id", "MunicipalityId", "PersonId", "OwnerId", "Role", "Status", "State"];

    private static IEnumerable<Type> Components => typeof(WebSettings).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ComponentBase)));

    [Fact]
    public void A_form_s_model_is_its_page_s_own_and_names_no_id_owner_role_or_state()
    {
        foreach (var (page, model) in Models(Components)) Assert.Null(FaultOf(page, model));
    }

    [Fact]
    public void Only_pages_read_the_address_and_forms()
    {
        var others = Components.Where(t => !t.IsAbstract && t.GetCustomAttributes<RouteAttribute>().Any() == false && t.GetProperties().Any(p =>
            p.IsDefined(typeof(SupplyParameterFromQueryAttribute)) || p.IsDefined(typeof(SupplyParameterFromFormAttribute))));

        Assert.Empty(others);
    }

    [Fact]
    public void Each_rule_finds_its_violation()
    {
        Assert.NotNull(FaultOf(typeof(PageInputTests), typeof(Planted.WithId)));
        Assert.NotNull(FaultOf(typeof(PageInputTests), typeof(DataProtectionKey)));
        Assert.NotNull(FaultOf(typeof(PageInputTests), typeof(Planted.Deep)));
        Assert.Null(FaultOf(typeof(Planted), typeof(Planted.Good)));
    }

    private static IEnumerable<(Type Page, Type Model)> Models(IEnumerable<Type> pages) => pages.SelectMany(page => page.GetProperties()
        .Where(p => p.IsDefined(typeof(SupplyParameterFromFormAttribute))).Select(p => (page, Plain(p.PropertyType))));

    private static string? FaultOf(Type page, Type model)
    {
        if (model == typeof(string) || model.IsPrimitive) return null;
        if (model.DeclaringType is null && !IsMadeForForms(model)) return $"{model} is neither nested in {page} nor an input of several pages";
        foreach (var property in model.GetProperties())
        {
            var isForbidden = Forbidden.Contains(property.Name) || property.Name.StartsWith("Is", StringComparison.Ordinal);
            if (isForbidden && !Harmless.Contains($"{page.Name}.{property.Name}")) return $"{model}.{property.Name}";
            var type = Plain(property.PropertyType);
            if (type.IsClass && type != typeof(string) && FaultOf(page, type) is { } fault) return fault;
        }
        return null;
    }

    /// <summary>What several pages take from the same fields stands beside them and is called so.</summary>
    private static bool IsMadeForForms(Type model) => model.Assembly == typeof(WebSettings).Assembly && model.Name.EndsWith("Input", StringComparison.Ordinal);

    private static Type Plain(Type type) => type.IsArray ? type.GetElementType()!
        : type.IsGenericType ? type.GetGenericArguments()[^1] : type;

    private sealed class Planted
    {
        public sealed class WithId { public Guid MunicipalityId { get; set; } }

        public sealed class Deep { public WithId[] Parts { get; set; } = []; }

        public sealed class Good { public string? Title { get; set; } public int Most { get; set; } public string[] Words { get; set; } = []; }
    }
}
