using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

Console.WriteLine("Startup project of dotnet ef; not meant to be run.");

/// <summary>The database as `dotnet ef` sees it. No connection is made to add a migration.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<MatchmakingDb>
{
    public MatchmakingDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<MatchmakingDb>()
        .UseNpgsql(Environment.GetEnvironmentVariable("ConnectionStrings__Matchmaking") ?? "Host=127.0.0.1;Username=postgres;Database=matchmaking").Options);
}
