using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>Every page, form and endpoint as every role, compared with <c>rights.txt</c>; no answer holds what its reader must not know.
/// RIGHTS_TABLE=file writes down what is answered now, to be read and judged, never copied unread.</summary>
public sealed partial class RightsMatrixTests(RightsMatrixTests.Site site) : IClassFixture<RightsMatrixTests.Site>
{
    /// <summary>A form that nobody would be shown is filled from the first of these who is.</summary>
    private static readonly string[] _fillers = ["starter", "doer", "resident", "admin", "neighbour", "stranger"];

    /// <summary>What an endpoint without a page takes.</summary>
    private static readonly Dictionary<string, (string, string)[]> _bodies = new()
    {
        ["/drafts/{id:guid}"] = [("Input.Step", "1"), ("Input.Version", "0"), ("Input.Title", "Taken over")],
        ["/" + Links.LiftTheme] = [("theme", $"{StableId.Of("theme", "music")}")],
        ["/" + Links.TrustReason] = [("code", "Online"), ("about", $"{Guid.Empty}")],
        ["/" + Links.TryAgain] = [("table", "outgoing_mail")],
        ["/" + Links.SettleSearch] = [("text", RightsScene.SearchedInVain)],
        ["/u/{token}/"] = [("page", "1")],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_answers_every_role_as_the_table_says()
    {
        var lines = new Dictionary<string, string[]>();
        List<string> leaks = [];
        var table = RightsTable.Read(await File.ReadAllTextAsync(RightsTable.File, Ct));
        foreach (var line in Lines(site.Services)) lines[line.Name] = await AskAsync(line, leaks);
        var actual = new RightsTable(lines);
        if (Environment.GetEnvironmentVariable("RIGHTS_TABLE") is { Length: > 0 } file) await File.WriteAllTextAsync(file, actual.ToString(), Ct);

        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Distinct()));
        Assert.True(lines.Values.SelectMany(c => c).All(c => c[0] != '5' || c == "503"), "an answer failed");
        var differences = table.Differences(actual).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task An_address_that_is_not_in_the_table_and_a_right_that_changed_are_found()
    {
        var table = RightsTable.Read(await File.ReadAllTextAsync(RightsTable.File, Ct));
        await using var open = new ProbeSite();
        await open.InitializeAsync();
        var missing = Lines(open.Services).Select(l => l.Name).Except(table.Lines.Keys).ToList();
        Assert.Contains("GET /probes/private", missing);
        Assert.Contains("POST /probes/form write", missing);

        var altered = table.Lines.ToDictionary(l => l.Key, l => l.Value);
        altered["GET /initiatives/{Number:int}/{Slug}/board"] = [.. Enumerable.Repeat("200", RightsScene.Roles.Length)];
        altered["GET /planted"] = altered["GET /help"];
        Assert.Contains(table.Differences(new(altered)), d => d.Contains("/board: neighbour should get 404 and gets 200", StringComparison.Ordinal));
        Assert.Contains(table.Differences(new(altered)), d => d.Contains("is missing", StringComparison.Ordinal) && d.EndsWith("GET /planted", StringComparison.Ordinal));
        Assert.Single(new RightsTable(altered).Differences(new(altered.Where(l => l.Key != "GET /planted").ToDictionary())));
    }

    [Fact]
    public async Task A_canary_in_an_answer_is_found()
    {
        var scene = await RightsScene.MakeAsync(site);
        var starter = await scene.AsAsync("starter");
        var board = await starter.GetPageAsync("/fi" + scene.Fill("/initiatives/{Number:int}/{Slug}/board", "there", "starter"), Ct);
        Assert.Empty(Leaks(scene, "starter", board));
        Assert.Contains(Leaks(scene, "neighbour", board), l => l.Contains("the notice board", StringComparison.Ordinal));
        var settings = await (await scene.AsAsync("resident")).GetPageAsync("/fi/me/confirm", Ct);
        Assert.Contains(Leaks(scene, "starter", settings), l => l.Contains("the address of resident", StringComparison.Ordinal));
        var matches = await (await scene.AsAsync("resident")).GetPageAsync("/fi/" + Links.MyMatches, Ct);
        Assert.Empty(Leaks(scene, "resident", matches));
        Assert.Equal(["tells how far somebody lives"], Leaks(scene, "starter", matches));
        Assert.Contains("tells who may be asked", Leaks(scene, "doer", matches));
        foreach (var (role, address) in new[] { ("neighbour", "/" + Links.MyMatches), ("starter", scene.Fill("/initiatives/{Number:int}/{Slug}/doers", "there", "starter")) })
        {
            var contacts = await (await scene.AsAsync(role)).GetPageAsync("/fi" + address, Ct);
            Assert.DoesNotContain(Leaks(scene, role, contacts), l => l.Contains("the address", StringComparison.Ordinal));
            Assert.Contains(Leaks(scene, "coord", contacts), l => l.Contains("the address of", StringComparison.Ordinal));
        }
        foreach (var (kind, told) in new (string, string[])[]
        {
            ("there", ["why it was kept", "what was reported"]), ("note", ["what was reported", "the note that was reported"]), ("hidden", ["the hidden initiative", "why it was hidden"]),
        })
        {
            var reported = await (await scene.AsAsync("moderator")).GetPageAsync("/fi" + scene.Fill("/admin/moderation/{Kind}/{Id:guid}", kind, "moderator"), Ct);
            Assert.Empty(Leaks(scene, "moderator", reported));
            Assert.Empty(told.Select(t => "tells " + t).Except(Leaks(scene, "neighbour", reported)));
        }
    }

    private async Task<string[]> AskAsync(Line line, List<string> leaks)
    {
        // To a full hour: nothing here is too often, and no midnight falls within, when the first visit of a day would be noted.
        site.Clock.Move(TimeSpan.FromHours(2) - TimeSpan.FromTicks(site.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerHour));
        RightsScene? scene = null;
        var cells = new string[RightsScene.Roles.Length];
        for (var at = 0; at < cells.Length; at++)
        {
            var role = RightsScene.Roles[at];
            scene ??= await RightsScene.MakeAsync(site);
            var content = line.Method == "GET" ? null : await BodyAsync(scene, line, role);
            var sent = content is null ? "" : await content.ReadAsStringAsync(Ct); // what one sends oneself may come back
            site.Asked.Take();
            var path = scene.Fill(line.Route, line.Variant, role);
            var address = AddressRules.IsWithoutLanguage(path) ? path : $"/fi{path}";
            var visitor = await scene.AsAsync(role);
            var page = content is null ? await visitor.GetPageAsync(address, Ct) : await visitor.PostAsync(address, content, Ct);
            var wrote = site.Asked.Take().Any(q => Write().IsMatch(q));
            cells[at] = (page.Location.Contains("/sign-in", StringComparison.Ordinal) ? "login" : $"{(int)page.Status}") + (wrote ? "+" : "");
            leaks.AddRange(Leaks(scene, role, page, sent + address).Where(_ => line.Route != "/me/export").Select(l => $"{line.Name} as {role}: {l}"));
            if (wrote) scene = null;
        }
        return cells;
    }

    private static IEnumerable<string> Leaks(RightsScene scene, string role, Page page, string sent = "")
    {
        var said = page.Body + string.Join('\n', page.Headers.Values);
        return scene.Forbidden(role).Where(f => said.Contains(f.Canary, StringComparison.OrdinalIgnoreCase) && !sent.Contains(f.Canary, StringComparison.OrdinalIgnoreCase)).Select(f => $"tells {f.What}");
    }

    private static async Task<HttpContent> BodyAsync(RightsScene scene, Line line, string role)
    {
        List<KeyValuePair<string, string>> fields = [new("__RequestVerificationToken", await scene.TokenAsync(role))];
        if (line.Form is not null) fields.AddRange(await FieldsAsync(scene, line));
        foreach (var (name, value) in _bodies.GetValueOrDefault(line.Route, [])) fields.Add(new(name, value));
        return new FormUrlEncodedContent(fields);
    }

    /// <summary>The form as somebody who may send it would: so that only the rights can be what refuses.</summary>
    private static async Task<IEnumerable<KeyValuePair<string, string>>> FieldsAsync(RightsScene scene, Line line)
    {
        foreach (var filler in _fillers)
        {
            var page = await (await scene.AsAsync(filler)).GetPageAsync("/fi" + scene.Fill(line.Route, line.Variant, filler), Ct);
            if (page.Document.QuerySelector($"input[name='_handler'][value='{line.Form}']")?.Closest("form") is IHtmlFormElement form)
                return FilledForm.Of(form).Where(f => f.Key != "__RequestVerificationToken");
        }
        return [new("_handler", line.Form!)];
    }

    /// <summary>Every page with each of its forms, and every endpoint; with things that are there, that are hidden, and that are not.</summary>
    private static IEnumerable<Line> Lines(IServiceProvider services)
    {
        foreach (var endpoint in Routes.Of(services).Where(e => !e.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")).DistinctBy(e => (e.RoutePattern.RawText, string.Join(' ', Routes.MethodsOf(e)))))
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
            var method = page is not null ? "GET" : Routes.MethodsOf(endpoint).First();
            yield return new(method, route, null, "there");
            if (route.Contains("{number", StringComparison.OrdinalIgnoreCase) || route.Contains("{Kind}", StringComparison.Ordinal)) yield return new(method, route, null, "hidden");
            if (route.Contains("{Kind}", StringComparison.Ordinal)) yield return new(method, route, null, "note");
            if (route.Contains('{')) yield return new(method, route, null, "gone");
            foreach (var form in page is null ? [] : FormsOf(page)) yield return new("POST", route, form, "there");
        }
    }

    private static IEnumerable<string> FormsOf(Type page) => page.Assembly == typeof(App).Assembly
        ? SourceFile.All.Where(f => f.Name == page.Name + ".razor").SelectMany(f => FormName().Matches(f.Text).Select(m => m.Groups[1].Value)).Distinct()
        : page.Name == nameof(FormProbe) ? ["write"] : [];

    [GeneratedRegex("@formname=\"([^\"@]+)\"")]
    private static partial Regex FormName();

    [GeneratedRegex(@"^\s*(insert|update|delete|merge)\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Write();

    private sealed record Line(string Method, string Route, string? Form, string Variant)
    {
        public string Name => string.Join(' ', new[] { Method, Route, Form, Variant == "there" ? null : $"({Variant})" }.OfType<string>());
    }

    public sealed class Site : TestSite
    {
        internal AskedQueries Asked { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(s => s.ConfigureDbContext<MatchmakingDb>(o => o.AddInterceptors(Asked)));
        }
    }
}
