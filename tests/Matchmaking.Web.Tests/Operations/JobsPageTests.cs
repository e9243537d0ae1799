using System.Net;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Operations;

/// <summary>Every test begins with an installation that runs well and breaks one thing.</summary>
public sealed class JobsPageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Address = "/en/admin/jobs";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_when_all_is_well_says_so_and_lists_every_job_and_work_table()
    {
        await RunWellAsync();
        var page = await PageAsync();
        Assert.Equal("Everything works.", page.Text(".ds-alert"));
        foreach (var line in Schedule.All) Assert.Contains("Well", page.Text($"#job-{line.Name}"));
        foreach (var table in new[] { "outgoing_mail", "search_pending", "match_pending" }) Assert.NotNull(page.Document.QuerySelector($"#work-{table}"));
        Assert.Equal(24, page.Document.QuerySelectorAll("[aria-labelledby='letters'] tbody tr").Length);
        Assert.Contains("The clock runs", page.Body);
        Assert.Contains("No search engine is in use", page.Body);
    }

    [Fact]
    public async Task Get_shows_a_job_that_fails_with_its_error_and_no_address_in_it()
    {
        await RunWellAsync();
        await SqlAsync($"update job_run set last_failure = now(), failures_in_a_row = 3, last_error = 'InvalidOperationException: no luck with anna@example.org today' where name = 'AskTheDormant'");
        var page = await PageAsync();
        Assert.Contains("This job fails: Ask the starters of dormant ideas.", page.Text(".ds-alert"));
        Assert.Contains("Failing", page.Text("#job-AskTheDormant"));
        Assert.Contains("no luck with … today", page.Text("#job-AskTheDormant"));
        Assert.DoesNotContain("anna@", page.Body);
    }

    [Fact]
    public async Task Get_shows_a_job_that_is_late_and_one_that_never_ran()
    {
        await RunWellAsync();
        await SqlAsync($"update job_run set last_success = now() - interval '27 hours' where name = 'ForgetExpired'");
        await SqlAsync($"delete from job_run where name = 'ReconcileSearch'");
        var page = await PageAsync();
        Assert.Contains("This job is late: Delete what has expired.", page.Text(".ds-alert"));
        Assert.Contains("Not run yet", page.Text("#job-ReconcileSearch"));
    }

    [Fact]
    public async Task Get_says_that_the_clock_stands()
    {
        await RunWellAsync();
        await SqlAsync($"update job_run set last_start = now() - interval '2 minutes'");
        Assert.Contains("The clock stands still", (await PageAsync()).Text(".ds-alert"));
        await SqlAsync($"delete from job_run");
        Assert.Contains("no job has begun yet", (await PageAsync()).Text(".ds-alert"));
    }

    [Fact]
    public async Task Get_is_loud_about_letters_that_wait_and_about_a_relay_that_takes_none()
    {
        await RunWellAsync();
        await LetterAsync();
        Assert.DoesNotContain("waited", (await PageAsync()).Text(".ds-alert")); // it has just come

        await SqlAsync($"update outgoing_mail set not_before = now() - interval '11 minutes', created_at = now() - interval '11 minutes'");
        var late = await PageAsync();
        Assert.Contains("1 letter has waited for over 10 minutes.", late.Text(".ds-alert"));
        Assert.Contains("none has gone out in an hour", late.Text(".ds-alert"));
        Assert.Contains("11 minutes ago", late.Text("#work-outgoing_mail"));

        await LetterAsync(); // another one goes, so only the first is late
        await SqlAsync($"update outgoing_mail set done_at = now(), state = 'Sent' where created_at > now() - interval '5 minutes'");
        var page = await PageAsync();
        Assert.DoesNotContain("none has gone out", page.Text(".ds-alert"));
        Assert.Equal("1", page.Document.QuerySelectorAll("[aria-labelledby='letters'] tbody tr")[0].QuerySelectorAll("td")[0].TextContent);

        await SqlAsync($"delete from outgoing_mail where done_at is not null");
        await SqlAsync($"update outgoing_mail set not_before = now() + interval '1 hour', attempts = 3, state = 'Retry'"); // the relay said: later
        Assert.Contains("none has gone out in an hour", (await PageAsync()).Text(".ds-alert"));
    }

    [Fact]
    public async Task Get_shows_within_the_hour_that_the_letter_job_has_stopped_and_says_what_to_do()
    {
        await RunWellAsync();
        await LetterAsync();
        Assert.Equal("Everything works.", (await PageAsync()).Text(".ds-alert")); // the control

        await SqlAsync($"update job_run set last_start = now() - interval '55 minutes', last_success = now() - interval '55 minutes' where name = 'SendOutgoingMail'");
        await SqlAsync($"update outgoing_mail set created_at = now() - interval '55 minutes', not_before = now() - interval '55 minutes'");
        var page = await PageAsync();
        Assert.Contains("This job is late: Send letters. Restart the service that runs the jobs", page.Text(".ds-alert"));
        Assert.Contains("1 letter has waited for over 10 minutes. See below whether the job that sends letters works.", page.Text(".ds-alert"));
        Assert.Contains("none has gone out in an hour. Check the mail server.", page.Text(".ds-alert"));
        Assert.Contains("Late", page.Text("#job-SendOutgoingMail"));
    }

    [Fact]
    public async Task Post_of_try_again_queues_a_failed_letter_and_is_trailed()
    {
        await RunWellAsync();
        var (failed, other) = (await LetterAsync(), await LetterAsync());
        await SqlAsync($"update outgoing_mail set state = 'Failed', done_at = now(), last_error = 'AddressRefused at To: 550 5.1.1'");
        var (administrator, id) = await AdministratorAsync();
        var page = await administrator.GetPageAsync(Address, Ct);
        Assert.Contains("AddressRefused at To: 550 5.1.1", page.Text($"#row-{failed}"));
        Assert.Contains("New task in a municipality", page.Text($"#row-{failed}"));

        var answer = await administrator.PostAsync(page, $"#row-{failed} form", ct: Ct);
        Assert.Equal(Address, answer.Location);
        Assert.Contains("Trying 1 again.", (await administrator.FollowAsync(answer, Ct)).Text(".mm-status"));
        Assert.Equal((MailState.Queued, null, 0), await LetterStateAsync(failed));
        Assert.Equal(MailState.Failed, (await LetterStateAsync(other)).State);
        var trail = await ReadAsync(db => db.Trail().Where(t => t.What == "work.tried-again").OrderByDescending(t => t.Id).FirstAsync(Ct));
        Assert.Equal((failed, (Guid?)id), (trail.About, trail.By));

        var again = await administrator.PostAsync(page, $"#row-{failed} form", ct: Ct); // pressed twice
        Assert.Contains("nothing to try", (await administrator.FollowAsync(again, Ct)).Text(".mm-status"));
        await administrator.PostAsync(page, "[aria-labelledby='failed'] > form", ct: Ct);
        Assert.Equal(MailState.Queued, (await LetterStateAsync(other)).State);
    }

    [Fact]
    public async Task Get_offers_no_second_try_for_what_would_help_nobody()
    {
        await RunWellAsync();
        var (expired, code) = (await LetterAsync(), await LetterAsync());
        await SqlAsync($"update outgoing_mail set state = 'Failed', done_at = now()");
        await SqlAsync($"update outgoing_mail set expires_at = now() - interval '1 minute' where id = {expired}");
        await SqlAsync($"update outgoing_mail set class = 'Code' where id = {code}");
        var (administrator, _) = await AdministratorAsync();
        var page = await administrator.GetPageAsync(Address, Ct);
        foreach (var row in new[] { expired, code })
        {
            Assert.Null(page.Document.QuerySelector($"#row-{row} form"));
            Assert.Contains("would help nobody", page.Text($"#row-{row}"));
            Assert.Equal(0, await site.InScopeAsync(s => s.GetRequiredService<TryAgain>().RunAsync(new(Guid.CreateVersion7(), [(Office.Administrator, null)]), "outgoing_mail", row, Ct)));
        }
    }

    [Theory]
    [InlineData("search_pending", "insert into search_pending (id, kind, object_id, priority, attempts, fence, dead_at, last_error) values (gen_random_uuid(), 'initiative', gen_random_uuid(), 0, 10, 10, now(), 'Broken: x')")]
    [InlineData("match_pending", "insert into match_pending (id, cause, about_id, priority, attempts, fence, dead_at, last_error) values (gen_random_uuid(), 'Person', gen_random_uuid(), 0, 10, 10, now(), 'Broken: x')")]
    public async Task What_was_given_up_in_any_work_table_is_shown_and_can_be_tried_again(string table, string insert)
    {
        await RunWellAsync();
        await SqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create(insert));
        var (administrator, _) = await AdministratorAsync();
        var page = await administrator.GetPageAsync(Address, Ct);
        Assert.Contains("Given up after too many attempts", page.Text(".ds-alert"));
        Assert.Contains("Broken: x", page.Text("[aria-labelledby='failed']"));
        Assert.Equal("1", page.Document.QuerySelectorAll($"#work-{table} td")[2].TextContent);
        await administrator.PostAsync(page, "[aria-labelledby='failed'] > form", ct: Ct);
        var after = await administrator.GetPageAsync(Address, Ct);
        Assert.Equal("0", after.Document.QuerySelectorAll($"#work-{table} td")[2].TextContent);
        Assert.StartsWith("1", after.Document.QuerySelectorAll($"#work-{table} td")[0].TextContent);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Office.Coordinator, true)]
    [InlineData(Office.Moderator, true)]
    public async Task Get_and_post_by_others_are_404(Office? office, bool secondFactor)
    {
        var letter = await LetterAsync();
        await SqlAsync($"update outgoing_mail set state = 'Failed', done_at = now()");
        var visitor = await Official.SignInAsync(site, office, office is null ? null : Official.Joensuu, secondFactor);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetPageAsync(Address, Ct)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await site.GetPageAsync(Address, Ct)).Status);
        var token = (await visitor.GetPageAsync("/en/me", Ct)).Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var posted = await visitor.PostAsync($"{Address}/try-again", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("table", "outgoing_mail"), new("row", $"{letter}")]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, posted.Status);
        Assert.Equal(MailState.Failed, (await LetterStateAsync(letter)).State);
    }

    [Theory]
    [InlineData("person", "")]
    [InlineData("outgoing_mail; drop table person", "")]
    [InlineData("", "")]
    [InlineData("search_pending", "12")]
    public async Task Post_of_a_table_or_row_that_is_none_changes_nothing(string table, string row)
    {
        var (administrator, _) = await AdministratorAsync();
        var token = (await administrator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var posted = await administrator.PostAsync($"{Address}/try-again", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("table", table), new("row", row)]), Ct);
        Assert.True(posted.Status is HttpStatusCode.NotFound || (await administrator.FollowAsync(posted, Ct)).Text(".mm-status").Contains("nothing to try", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_says_that_the_engine_is_away()
    {
        await using var withEngine = new TestSite { Database = site.Database, Settings = { ["Search:Url"] = "http://127.0.0.1:9", ["Search:Key"] = "k" } };
        await RunWellAsync();
        var page = await (await Official.SignInAsync(withEngine, Office.Administrator)).GetPageAsync(Address, Ct);
        Assert.Contains("The search engine does not answer", page.Text(".ds-alert"));
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task Get_in_each_language_has_every_text(string language)
    {
        await RunWellAsync();
        await LetterAsync();
        await SqlAsync($"update outgoing_mail set state = 'Failed', done_at = now()");
        var (administrator, _) = await AdministratorAsync();
        Assert.DoesNotMatch(@"(Jobs|Job|JobState|Table)\.[A-Za-z]", (await administrator.GetPageAsync($"/{language}/admin/jobs", Ct)).Document.Body!.TextContent);
    }

    private async Task RunWellAsync()
    {
        await SqlAsync($"delete from job_run");
        await SqlAsync($"delete from outgoing_mail");
        await SqlAsync($"delete from search_pending");
        await SqlAsync($"delete from match_pending");
        foreach (var line in Schedule.All) await SqlAsync($"insert into job_run (name, last_start, last_success, failures_in_a_row, last_done) values ({line.Name}, now(), now(), 0, 5)");
    }

    private async Task<Guid> LetterAsync()
    {
        var mail = new AppointedMail(null, Guid.CreateVersion7());
        await site.SaveAsync(db => db.Letter(mail, site.Clock.GetUtcNow()));
        return await ReadAsync(async db => (await db.OutgoingMails().ToListAsync(Ct)).Single(m => m.Args.Contains($"{mail.AppointmentId}", StringComparison.Ordinal)).Id);
    }

    private async Task<(MailState State, DateTimeOffset? DoneAt, int Attempts)> LetterStateAsync(Guid id)
    {
        var letter = await ReadAsync(db => db.OutgoingMails().AsNoTracking().SingleAsync(m => m.Id == id, Ct));
        return (letter.State, letter.DoneAt, letter.Attempts);
    }

    private async Task<Page> PageAsync() => await (await AdministratorAsync()).Visitor.GetPageAsync(Address, Ct);

    private async Task<(Visitor Visitor, Guid Id)> AdministratorAsync()
    {
        var visitor = await Official.SignInAsync(site, Office.Administrator);
        return (visitor, await ReadAsync(db => db.Appointments().Where(a => a.Office == Office.Administrator).OrderByDescending(a => a.Id).Select(a => a.PersonId).FirstAsync(Ct)));
    }

    private Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));

    private Task<int> SqlAsync(FormattableString sql) => site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Database.ExecuteSqlAsync(sql, Ct));
}
