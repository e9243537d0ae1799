using Matchmaking.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Matchmaking.Testing;

/// <summary>The domain without the site, with a database of its own, as a class fixture: one per test class. The vocabulary and the municipalities are in it.</summary>
public sealed class TestDomain : IAsyncLifetime
{
    private TestDatabase? _database;
    private ServiceProvider? _services;

    public TestClock Clock { get; } = new();

    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture has not begun.");

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The fixture has not begun.");

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var services = new ServiceCollection().AddLogging().AddMatchmaking(_database.ConnectionString).AddStrictQueries();
        _services = services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)).BuildServiceProvider();
    }

    /// <summary>Runs a write, or anything else of the domain, in a scope of its own, as a request would.</summary>
    public async Task<TResult> RunAsync<T, TResult>(Func<T, Task<TResult>> run) where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Looks at the database.</summary>
    public Task<TResult> ReadAsync<TResult>(Func<MatchmakingDb, Task<TResult>> read) => RunAsync(read);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
