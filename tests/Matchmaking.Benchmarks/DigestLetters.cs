using System.Diagnostics;
using System.Runtime;
using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Local;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Benchmarks;

/// <summary>2 000 digests, composed and handed over on one connection to a relay of this machine, the two jobs side by side as in the site, against a
/// loop that hands over the same bytes on one connection with a commit before and after each: at least half as many a second, and at least
/// 100. Commits reach the disk. The loop goes before and after, five times in turn, since the speed of a machine drifts; of the ratios the middle one
/// counts. A site that just started compiles while it sends, so the first letters are counted apart.</summary>
internal static class DigestLetters
{
    /// <summary>Of the 0.5 that is asked for. The short form holds half of it: its site has just started.</summary>
    private const double Reached = 0.2;

    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var (many, warming, turns) = test ? (100, 1, 1) : (2_000, 8, 5);
        await WarmAsync(site, test ? 40 : many, warming);
        var measured = new List<Turn>();
        for (var turn = 0; turn < turns; turn++) measured.Add(await TurnAsync(site, many));
        var middle = measured.OrderBy(t => t.Ratio).ElementAt(turns / 2);
        var isWhole = measured.All(t => t.Letters == many && t.Connections == 1);
        var holds = isWhole && middle.Ratio >= 0.5 && middle.PerSecond >= 100;
        Console.WriteLine($"Digests_composed_and_handed_over_against_a_loop_of_the_same_bytes: in the middle {middle}; ratios {string.Join(", ", measured.Select(t => $"{t.Ratio:F2}"))} (at least 0.5 and 100/s) {(holds ? "holds" : "DOES NOT HOLD")}");
        return isWhole && (test ? middle.Ratio >= Reached / 2 && middle.PerSecond >= 30 : holds);
    }

    /// <summary>Until next to nothing is compiled any more. The letters of the last round stay in the box.</summary>
    private static async Task WarmAsync(BenchmarkSite site, int people, int most)
    {
        var (compiling, both) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var round = 0; round < most && compiling > both / 10; round++)
        {
            site.Letters.Clear();
            await FillAsync(site, people);
            var before = JitInfo.GetCompilationTime();
            (_, both, _) = await ComposeAndSendAsync(site);
            compiling = JitInfo.GetCompilationTime() - before;
            Console.WriteLine($"Digests after {round * people} letters since the start: {people / both.TotalSeconds:F0}/s, while the runtime compiled for {compiling.TotalSeconds:F1} s of {both.TotalSeconds:F1}");
        }
        await LoopAsync(site, Received(site));
    }

    private static async Task<Turn> TurnAsync(BenchmarkSite site, int people)
    {
        await FillAsync(site, people);
        var before = await LoopAsync(site, Received(site));
        site.Letters.Clear();
        var (composing, both, connections) = await ComposeAndSendAsync(site);
        var letters = Received(site);
        var after = await LoopAsync(site, letters);
        return new(letters.Count, letters.Sum(l => l.Raw.Length) / 1024 / Math.Max(1, letters.Count), connections, letters.Count / composing.TotalSeconds, letters.Count / both.TotalSeconds, (before + after) / 2);
    }

    private static List<(EmailAddress To, byte[] Raw)> Received(BenchmarkSite site) => [.. site.Letters.Letters.Select(l => (EmailAddress.Parse(l.To), l.Raw))];

    /// <param name="Composed">Letters a second, while others were sent.</param>
    /// <param name="Loop">Letters a second, before and after.</param>
    private sealed record Turn(int Letters, int KiB, int Connections, double Composed, double PerSecond, double Loop)
    {
        public double Ratio => PerSecond / Loop;

        public override string ToString() => $"{Letters} letters of {KiB} KiB over {Connections} connection, composed {Composed:F0}/s meanwhile, composed and handed over {PerSecond:F0}/s against {Loop:F0}/s = {Ratio:F2}";
    }

    private static async Task<(TimeSpan Composing, TimeSpan Both, int Connections)> ComposeAndSendAsync(BenchmarkSite site)
    {
        var (clock, before) = (Stopwatch.StartNew(), site.Letters.Connections);
        var composing = Task.Run(async () =>
        {
            await site.InScopeAsync(s => s.GetRequiredService<ComposeDueDigests>().RunAsync(CancellationToken.None));
            return clock.Elapsed;
        });
        for (var isLast = false; !isLast;)
        {
            isLast = composing.IsCompleted; // asked before sending: what was composed meanwhile goes with the next
            var sent = await site.InScopeAsync(s => s.GetRequiredService<SendOutgoingMail>().RunAsync(CancellationToken.None));
            if (sent == 0 && !isLast) await Task.Delay(10);
        }
        return (await composing, clock.Elapsed, site.Letters.Connections - before);
    }

    /// <summary>The least that hands a letter over once: its row says so before and after, each by a commit of its own.</summary>
    /// <returns>Letters a second. The same letters are in the box afterwards, once.</returns>
    private static async Task<double> LoopAsync(BenchmarkSite site, List<(EmailAddress To, byte[] Raw)> letters)
    {
        site.Letters.Clear();
        await using var source = NpgsqlDataSource.Create(site.Database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var session = new SmtpSession(site.Smtp);
        var rows = new Queue<Guid>(await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().OutgoingMails().Select(m => m.Id).ToListAsync()));
        await using var update = new NpgsqlCommand("update outgoing_mail set state = $1 where id = $2", connection) { Parameters = { new() { Value = "" }, new() { Value = Guid.Empty } } };
        await update.PrepareAsync();
        var clock = Stopwatch.StartNew();
        foreach (var (to, raw) in letters)
        {
            var row = rows.Dequeue();
            var outcome = await session.SendAsync(site.Smtp.From, to, raw, () => MarkAsync(MailState.HandingOver, row));
            if (outcome.Verdict != SmtpVerdict.Accepted) throw new InvalidOperationException(outcome.ToString());
            await MarkAsync(MailState.Sent, row);
        }
        return letters.Count / clock.Elapsed.TotalSeconds;

        async Task<bool> MarkAsync(MailState state, Guid row)
        {
            (update.Parameters[0].Value, update.Parameters[1].Value) = (state.ToString(), row);
            return await update.ExecuteNonQueryAsync() == 1;
        }
    }

    /// <summary>People with a digest due: of each an idea with a question, another that was joined and has news, three roles that may suit, and
    /// what is new in the home town.</summary>
    private static Task<int> FillAsync(BenchmarkSite site, int people) => site.InScopeAsync(async services =>
    {
        var (db, now, random) = (services.GetRequiredService<MatchmakingDb>(), site.Clock.GetUtcNow(), new Random(1));
        var places = await db.Municipalities().Where(m => m.Country == Country.FI && m.Region.Code == "12").OrderBy(m => m.Code).Select(m => m.Id).ToArrayAsync();
        var doers = Enumerable.Range(0, people).Select(i => Subscriber(places[i % places.Length], now.AddDays(-2))).ToList();
        var ideas = doers.Select((p, i) => Initiative.Post(p.Id,
            new InitiativeWords($"Talkoot rannalla {i}", "Yhdessä.", "", "fi", places[i % places.Length], null, false, "", "", null, 0, [], null), [new RoleWords("Tekijä", "", [], 2, 5, Effort.Once)], now.AddHours(-20))).ToList();
        await db.Initiatives().ExecuteUpdateAsync(set => set.SetProperty(i => i.PostedAt, i => i.PostedAt.AddDays(-40))); // of an earlier round nothing is new
        db.AddRange(doers);
        db.AddRange(ideas);
        for (var i = 0; i < people; i++)
        {
            var (joined, idea) = (ideas[(i + 1) % people], ideas[i]);
            joined.Join(doers[i].Id, joined.Roles[0].Id, now.AddHours(-10));
            db.Add(new InitiativeQuestion { InitiativeId = idea.Id, Text = "Mihin aikaan?", Language = "fi", At = now.AddHours(-9) });
            db.Add(new InitiativeUpdate { InitiativeId = idea.Id, AuthorId = doers[i].Id, Text = string.Concat(Enumerable.Repeat("Nähdään laiturilla ja otetaan kahvia mukaan. ", 6)), Language = "fi", At = now.AddHours(-8) });
            foreach (var other in random.GetItems(ideas.ToArray(), 5).Where(o => o != idea && o != joined).Distinct().Take(3))
                db.Add(new Match { PersonId = doers[i].Id, InitiativeId = other.Id, RoleId = other.Roles[0].Id, Score = random.Next(100), ComputedAt = now.AddHours(-7), Reasons = [new(ReasonCode.Near, Number: 2), new(ReasonCode.FewDoers, Number: 1)] });
        }
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"analyze");
        return people;
    });

    private static Person Subscriber(Guid home, DateTimeOffset then)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", then);
        person.EmailConfirmed = true;
        person.Welcome("Aino", false, home, then);
        person.ChangeLetters("fi", "Europe/Helsinki", DigestRhythm.Daily, noticeBoard: true, then);
        return person;
    }
}
