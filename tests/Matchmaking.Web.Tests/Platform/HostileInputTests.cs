using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.House;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Matchmaking.Web.Tests.Platform;

/// <summary>Every text field of every form that can be found takes what nobody should send: it is stored clean or refused beside its field,
/// never a failure, and what was typed stays. Forms are found by asking for every page, so a new one is tried by itself.</summary>
public sealed class HostileInputTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly string[] _roles = ["stranger", "resident", "doer", "starter", "admin"];

    /// <summary>Texts of the catalogue of bad input; the bytes are sent as they stand. With each, whether it can come back as it was typed.</summary>
    private static readonly (string Name, byte[] Typed, string? Kept)[] _corpus =
    [
        ("NUL", "ab\0cd"u8.ToArray(), null),
        ("half a character", [0x61, 0xED, 0xA0, 0xBD, 0x62], null),
        ("broken UTF-8", [0x61, 0xC3, 0x28, 0xFF], null),
        ("control characters", "a\u0001\u001Bb\u0085c"u8.ToArray(), null),
        ("line separator", "a\u2028b\r\nBcc: x@example.org"u8.ToArray(), null),
        ("override", "x\u202Egnp.exe"u8.ToArray(), null),
        ("open isolate", "\u2067abc"u8.ToArray(), null),
        ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈"u8.ToArray(), "👩‍👩‍👧‍👦🏳️‍🌈"),
        ("families", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 15))), string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 15))), // short for people, long for a column
        ("SQL", "O'Brien'; DROP TABLE person--"u8.ToArray(), "O'Brien'; DROP TABLE person--"),
        ("markup", "<svg onload=alert(1)>\"'><script>alert(1)</script>"u8.ToArray(), "<svg onload=alert(1)>\"'><script>alert(1)</script>"),
        ("template", "{{7*7}} ${7*7} {0} {1}"u8.ToArray(), "{{7*7}} ${7*7} {0} {1}"),
        ("number", "2147483648"u8.ToArray(), "2147483648"),
        ("other number", "-1e308"u8.ToArray(), "-1e308"),
        ("date", "2027-02-30T24:00"u8.ToArray(), "2027-02-30T24:00"),
        ("spaces", "   \u00A0\u200B "u8.ToArray(), null),
        ("marks", Encoding.UTF8.GetBytes("a" + string.Concat(Enumerable.Repeat("\u0301", 300))), null),
        ("too long", Encoding.UTF8.GetBytes(new string('ä', 4_500)), new string('ä', 4_500)), // in every field at once it stays under what a form may weigh
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_field_of_any_form_fails_and_what_is_refused_is_kept()
    {
        var forms = await FormsAsync();
        Assert.True(forms.Count >= 20, $"only {forms.Count} forms were found: {string.Join(", ", forms)}");
        List<string> faults = [];
        var tried = 0;
        foreach (var (role, route, handler) in forms)
        {
            RightsScene? scene = null;
            foreach (var hostile in _corpus)
            {
                site.Clock.Move(TimeSpan.FromHours(1)); // nothing here is too often
                scene = await RightsScene.MakeAsync(site);
                tried += await TryAsync(scene, role, route, handler, hostile, faults);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} fields in {forms.Count} forms");
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n" + string.Join('\n', faults.Take(60)));
    }

    /// <summary>All text fields of a form at once; then, when something was refused, each must have its words still.</summary>
    private static async Task<int> TryAsync(RightsScene scene, string role, string route, string handler, (string Name, byte[] Typed, string? Kept) hostile, List<string> faults)
    {
        var visitor = await scene.AsAsync(role);
        var address = "/fi" + scene.Fill(route, "there", role);
        if (Find(await visitor.GetPageAsync(address, Ct), handler) is not { } form) return 0;
        var typed = TextFields(form);
        if (typed.Count == 0) return 0;
        var body = FilledForm.Of(form).Where(f => !typed.Contains(f.Key)).Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")
            .Concat(typed.Select(name => $"{Uri.EscapeDataString(name)}={Escaped(hostile.Typed)}"));
        var content = new StringContent(string.Join('&', body));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var answer = await visitor.PostAsync(Visitor.ActionOf(form), content, Ct);

        var where = $"{route} {handler} as {role}, {hostile.Name}";
        if ((int)answer.Status >= 500) faults.Add($"{where}: {(int)answer.Status}");
        else if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.SeeOther)) faults.Add($"{where}: {(int)answer.Status} instead of a word beside the field");
        else if (answer.Status == HttpStatusCode.OK && Find(answer, handler) is { } again)
        {
            foreach (var name in typed)
            {
                var now = again.Elements.FirstOrDefault(e => e.GetAttribute("name") == name);
                if (now is null) continue;
                var value = now switch { IHtmlTextAreaElement area => area.Value, IHtmlInputElement input => input.Value, _ => "" };
                if (hostile.Kept is { } kept && value != kept && !OneTimeCode(now)) faults.Add($"{where}: {name} has lost what was typed and holds “{value}”");
                else if (hostile.Kept is null && hostile.Name is not "spaces" && value.Length == 0 && !OneTimeCode(now)) faults.Add($"{where}: {name} has lost all that was typed");
            }
        }
        return typed.Count;
    }

    /// <summary>A code that was wrong is asked for anew.</summary>
    private static bool OneTimeCode(AngleSharp.Dom.IElement field) => field.GetAttribute("autocomplete") == "one-time-code";

    private static string Escaped(byte[] bytes) => string.Concat(bytes.Select(b => $"%{b:X2}"));

    private static List<string> TextFields(IHtmlFormElement form) => [.. form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } name && !name.StartsWith('_')
        && e is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "email" or "tel" or "url" or "number" or "date" or "time" or "color" }).Select(e => e.GetAttribute("name")!)];

    private static IHtmlFormElement? Find(Page page, string handler) => page.Document.QuerySelector($"input[name='_handler'][value='{handler}']")?.Closest("form") as IHtmlFormElement;

    /// <summary>Each form once, as the first role that is shown it.</summary>
    private async Task<List<(string Role, string Route, string Handler)>> FormsAsync()
    {
        var scene = await RightsScene.MakeAsync(site);
        var found = new Dictionary<(string Route, string Handler), string>();
        foreach (var route in House.Routes.Of(site.Services).Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(e => e.RoutePattern.RawText!).Distinct())
            foreach (var role in _roles)
            {
                var page = await (await scene.AsAsync(role)).GetPageAsync("/fi" + scene.Fill(route, "there", role), Ct);
                foreach (var handler in page.Document.QuerySelectorAll("form input[name='_handler']").Select(i => i.GetAttribute("value")!)) found.TryAdd((route, handler), role);
            }
        return [.. found.Select(f => (f.Value, f.Key.Route, f.Key.Handler))];
    }
}
