using Matchmaking.Municipalities;
using Matchmaking.Web.Components;

namespace Matchmaking.Web.Municipalities;

/// <summary>All municipalities as choices, in the reader's alphabet.</summary>
public static class MunicipalityChoices
{
    public static IReadOnlyList<Choice> Choices(this MunicipalityList municipalities, Here here)
    {
        var order = StringComparer.Create(here.Culture, ignoreCase: true);
        return [.. municipalities.All.OrderBy(m => m.Name(here.Language), order).Select(m => new Choice(m.Id.ToString(), m.Name(here.Language)))];
    }
}
