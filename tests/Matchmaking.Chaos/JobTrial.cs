namespace Matchmaking.Chaos;

internal static class JobTrial
{
    public static Task<bool> RunAsync(Rig rig, bool test) => Task.FromResult(true);
}
