using Matchmaking.Local;

using var stop = new StopRequest();
try
{
    return args switch
    {
        [] => await new FirstRun(stop).RunAsync(),
        ["--install"] => await InstallAsync(),
        _ => throw new CannotStartException(
            "Without arguments: everything on this machine. --install: what the system lacks for the site and its tests."),
    };
}
catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
{
    return 0;
}
catch (Exception problem) when (problem is CannotStartException or UnauthorizedAccessException or IOException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

async Task<int> InstallAsync()
{
    SystemPackage[] all = [.. SystemPackages.OfTheSite, .. SystemPackages.OfTheTests];
    var missing = await SystemPackages.InstallAsync(all, Console.WriteLine, stop.Asked);
    if (missing is null) return 0;
    Console.WriteLine(missing);
    return SystemPackages.AreRequired ? 1 : 0;
}
