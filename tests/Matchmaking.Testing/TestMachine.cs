using Matchmaking.Local;
using Xunit;

namespace Matchmaking.Testing;

/// <summary>What the tests use of the system, installed before the first of them where that is allowed. Each test project has it as an assembly
/// fixture; of several that begin at once, one installs. What is still missing skips the tests that need it, or fails them with <c>CI=true</c>.</summary>
public sealed class TestMachine : IAsyncLifetime
{
    private static readonly Lazy<Task<string?>> Prepared = new(() => SystemPackages.InstallAsync([.. SystemPackages.OfTheSite, .. SystemPackages.OfTheTests], Console.WriteLine));

    /// <summary>Done once in a process, whoever asks first. What is still missing, as one line, or nothing.</summary>
    public static Task<string?> PrepareAsync() => Prepared.Value;

    public async ValueTask InitializeAsync()
    {
        if (await PrepareAsync() is { } missing) Console.WriteLine(missing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
