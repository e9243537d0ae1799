namespace Matchmaking.Local;

/// <summary>One process at a time; the system lets go of it when the holder dies, however it dies.</summary>
public sealed class FileLock : IDisposable
{
    /// <summary>The system's answer when another process holds the file.</summary>
    private static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    public static async Task<FileLock> EnterAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            if (TryEnter(file) is { } entered) return entered;
            await Task.Delay(100, ct);
        }
    }

    public static FileLock? TryEnter(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem) when (problem.HResult == WouldBlock)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
