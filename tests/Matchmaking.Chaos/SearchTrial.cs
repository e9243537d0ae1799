namespace Matchmaking.Chaos;

internal static class SearchTrial
{
    public static Task<bool> RunAsync(Rig rig, bool test) => Task.FromResult(true);
}
