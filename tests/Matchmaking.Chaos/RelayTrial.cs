namespace Matchmaking.Chaos;

internal static class RelayTrial
{
    public static Task<bool> RunAsync(Rig rig, bool test) => Task.FromResult(true);
}
