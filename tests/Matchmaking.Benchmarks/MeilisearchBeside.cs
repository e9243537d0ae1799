using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Matchmaking.Benchmarks;

/// <summary>Beside the rule: a search engine with the open roles, asked once for each of 1 000 people for what is in reach, in their languages
/// and about what they said. It can leave out and sort by distance; it cannot weigh, and gives no reasons.</summary>
internal static class MeilisearchBeside
{
    private const int People = 1_000;
    private const string Index = "country-roles";

    public static async Task<bool> RunAsync(TestDomain domain)
    {
        var (url, key) = await TestServers.MeilisearchAsync();
        using var engine = new MeilisearchClient(Options.Create(new SearchSettings { Url = url, Key = key }));
        var roles = await domain.RunAsync((ReadFacts read) => read.OpenRolesAsync(CancellationToken.None));
        await FillAsync(engine, roles);
        var ids = await domain.ReadAsync(db => db.People().Where(p => p.MunicipalityId != null).OrderBy(p => p.Id).Select(p => p.Id).Take(People).ToArrayAsync());
        var people = await domain.RunAsync((ReadFacts read) => read.OfPeopleAsync(ids, domain.Clock.GetUtcNow(), CancellationToken.None));
        var scoring = new Scoring(ImportMatchWeights.Defaults);
        foreach (var person in people) scoring.Best(person, roles); // compiled and arranged
        var clock = Stopwatch.StartNew();
        var own = people.Select(p => scoring.Best(p, roles).Select(s => s.Role.RoleId).ToHashSet()).ToList();
        var ownTime = clock.Elapsed.TotalMilliseconds / people.Count;
        using var http = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        foreach (var person in people.Take(50)) await AskAsync(http, person);
        clock.Restart();
        var theirs = new List<HashSet<Guid>>();
        foreach (var person in people) theirs.Add(await AskAsync(http, person));
        var theirTime = clock.Elapsed.TotalMilliseconds / people.Count;
        Console.WriteLine($"beside it, {people.Count} people one by one: ten roles with reasons {ownTime:F2} ms a person on one core, one query to Meilisearch {theirTime:F2} ms; {own.Zip(theirs, (a, b) => a.Intersect(b).Count()).Average():F1} of the ten are the same");
        await engine.WaitAsync(await engine.DeleteIndexAsync(Index, CancellationToken.None), TimeSpan.FromMinutes(1), CancellationToken.None);
        return true;
    }

    private static async Task FillAsync(MeilisearchClient engine, OpenRoles roles)
    {
        await engine.WaitAsync(await engine.CreateIndexAsync(Index, CancellationToken.None), TimeSpan.FromMinutes(1), CancellationToken.None);
        var settings = new JsonObject { ["filterableAttributes"] = new JsonArray("_geo", "online", "language", "themes", "skills"), ["sortableAttributes"] = new JsonArray("_geo") };
        await engine.WaitAsync(await engine.SetSettingsAsync(Index, settings, CancellationToken.None), TimeSpan.FromMinutes(1), CancellationToken.None);
        var documents = roles.All.Select(r => new { id = r.RoleId, _geo = new { lat = r.Point.Latitude, lng = r.Point.Longitude }, r.Online, r.Language, Themes = r.ThemeIds, Skills = r.SkillIds }).ToList();
        await engine.WaitAsync(await engine.AddAsync(Index, documents, CancellationToken.None), TimeSpan.FromMinutes(2), CancellationToken.None);
    }

    private static async Task<HashSet<Guid>> AskAsync(HttpClient http, PersonFacts person)
    {
        var (latitude, longitude) = person.Point!.Value;
        var filter = new JsonArray(
            new JsonArray(Within(Scoring.MostKm), "online = true"),
            new JsonArray(Within(Scoring.NearKm), $"themes IN [{Ids(person.ThemeIds)}]", $"skills IN [{Ids(person.SkillIds)}]"),
            $"themes NOT IN [{Ids(person.NeverThemeIds)}]");
        if (person.Speaks.Count > 0) filter.Add($"language IN [{string.Join(',', person.Speaks)}]");
        var question = new JsonObject { ["q"] = "", ["limit"] = Match.MostPerPerson, ["filter"] = filter, ["sort"] = new JsonArray(string.Create(CultureInfo.InvariantCulture, $"_geoPoint({latitude}, {longitude}):asc")), ["attributesToRetrieve"] = new JsonArray("id") };
        using var answer = await http.PostAsJsonAsync(new Uri($"indexes/{Index}/search", UriKind.Relative), question);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonObject>())!["hits"]!.AsArray().Select(h => h!["id"]!.GetValue<Guid>())];

        string Within(int km) => string.Create(CultureInfo.InvariantCulture, $"_geoRadius({latitude}, {longitude}, {km * 1000})");

        static string Ids(IEnumerable<Guid> ids) => string.Join(',', ids.Select(id => $"\"{id}\""));
    }
}
