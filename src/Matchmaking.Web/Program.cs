using Matchmaking.Web;
using Matchmaking.Web.Platform;

try
{
    var run = Arguments.Read(args);
    var builder = WebApplication.CreateBuilder(run.Rest);
    builder.AddWeb(run);
    var app = builder.Build();
    app.UseWeb();
    await run.PrepareAsync(app.Services);
    if (run.Serve) await app.RunAsync();
    return 0;
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
