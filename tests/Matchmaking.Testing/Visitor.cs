using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Matchmaking.Testing;

/// <summary>Somebody's browser: cookies of its own, no script, and redirects only when told to follow them.</summary>
public sealed class Visitor(HttpClient client, CookieContainerHandler browser)
{
    /// <summary>Its cookies.</summary>
    public CookieContainerHandler Browser { get; } = browser;

    /// <summary>For what a page and a form do not say.</summary>
    public HttpClient Client { get; } = client;

    public async Task<Page> GetPageAsync(string url, CancellationToken ct = default)
    {
        using var answer = await Client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), ct);
        return await Page.ReadAsync(this, answer, ct);
    }

    /// <summary>Sends a form of the page as a browser would: every field as the page filled it, the token too, but for those given.</summary>
    /// <param name="form">Its name (<c>@formname</c>), or a selector when it has none.</param>
    /// <param name="values">Names as they stand in the page, such as <c>Input.Title</c>; an array for a field that takes many,
    /// null for one that is left out.</param>
    public Task<Page> PostAsync(Page page, string form, IReadOnlyDictionary<string, object?>? values = null, CancellationToken ct = default)
    {
        var element = page.Form(form);
        var given = values ?? new Dictionary<string, object?>();
        var fields = FieldsOf(element).Where(f => !given.ContainsKey(f.Key)).Concat(given.SelectMany(v => Given(v.Key, v.Value)));
        return PostAsync(ActionOf(element), new FormUrlEncodedContent(fields), ct);
    }

    public async Task<Page> PostAsync(string url, HttpContent content, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await Client.SendAsync(request, ct);
        return await Page.ReadAsync(this, answer, ct);
    }

    /// <summary>The page that a redirect leads to.</summary>
    public Task<Page> FollowAsync(Page page, CancellationToken ct = default) =>
        page.Location.Length > 0 ? GetPageAsync(page.Location, ct) : throw new InvalidOperationException($"{(int)page.Status} leads nowhere:\n{page.Body}");

    /// <summary>Where a form is sent; without an action, to the address of its page.</summary>
    public static string ActionOf(IHtmlFormElement form) => form.GetAttribute("action") is { Length: > 0 } action
        ? new Uri(new Uri(form.BaseUri), action).ToString() : form.Owner!.DocumentUri;

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        foreach (var field in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled")))
        {
            var name = field.GetAttribute("name")!;
            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) yield return new(name, box.Value is { Length: > 0 } value ? value : "on");
                    break;
                case IHtmlInputElement { Type: not ("submit" or "button" or "image" or "file" or "reset") } input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.Options.Where(o => o.IsSelected)) yield return new(name, option.Value);
                    break;
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Given(string name, object? value) => value switch
    {
        null => [],
        string text => [new(name, text)],
        System.Collections.IEnumerable many => many.Cast<object>().Select(v => new KeyValuePair<string, string>(name, Text(v))),
        _ => [new(name, Text(value))],
    };

    private static string Text(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
