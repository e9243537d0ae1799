using System.Diagnostics;
using System.Net;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Initiatives;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Neither the answer nor the time it takes tells whether an address has an account.</summary>
public sealed class KnownOrUnknownTests(TestSite site) : IClassFixture<TestSite>
{
    private const int Samples = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asking_for_a_code_takes_as_long()
    {
        var visitor = site.NewVisitor();
        var form = await visitor.GetPageAsync("/en/sign-in", Ct);
        await CompareAsync(email => visitor.PostAsync(form, "sign-in", new Dictionary<string, object?> { ["Input.Email"] = email }, Ct));
    }

    [Fact]
    public async Task Joining_as_a_stranger_takes_as_long()
    {
        var (visitor, made, scene, form) = (site.NewVisitor(), 0, (ActingScene?)null, (Page?)null);
        await CompareAsync(async email =>
        {
            if (made++ % 2 == 0) // of each pair both take the same place of an idea of their own
            {
                scene = await ActingScene.MakeAsync(site);
                form = await visitor.GetPageAsync($"{scene.Page}/join", Ct);
            }
            var fields = new Dictionary<string, object?> { ["Input.RoleId"] = scene!.Initiative.Roles[0].Id, ["Input.Name"] = "Oona", ["Input.Email"] = email, ["Input.Age"] = "adult" };
            return await TimedAsync(() => visitor.PostAsync(form!, "join", fields, Ct));
        });
    }

    [Fact]
    public void A_tenth_more_would_be_seen()
    {
        double[] one = [.. Enumerable.Range(0, Samples).Select(n => 10 + n % 7 * 0.3)];
        Assert.True(IsAlike(one, [.. one.Select(t => t * 1.05)]));
        Assert.False(IsAlike(one, [.. one.Select(t => t * 1.2)]));
    }

    private Task CompareAsync(Func<string, Task<Page>> ask) => CompareAsync(email => TimedAsync(() => ask(email)));

    /// <summary>In turn, so that a busy machine slows both; a machine that stalls on one side may do so twice, a difference that is there comes each time.</summary>
    private async Task CompareAsync(Func<string, Task<(double Milliseconds, HttpStatusCode Status)>> ask)
    {
        for (var round = 1; ; round++)
        {
            var known = await KnownAsync();
            var times = new[] { new List<double>(), new List<double>() };
            for (var n = 0; n < Samples + 5; n++)
                foreach (var side in n % 2 == 0 ? new[] { 0, 1 } : [1, 0])
                {
                    site.Clock.Move(TimeSpan.FromMinutes(7)); // nothing here is too often
                    var (milliseconds, status) = await ask(side == 0 ? known[n] : $"{Guid.CreateVersion7():N}@example.org");
                    Assert.Equal(HttpStatusCode.SeeOther, status);
                    if (n >= 5) times[side].Add(milliseconds);
                }
            TestContext.Current.TestOutputHelper?.WriteLine($"known {Median(times[0]):0.00} ms, unknown {Median(times[1]):0.00} ms");
            if (IsAlike(times[0], times[1])) return;
            Assert.True(round < 4, $"known {Median(times[0]):0.00} ms, unknown {Median(times[1]):0.00} ms");
        }
    }

    private static async Task<(double, HttpStatusCode)> TimedAsync(Func<Task<Page>> ask)
    {
        var begun = Stopwatch.GetTimestamp();
        var status = (await ask()).Status;
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, status);
    }

    private async Task<string[]> KnownAsync()
    {
        var now = site.Clock.GetUtcNow();
        var people = Enumerable.Range(0, Samples + 5).Select(_ =>
        {
            var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
            person.EmailConfirmed = true;
            person.Welcome("Known", under18: false, null, now);
            return person;
        }).ToList();
        await site.SaveAsync(db => db.AddRange(people));
        return [.. people.Select(p => p.Email!)];
    }

    private static bool IsAlike(IReadOnlyCollection<double> one, IReadOnlyCollection<double> other) => Median(one) / Median(other) is > 0.9 and < 1.1;

    private static double Median(IReadOnlyCollection<double> times) => times.Order().ElementAt(times.Count / 2);
}
