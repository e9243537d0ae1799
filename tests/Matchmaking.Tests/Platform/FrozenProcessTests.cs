using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Platform;

/// <summary>A process that stands still in the middle of a write holds locks that others wait for; the server ends its write after a while. That others
/// then go on is shown by freezing real ones (tests/Matchmaking.Chaos).</summary>
public sealed class FrozenProcessTests(TestDomain domain) : IClassFixture<TestDomain>
{
    [Fact]
    public async Task A_write_that_stands_still_is_ended_after_fifteen_seconds() =>
        Assert.Equal("15s", await domain.ReadAsync(AtMostAsync));

    [Fact] // the control: by itself the server waits for ever
    public async Task Without_our_setting_it_is_never_ended()
    {
        await using var db = domain.Database.Open();
        Assert.Equal("0", await AtMostAsync(db));
    }

    [Fact]
    public async Task What_the_installation_sets_itself_is_kept()
    {
        await using var services = new ServiceCollection().AddMatchmaking(domain.Database.ConnectionString + ";Options=-c idle_in_transaction_session_timeout=3s").BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        Assert.Equal("3s", await AtMostAsync(scope.ServiceProvider.GetRequiredService<MatchmakingDb>()));
    }

    private static Task<string> AtMostAsync(MatchmakingDb db) =>
        db.Database.SqlQuery<string>($"select current_setting('idle_in_transaction_session_timeout') as \"Value\"").SingleAsync(TestContext.Current.CancellationToken);
}
