using Matchmaking.Demo;
using Matchmaking.People;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Web.Platform;

/// <summary>What the program does before it serves, or instead. Each part may be asked for again: it then changes nothing.</summary>
internal static class Prepare
{
    public static async Task PrepareAsync(this Arguments run, IServiceProvider services)
    {
        if (run.Migrate) await InScopeAsync(services, s => s.GetRequiredService<PrepareDatabase>().RunAsync());
        if (run.Demo) await InScopeAsync(services, LoadDemoAsync);
        if (run.Administrator is { } address) await InScopeAsync(services, s => MakeAdministratorAsync(s, address));
    }

    /// <summary>The lines are read by whoever started the program, to say how to sign in.</summary>
    private static async Task LoadDemoAsync(IServiceProvider services)
    {
        await services.GetRequiredService<DemoWorld>().LoadAsync();
        foreach (var member in DemoWorld.Cast) Console.WriteLine($"cast: {member.Name} · {member.Email} · {member.Part}");
    }

    private static async Task MakeAdministratorAsync(IServiceProvider services, string address)
    {
        if (!EmailAddress.TryParse(address, out var email)) throw new SettingsException($"Cannot start: '{address}' is not one plain e-mail address.");
        await services.GetRequiredService<MakeAdministrator>().RunAsync(email);
        Console.WriteLine($"{email} is an administrator. Sign in with this address and set up a second factor.");
    }

    private static async Task InScopeAsync(IServiceProvider services, Func<IServiceProvider, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await work(scope.ServiceProvider);
        }
        catch (Exception e) when (Failures.IsDatabaseAway(e))
        {
            throw new SettingsException($"The database cannot be reached: {e.GetBaseException().Message}");
        }
    }
}
