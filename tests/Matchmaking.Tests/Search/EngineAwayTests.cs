using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Matchmaking.Local;
using Matchmaking.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Search;

/// <summary>The engine hangs, refuses, is killed, comes back, comes back without its data. Each test has an engine of its own.</summary>
public sealed class EngineAwayTests(SearchRig rig, ITestOutputHelper output) : IClassFixture<SearchRig>, IDisposable
{
    private readonly string _word = SearchRig.Word();
    private readonly string _folder = Directory.CreateTempSubdirectory("engine").FullName;

    [Fact]
    public async Task An_engine_that_hangs_costs_one_question_less_than_a_second_and_the_next_ones_nothing()
    {
        using var hanging = new TcpListener(IPAddress.Loopback, 0);
        hanging.Start();
        await AssertAnsweredByPostgresAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)hanging.LocalEndpoint).Port}"));
    }

    [Fact]
    public Task An_engine_that_refuses_costs_nothing() => AssertAnsweredByPostgresAsync(new Uri("http://127.0.0.1:9"));

    [Fact]
    public async Task A_killed_engine_is_replaced_within_a_second_and_comes_back_with_everything_written_meanwhile()
    {
        var engine = await StartAsync(25_700);
        var services = rig.With((engine.Url, engine.Key));
        Note before = new($"{_word} ennen"), meanwhile = new($"{_word} välissä");
        await rig.PinAsync(before);
        await rig.UpdateAsync(services);
        await EventuallyAsync(EngineUsed.Meilisearch, services, before.Id);

        engine.Dispose();
        var clock = Stopwatch.StartNew();
        var answer = await rig.FindAsync(new SearchQuestion { Text = _word }, services);
        output.WriteLine($"killed: answered by {answer.Engine} after {clock.ElapsedMilliseconds} ms");
        Assert.Equal((EngineUsed.PostgreSql, before.Id), (answer.Engine, Assert.Single(answer.Hits).Document.ObjectId));
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"{clock.ElapsedMilliseconds} ms");

        await rig.PinAsync(meanwhile);
        await Assert.ThrowsAsync<MeilisearchException>(() => rig.RunAsync<UpdateSearch>(services));
        for (var i = 0; i < 3; i++) Assert.Equal(0, await rig.RunAsync<UpdateSearch>(services)); // told once, not every second
        Assert.Equal(new[] { meanwhile.Id, before.Id }.Order(), (await rig.FindAsync(_word, services)).Order());

        engine = await StartAsync(engine.Port);
        clock.Restart();
        await EventuallyAsync(EngineUsed.Meilisearch, services, before.Id, meanwhile.Id);
        output.WriteLine($"back: converged after {clock.ElapsedMilliseconds} ms");
        engine.Dispose();
    }

    [Fact]
    public async Task An_engine_that_comes_back_without_its_data_is_filled_again()
    {
        var engine = await StartAsync(25_800);
        var services = rig.With((engine.Url, engine.Key));
        Note note = new(_word);
        await rig.PinAsync(note);
        await EventuallyAsync(EngineUsed.Meilisearch, services, note.Id);
        engine.Dispose();
        await EventuallyAsync(EngineUsed.PostgreSql, services, note.Id);
        Directory.Delete(Path.Combine(_folder, "meilisearch"), recursive: true);
        engine = await StartAsync(engine.Port);
        await EventuallyAsync(EngineUsed.Meilisearch, rig.With((engine.Url, engine.Key)), note.Id);
        engine.Dispose();
    }

    [Fact]
    public async Task Without_an_engine_documents_are_kept_and_found()
    {
        var services = rig.With((null, ""));
        var note = new Note(_word);
        await rig.PinAsync(note);
        await rig.UpdateAsync(services);
        await rig.RunAsync<ReconcileSearch>(services);
        var answer = await rig.FindAsync(new SearchQuestion { Text = _word }, services);
        Assert.Equal((EngineUsed.PostgreSql, note.Id), (answer.Engine, Assert.Single(answer.Hits).Document.ObjectId));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task AssertAnsweredByPostgresAsync(Uri engine)
    {
        var note = new Note(_word);
        await rig.PinAsync(note);
        await rig.UpdateAsync();
        await rig.FindAsync(_word, rig.With((null, ""))); // PostgreSQL and the code are warm, as in a site that has run
        var services = rig.With((engine, "key"));
        var clock = Stopwatch.StartNew();
        for (var question = 1; question <= 5; question++)
        {
            clock.Restart();
            var answer = await rig.FindAsync(new SearchQuestion { Text = _word }, services);
            output.WriteLine($"question {question}: {clock.ElapsedMilliseconds} ms");
            Assert.Equal((EngineUsed.PostgreSql, note.Id), (answer.Engine, Assert.Single(answer.Hits).Document.ObjectId));
            Assert.True(clock.ElapsedMilliseconds < 1_000, $"question {question} took {clock.ElapsedMilliseconds} ms");
        }
    }

    private Task<LocalMeilisearch> StartAsync(int port) => LocalMeilisearch.StartAsync(_folder, port, output.WriteLine, ct: TestContext.Current.CancellationToken);

    /// <summary>Lets the jobs run as the clock would until this engine answers with exactly these notes.</summary>
    private async Task EventuallyAsync(EngineUsed engine, ServiceProvider services, params Guid[] notes)
    {
        var clock = Stopwatch.StartNew();
        for (string last; ;)
        {
            try
            {
                await rig.RunAsync<UpdateSearch>(services);
            }
            catch (MeilisearchException e)
            {
                output.WriteLine(e.Message);
            }
            var answer = await rig.FindAsync(new SearchQuestion { Text = _word }, services);
            if (answer.Engine == engine && notes.Order().SequenceEqual(SearchRig.Ids(answer).Order())) return;
            last = $"{answer.Engine}: {answer.Hits.Count}";
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), last);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
