using Matchmaking;
using Matchmaking.Demo;
using Microsoft.Extensions.DependencyInjection;

// The tables and the demo world of a first run, made by the domain alone while the pages are still being built. Run again it changes nothing.
var database = Environment.GetEnvironmentVariable("ConnectionStrings__Matchmaking");
if (string.IsNullOrEmpty(database))
{
    Console.Error.WriteLine("ConnectionStrings__Matchmaking is not set.");
    return 1;
}
await using var services = new ServiceCollection().AddLogging().AddMatchmaking(database).BuildServiceProvider();
await using var scope = services.CreateAsyncScope();
await scope.ServiceProvider.GetRequiredService<PrepareDatabase>().RunAsync();
await scope.ServiceProvider.GetRequiredService<DemoWorld>().LoadAsync();
return 0;
