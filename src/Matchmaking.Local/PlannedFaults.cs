namespace Matchmaking.Local;

/// <summary>The failures that a letter-box has been told to make, used up as steps are passed.</summary>
internal sealed class PlannedFaults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];
    private TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Comes when the failures are forgotten.</summary>
    public Task Forgotten => Volatile.Read(ref _hanging).Task;

    public void Plan(LetterBoxStep step, LetterBoxFault how, int times, int every)
    {
        lock (_lock) _planned.Add(new(step, how, every) { Left = times });
    }

    /// <summary>How to fail at this pass of a step; null is not to.</summary>
    public LetterBoxFault? Next(LetterBoxStep step)
    {
        lock (_lock) return _planned.Find(f => f.Step == step && f.IsDue())?.How;
    }

    public void Forget()
    {
        lock (_lock) _planned.Clear();
        Interlocked.Exchange(ref _hanging, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private sealed record Planned(LetterBoxStep Step, LetterBoxFault How, int Every)
    {
        private int _passes;

        public required int Left { get; set; }

        public bool IsDue()
        {
            if (Left == 0 || ++_passes % Every != 0) return false;
            Left--;
            return true;
        }
    }
}
