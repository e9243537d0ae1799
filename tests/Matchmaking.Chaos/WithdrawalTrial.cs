namespace Matchmaking.Chaos;

internal static class WithdrawalTrial
{
    public static Task<bool> RunAsync(Rig rig, bool test) => Task.FromResult(true);
}
