using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>What a stranger who wants to join is told, and how often.</summary>
public sealed class JoinInitiativePageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_is_answered_alike_whether_the_address_is_known_suspended_or_in_it_already()
    {
        var scene = await ActingScene.MakeAsync(site);
        var suspended = await Newcomer.SaveAsync(site);
        await site.SaveAsync(db => db.People().Single(p => p.Id == suspended.Id).SuspendedAt = site.Clock.GetUtcNow());
        var answers = new List<string>();
        foreach (var email in new[] { Address(), scene.Pentti.Email!, scene.Tapio.Email!, scene.Tapio.Email!.ToUpperInvariant(), suspended.Email! })
        {
            var answer = await JoinAsync(scene, site.NewVisitor(from: Anywhere()), email);
            answers.Add($"{(int)answer.Status} {answer.Location} {string.Join(' ', answer.Headers.GetValueOrDefault("Set-Cookie", "").Split('\n').Select(c => c.Split('=')[0]).Order())}");
        }
        Assert.Single(answers.Distinct());
        Assert.StartsWith("303 /en/sign-in/code", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_of_the_sixth_stranger_from_one_network_is_429_holds_no_place_and_keeps_what_was_typed()
    {
        var scene = await ActingScene.MakeAsync(site);
        var from = Anywhere();
        for (var n = 0; n < 5; n++)
        {
            await JoinAsync(scene, site.NewVisitor(from: from), "no address"); // what is not taken does not count
            Assert.Equal(HttpStatusCode.SeeOther, (await JoinAsync(scene, site.NewVisitor(from: from), Address())).Status);
        }
        var held = await HeldAsync(scene);
        var email = Address();
        site.Clock.Move(TimeSpan.FromMinutes(1)); // the other limit, of posts to this page
        var refused = await JoinAsync(scene, site.NewVisitor(from: from), email);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 360);
        Assert.Contains("same network", refused.Text(".ds-error-summary"), StringComparison.Ordinal);
        Assert.Equal(email, refused.Document.QuerySelector("[name='Input.Email']")!.GetAttribute("value"));
        Assert.Equal(held, await HeldAsync(scene));
        Assert.Equal(HttpStatusCode.SeeOther, (await JoinAsync(scene, site.NewVisitor(from: Anywhere()), email)).Status);
    }

    [Fact]
    public async Task Post_to_an_idea_that_was_hidden_meanwhile_is_404_and_what_was_typed_is_there_to_copy()
    {
        var scene = await ActingScene.MakeAsync(site);
        var visitor = await scene.AsAsync(scene.Pentti);
        var form = await visitor.GetPageAsync($"{scene.Page}/ask", Ct);
        await site.SaveAsync(db => db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).AsSplitQuery().Single(i => i.Id == scene.Initiative.Id).Hide(site.Clock.GetUtcNow()));
        var answer = await visitor.PostAsync(form, "ask", new Dictionary<string, object?> { ["Input.Text"] = "A long question that took a while" }, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("A long question that took a while", answer.Text("details"), StringComparison.Ordinal);
        Assert.Null(answer.Document.QuerySelector("main form[method=post]"));
    }

    private async Task<Page> JoinAsync(ActingScene scene, Visitor visitor, string email, string name = "Oona")
    {
        var form = await visitor.GetPageAsync($"{scene.Page}/join", Ct);
        return await visitor.PostAsync(form, "join", new Dictionary<string, object?> { ["Input.RoleId"] = scene.Initiative.Roles[0].Id, ["Input.Name"] = name, ["Input.Email"] = email, ["Input.Age"] = "adult" }, Ct);
    }

    private Task<int> HeldAsync(ActingScene scene) => scene.ReadAsync(db => db.Commitments().CountAsync(c => c.InitiativeId == scene.Initiative.Id && c.HeldUntil != null, Ct));

    private static IPAddress Anywhere() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private static string Address() => $"{Guid.CreateVersion7():N}@example.org";
}
