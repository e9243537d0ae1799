using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Matchmaking.Local;

namespace Matchmaking.Tests.Local;

public sealed class ChildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("matchmaking-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_start_left_running_is_ended()
    {
        using var leftOver = await Child.StartAsync("sleeper", _folder, new ProcessStartInfo("sleep", ["600"]));
        Assert.False(leftOver.HasEnded);
        await Child.EndLeftOverAsync("sleeper", _folder, Ct);
        await leftOver.Ended.WaitAsync(TimeSpan.FromSeconds(5), Ct);
    }

    [Fact]
    public async Task A_process_that_was_given_the_same_number_later_is_left_alone()
    {
        using var stranger = await Child.StartAsync("stranger", _folder, new ProcessStartInfo("sleep", ["600"]));
        var number = (await File.ReadAllTextAsync(Path.Combine(_folder, "stranger.pid"), Ct)).Split(' ')[0];
        await File.WriteAllTextAsync(Path.Combine(_folder, "sleeper.pid"), $"{number} 1", Ct);
        await Child.EndLeftOverAsync("sleeper", _folder, Ct);
        Assert.False(stranger.HasEnded);
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed_when_patience_ends()
    {
        string[] deafness = ["-c", "trap '' TERM; echo deaf; while true; do sleep 0.05; done"];
        var deaf = await Child.StartAsync("deaf", _folder, new ProcessStartInfo("bash", deafness));
        while (!File.ReadAllText(Path.Combine(_folder, "deaf.log")).Contains("deaf", StringComparison.Ordinal)) await Task.Delay(10, Ct);
        await deaf.StopAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        Assert.True(deaf.HasEnded);
        Assert.False(File.Exists(Path.Combine(_folder, "deaf.pid")));
    }

    [Fact]
    public async Task A_command_that_is_cancelled_ends_with_all_it_started()
    {
        var noted = Path.Combine(_folder, "grandchild");
        using var cancel = new CancellationTokenSource();
        var running = Command.TryAsync("bash", ["-c", $"sleep 600 & echo $! > {noted}; wait"], ct: cancel.Token);
        while (!File.Exists(noted) || File.ReadAllText(noted).Length == 0) await Task.Delay(10, Ct);
        var grandchild = RunningProcess.Find(int.Parse(await File.ReadAllTextAsync(noted, Ct)));
        Assert.True(grandchild?.Lives);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        for (var moment = 0; moment < 100 && grandchild!.Value.Lives; moment++) await Task.Delay(20, Ct);
        Assert.False(grandchild!.Value.Lives);
    }

    [Fact]
    public void A_taken_port_is_passed_over()
    {
        var said = new List<string>();
        var port = Ports.FreeFrom(21_000);
        Assert.Equal(port, Ports.FreeFrom(port, said.Add, "it"));
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();
        Assert.NotEqual(port, Ports.FreeFrom(port, said.Add, "it"));
        Assert.Contains($"since {port} is taken", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_starts_at_the_same_moment_take_two_ports()
    {
        var (first, kept) = Ports.KeepFrom(22_000);
        var (second, other) = Ports.KeepFrom(22_000); // nobody listens yet
        Assert.NotEqual(first, second);
        kept.Dispose();
        other.Dispose();
        var (again, free) = Ports.KeepFrom(22_000);
        Assert.Equal(first, again);
        free.Dispose();
    }

    [Fact]
    public void A_lock_is_held_by_one_until_it_is_let_go()
    {
        var file = Path.Combine(_folder, "lock");
        var held = FileLock.TryEnter(file);
        Assert.NotNull(held);
        Assert.Null(FileLock.TryEnter(file));
        held.Dispose();
        using var next = FileLock.TryEnter(file);
        Assert.NotNull(next);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
