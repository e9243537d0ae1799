namespace Matchmaking.Local;

/// <summary>A process by its number and its birth, so that a number given anew to somebody else's process is not taken for it.</summary>
internal readonly record struct RunningProcess(int Id, string Birth)
{
    public bool Lives => BirthOf(Id) == Birth;

    public static RunningProcess? Find(int id) => BirthOf(id) is { } birth ? new(id, birth) : null;

    /// <summary>What <see cref="Write"/> noted, if it still lives.</summary>
    public static RunningProcess? Read(string file) =>
        File.Exists(file) && File.ReadAllText(file).Split(' ') is [var id, var birth] && int.TryParse(id, out var number)
        && BirthOf(number) == birth ? new(number, birth) : null;

    public void Write(string file) => File.WriteAllText(file, $"{Id} {Birth}");

    public bool HasArgument(string text) => Tells("cmdline").Contains(text, StringComparison.Ordinal);

    public bool IsCalled(string name) => Tells("comm").TrimEnd() == name;

    /// <summary>Asks it to end; kills it when patience ends or somebody is in a hurry.</summary>
    public async Task EndAsync(TimeSpan patience, CancellationToken hurry = default)
    {
        Signal.Terminate(Id);
        if (await HasEndedAsync(patience, hurry)) return;
        Signal.Kill(Id);
        await HasEndedAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
    }

    private async Task<bool> HasEndedAsync(TimeSpan patience, CancellationToken hurry)
    {
        for (var waited = TimeSpan.Zero; Lives; waited += Moment)
        {
            if (waited > patience || hurry.IsCancellationRequested) return false;
            await Task.Delay(Moment, CancellationToken.None);
        }
        return true;
    }

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private string Tells(string what)
    {
        try
        {
            return File.ReadAllText($"/proc/{Id}/{what}");
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The kernel's start time of the process; nothing when it is gone or only waits to be buried.</summary>
    private static string? BirthOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return afterName[0] is "Z" or "X" ? null : afterName[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
