using Matchmaking.Testing;
using Npgsql;

namespace Matchmaking.Tests.Local;

public sealed class TestServersTests
{
    [Fact]
    public async Task PostgreSQL_answers_and_lets_a_database_be_made()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await Matchmaking.Local.LocalServices.DatabaseAsync(await TestServers.PostgresAsync(), "test_of_servers", ct);
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select upper('äiti')");
        Assert.Equal("ÄITI", await command.ExecuteScalarAsync(ct));
    }

    [Fact]
    public async Task Meilisearch_answers_to_its_key_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var (url, key) = await TestServers.MeilisearchAsync();
        using var client = new HttpClient { BaseAddress = url };
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("indexes", ct)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("indexes", ct)).StatusCode);
    }
}
