using System.Diagnostics;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks;

/// <summary>The night's run over 2 000 people and 500 initiatives of one region, all within reach of each other, and a single change among them:
/// the night within a minute, a change within two seconds, so that it is seen within a minute even behind others.</summary>
internal static class FullMatching
{
    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var (people, initiatives) = test ? (50, 20) : (2_000, 500);
        var (person, initiative) = await FillAsync(site, people, initiatives);
        var first = await TimeAsync<RefreshAllMatches>(site, job => job.RunAsync(CancellationToken.None));
        var again = await TimeAsync<RefreshAllMatches>(site, job => job.RunAsync(CancellationToken.None));
        var rows = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Matches().CountAsync());
        await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().MatchPendings().ExecuteDeleteAsync());
        await site.SaveAsync(db => db.MatchPending(MatchCause.Person, person));
        var onePerson = await TimeAsync<RefreshMatches>(site, job => job.RunAsync(CancellationToken.None));
        await site.SaveAsync(db => db.MatchPending(MatchCause.Initiative, initiative));
        var oneInitiative = await TimeAsync<RefreshMatches>(site, job => job.RunAsync(CancellationToken.None));
        var holds = first <= 60_000 && onePerson <= 2_000 && oneInitiative <= 2_000;
        Console.WriteLine($"matches of {people} people and {initiatives} initiatives: {first:F0} ms for {rows} rows, again {again:F0} ms; one person {onePerson:F0} ms, one initiative {oneInitiative:F0} ms {(holds ? "holds" : "DOES NOT HOLD")}");
        return holds;
    }

    private static Task<(Guid Person, Guid Initiative)> FillAsync(BenchmarkSite site, int people, int initiatives) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        var random = new Random(1);
        var themes = await db.Themes().OrderBy(t => t.Key).Select(t => t.Id).ToArrayAsync();
        var skills = await db.Skills().OrderBy(s => s.Key).Select(s => s.Id).ToArrayAsync();
        var places = await db.Municipalities().Where(m => m.Country == Country.FI && m.Region.Code == "12").OrderBy(m => m.Code).Select(m => m.Id).ToArrayAsync();
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        var doers = Enumerable.Range(0, people).Select(i =>
        {
            var person = Person.New($"doer{i}@example.org", "fi", now);
            person.EmailConfirmed = true;
            person.Welcome("Aino", false, places[i % places.Length], now);
            person.ChangeProfile(new Profile("Aino", places[i % places.Length], null, [.. random.GetItems(themes, 4).Distinct()], [.. random.GetItems(skills, 4).Distinct()], ["fi"],
                random.Next(1 << 21), (Effort)random.Next(8), [random.GetItems(themes, 1)[0]], true));
            return person;
        }).ToList();
        var ideas = Enumerable.Range(0, initiatives).Select(i => Initiative.Post(doers[i % people].Id,
            new InitiativeWords("Talkoot", "Yhdessä.", "", "fi", places[i % places.Length], null, i % 20 == 0, "", "", null, random.Next(1 << 21), [.. random.GetItems(themes, 2).Distinct()], null),
            [new RoleWords("Tekijä", "", [.. random.GetItems(skills, 2).Distinct()], 1, 5, Effort.Once), new RoleWords("Apu", "", [], 1, 5, Effort.TwoHours)], now)).ToList();
        db.AddRange(doers);
        db.AddRange(ideas);
        await db.SaveChangesAsync();
        return (doers[0].Id, ideas[0].Id);
    });

    private static Task<double> TimeAsync<T>(BenchmarkSite site, Func<T, Task<int>> run) where T : notnull => site.InScopeAsync(async services =>
    {
        var clock = Stopwatch.StartNew();
        await run(services.GetRequiredService<T>());
        return clock.Elapsed.TotalMilliseconds;
    });
}
