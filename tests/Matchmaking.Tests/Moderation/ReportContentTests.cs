using System.Text;
using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Moderation;

public sealed class ReportContentTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("initiative")]
    [InlineData("update")]
    [InlineData("question")]
    [InlineData("answer")]
    public async Task Anyone_reports_what_is_public_and_hides_nothing_by_it(string kind)
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var numbers = new List<int>();
        foreach (var reporting in new[] { await scene.ReportAsync(null, kind), await scene.ReportAsync(ModerationScene.As(scene.Pentti), kind), await scene.ReportAsync(null, kind, $"{Guid.CreateVersion7():N}@example.org") })
        {
            Assert.Equal(ReportingOutcome.Reported, reporting.Outcome);
            numbers.Add(reporting.Number);
        }
        Assert.Equal(3, numbers.Distinct().Count());
        Assert.True((await scene.NowAsync(kind))!.IsShown);
    }

    [Fact]
    public async Task A_note_is_known_to_the_people_in_it_only()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        Assert.Equal(ReportingOutcome.NoSuchThing, (await scene.ReportAsync(null, "note")).Outcome);
        Assert.Equal(ReportingOutcome.NoSuchThing, (await scene.ReportAsync(ModerationScene.As(scene.Pentti), "note")).Outcome);
        Assert.Equal(ReportingOutcome.Reported, (await scene.ReportAsync(ModerationScene.As(scene.Tapio), "note")).Outcome);
    }

    [Fact]
    public async Task What_is_hidden_or_stands_in_something_hidden_cannot_be_reported()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await scene.HideAsync(ModerationScene.Moderator);
        foreach (var kind in ModerationScene.Kinds) Assert.Equal(ReportingOutcome.NoSuchThing, (await scene.ReportAsync(ModerationScene.As(scene.Tapio), kind)).Outcome);
    }

    [Fact]
    public async Task A_second_report_by_the_same_person_finds_the_first_until_it_is_decided()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var (pentti, address) = (ModerationScene.As(scene.Pentti), $"{Guid.CreateVersion7():N}@example.org");
        var first = await scene.ReportAsync(pentti);
        Assert.Equal(new Reporting(ReportingOutcome.AlreadyReported, first.Number, first.Path), await scene.ReportAsync(pentti));
        var visitor = await scene.ReportAsync(null, email: address);
        Assert.Equal((ReportingOutcome.AlreadyReported, visitor.Number), ((await scene.ReportAsync(null, email: address)).Outcome, visitor.Number));

        await scene.KeepAsync(ModerationScene.Moderator);
        Assert.Equal(ReportingOutcome.Reported, (await scene.ReportAsync(pentti)).Outcome);
    }

    [Fact]
    public async Task Many_reports_of_one_thing_are_one_line_and_one_decision_answers_all()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var address = $"{Guid.CreateVersion7():N}@example.org";
        await scene.ReportAsync(ModerationScene.As(scene.Pentti));
        await scene.ReportAsync(ModerationScene.As(scene.Tapio));
        await scene.ReportAsync(null, email: address);
        await scene.ReportAsync(null);
        Task<List<ReportedThing>> LinesAsync(Actor actor) => domain.ReadAsync(async db => (await db.Reports().Open().For(actor).ByThing().ToListAsync(Ct)).Where(t => t.ObjectId == scene.Initiative.Id).ToList());
        Assert.Equal(4, Assert.Single(await LinesAsync(ModerationScene.Moderator)).Reports);
        Assert.Empty(await LinesAsync(new Actor(scene.Tapio.Id, [(Office.Moderator, ModerationScene.Vaasa)])));
        Assert.Empty(await LinesAsync(new Actor(scene.Tapio.Id, [(Office.Coordinator, ModerationScene.Joensuu)])));
        Assert.Single(await LinesAsync(new Actor(scene.Tapio.Id, [(Office.Administrator, null)])));

        await scene.HideAsync(ModerationScene.Moderator);
        Assert.Empty(await LinesAsync(ModerationScene.Moderator));
        Assert.True(Assert.Single(await scene.DecisionsAsync()).FromReport);
        Assert.Equal([nameof(ReportReceivedMail), nameof(ReportDecidedMail)], await scene.LettersToAsync(scene.Pentti));
        Assert.Equal([nameof(ReportReceivedMail), nameof(ReportDecidedMail)], await scene.LettersToAsync(scene.Tapio));
        Assert.Equal([nameof(HiddenMail)], await scene.LettersToAsync(scene.Helmi));
        var reports = await domain.ReadAsync(db => db.Reports().Where(r => r.Email == address).Select(r => r.Id).ToListAsync(Ct));
        Assert.Equal(2, (await domain.ReadAsync(db => db.OutgoingMails().Where(m => m.PersonId == null).Select(m => m.Args).ToListAsync(Ct))).Count(a => a.Contains($"{reports.Single()}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reports_in_parallel_count_one_by_one_however_the_address_is_written()
    {
        var scenes = new List<ModerationScene>();
        for (var i = 0; i < ReportContent.MostPerAddress + 3; i++) scenes.Add(await ModerationScene.MakeAsync(domain));
        var address = $"{Guid.CreateVersion7():N}@example.org";
        var outcomes = (await Task.WhenAll(scenes.Select((s, n) => s.ReportAsync(null, email: n % 2 == 0 ? address : address.ToUpperInvariant())))).Select(r => r.Outcome).ToList();
        Assert.Equal((ReportContent.MostPerAddress, 3), (outcomes.Count(o => o == ReportingOutcome.Reported), outcomes.Count(o => o == ReportingOutcome.TooManyToday)));

        domain.Clock.Move(TimeSpan.FromHours(25));
        Assert.Equal(ReportingOutcome.Reported, (await scenes[0].ReportAsync(null, "update", address)).Outcome);
    }

    [Fact]
    public async Task What_is_gone_can_be_closed_but_not_hidden()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await scene.ReportAsync(ModerationScene.As(scene.Tapio), "note");
        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(scene.Helmi.Id, Ct); return true; });
        Assert.Null(await scene.NowAsync("note"));
        Assert.Equal(Deciding.AlreadyDecided, await scene.HideAsync(ModerationScene.Moderator, "note"));
        Assert.Equal(Deciding.Decided, await scene.KeepAsync(ModerationScene.Moderator, "note"));
        Assert.Equal(Verdict.Gone, Assert.Single(await scene.DecisionsAsync("note")).Verdict);
        Assert.Equal(nameof(ReportDecidedMail), (await scene.LettersToAsync(scene.Tapio))[^1]);
    }

    [Fact]
    public async Task A_deleted_account_leaves_its_reports_without_a_name_and_the_export_has_them_before()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await scene.ReportAsync(ModerationScene.As(scene.Pentti));
        await scene.ReportAsync(null, email: scene.Pentti.Email!.ToUpperInvariant()); // before there was an account, perhaps
        await scene.HideAsync(ModerationScene.Moderator, "question");
        var export = Encoding.UTF8.GetString(await domain.RunAsync((ExportMyData all) => all.RunAsync(scene.Pentti.Id, Ct)));
        Assert.Contains("Sells things.", export);
        Assert.Contains("It advertises a shop.", export);

        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(scene.Pentti.Id, Ct); return true; });
        var reports = await domain.ReadAsync(db => db.Reports().Where(r => r.ObjectId == scene.Initiative.Id).ToListAsync(Ct));
        Assert.Equal(2, reports.Count);
        Assert.All(reports, r => Assert.Equal((null, null, "Sells things."), (r.ReporterId, r.Email, r.Words)));
        Assert.Null(Assert.Single(await scene.DecisionsAsync("question")).AuthorId);
    }

    [Fact]
    public async Task Reports_are_forgotten_a_month_after_the_last_day_to_complain_and_not_before()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await scene.ReportAsync(ModerationScene.As(scene.Pentti));
        await scene.ReportAsync(ModerationScene.As(scene.Pentti), "update"); // nobody decides about it
        await scene.KeepAsync(ModerationScene.Moderator);
        var until = Assert.Single(await scene.DecisionsAsync()).ComplaintUntil;
        Task<int> ForgetAsync() => domain.RunAsync((ForgetReports forget) => forget.RunAsync(Ct));
        Task<Report> ReportAsync(string kind) => domain.ReadAsync(db => db.Reports().AsNoTracking().SingleAsync(r => r.Kind == kind && r.ObjectId == scene.IdOf(kind), Ct));

        domain.Clock.StopAt(until.AddDays(27));
        await ForgetAsync();
        Assert.Equal("Sells things.", (await ReportAsync("initiative")).Words);
        domain.Clock.StopAt(until.AddDays(32));
        Assert.True(await ForgetAsync() >= 1);
        Assert.Equal(0, await ForgetAsync());
        Assert.Equal(("", null), ((await ReportAsync("initiative")).Words, (await ReportAsync("initiative")).ReporterId));
        Assert.Equal(("Sells things.", scene.Pentti.Id), ((await ReportAsync("update")).Words, (await ReportAsync("update")).ReporterId));
        domain.Clock.Release();
    }

    [Fact]
    public void An_excerpt_is_short_and_cuts_no_character()
    {
        Assert.Equal("Two lines", Moderated.Excerpt("Two\n lines "));
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 100));
        var excerpt = Moderated.Excerpt(family);
        Assert.Equal(80, TextRules.CountElements(excerpt));
        Assert.True(excerpt.Length <= 1000);
        Assert.StartsWith(excerpt[..^1], family);
    }
}
