using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>The page says where the code went, to the browser that asked and to no other.</summary>
public sealed class SignInCodePageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Code = "/en/sign-in/code";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_names_the_address_only_in_the_browser_that_asked_for_the_code()
    {
        var evictions = site.Services.GetRequiredService<PageEviction>();
        for (var waited = 0; !evictions.IsHeard && waited < 200; waited++) await Task.Delay(50, Ct);
        var (asker, other) = (site.NewVisitor(), site.NewVisitor());
        foreach (var visitor in new[] { asker, other }) await visitor.GetPageAsync("/en/sign-in", Ct); // both have the cookie that forms need
        var email = $"{Guid.CreateVersion7():N}@example.org";
        await asker.PostAsync(await asker.GetPageAsync("/en/sign-in", Ct), "sign-in", new Dictionary<string, object?> { ["Input.Email"] = email }, Ct);

        for (var time = 0; time < 2; time++)
        {
            var named = await asker.GetPageAsync(Code, Ct);
            Assert.Contains($"to {email}.", named.Text("main"), StringComparison.Ordinal);
            Assert.Contains("no-store", string.Join(' ', named.Headers["Cache-Control"]), StringComparison.Ordinal);
        }
        var unnamed = await other.GetPageAsync(Code, Ct);
        Assert.DoesNotContain(email, unnamed.Body, StringComparison.Ordinal);
        Assert.False(unnamed.Headers.ContainsKey("Age"));

        // the control: the cache is at work, and takes what is nobody's
        await asker.GetPageAsync("/en/help", Ct);
        Assert.True((await other.GetPageAsync("/en/help", Ct)).Headers.ContainsKey("Age"));
    }
}
