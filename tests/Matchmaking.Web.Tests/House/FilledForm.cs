using AngleSharp.Html.Dom;

namespace Matchmaking.Web.Tests.House;

/// <summary>A form as a person would send it who fills every field.</summary>
internal static class FilledForm
{
    /// <summary>What the page filled in stays; what is empty gets something that fits.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IHtmlFormElement form)
    {
        var chosen = new HashSet<string>();
        foreach (var field in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled")))
        {
            var name = field.GetAttribute("name")!;
            switch (field)
            {
                case IHtmlInputElement { Type: "radio" } radio:
                    var radios = form.Elements.OfType<IHtmlInputElement>().Where(r => r.Name == name).ToList();
                    if (chosen.Add(name)) yield return new(name, (radios.FirstOrDefault(r => r.IsChecked) ?? radio).Value);
                    break;
                case IHtmlInputElement { Type: "checkbox" } box:
                    if (box.IsChecked) yield return new(name, box.Value is { Length: > 0 } value ? value : "on");
                    break;
                case IHtmlInputElement { Type: "file" or "image" or "reset" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value.Length > 0 || input.Type == "hidden" ? input.Value : Some(input.Type));
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value.Length > 0 ? area.Value : Some("text"));
                    break;
                case IHtmlSelectElement select:
                    yield return new(name, select.Options.FirstOrDefault(o => o.IsSelected && o.Value.Length > 0)?.Value ?? select.Options.FirstOrDefault(o => o.Value.Length > 0)?.Value ?? "");
                    break;
            }
        }
        if (form.Elements.OfType<IHtmlButtonElement>().FirstOrDefault(b => b.Name is { Length: > 0 }) is { } button) yield return new(button.Name!, button.Value);
    }

    private static string Some(string type) => type switch { "date" => "2027-06-01", "time" => "18:00", "email" => $"{Guid.CreateVersion7():N}@example.org", "number" => "1", _ => "Some words" };
}
