using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.House;

/// <summary>The control of every test that reads from the database: a careless query does throw there.</summary>
public sealed class StrictQueriesTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_cut_off_in_no_order_throw()
    {
        var careless = await Assert.ThrowsAsync<InvalidOperationException>(() => domain.ReadAsync(db => db.People().Take(2).ToListAsync(Ct)));
        Assert.Contains("RowLimitingOperationWithoutOrderBy", careless.Message, StringComparison.Ordinal);
        await domain.ReadAsync(db => db.People().OrderBy(p => p.Id).Take(2).ToListAsync(Ct));
    }

    [Fact]
    public async Task Without_the_rule_the_same_query_passes()
    {
        await using var lenient = new ServiceCollection().AddLogging().AddMatchmaking(domain.Database.ConnectionString).BuildServiceProvider();
        await using var scope = lenient.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().People().Take(2).ToListAsync(Ct);
    }
}
