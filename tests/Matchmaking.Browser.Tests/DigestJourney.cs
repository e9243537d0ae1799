using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Local;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>The weekly letter: chosen, received, followed, and ended with one press, on the page or in the mailbox. Who ends nothing gets the next.</summary>
public sealed class DigestJourney(BrowserSite site)
{
    [Theory]
    [InlineData(true, "kontiolahti")]
    [InlineData(false, "liperi")]
    public async Task A_weekly_letter_comes_leads_somewhere_and_ends_with_one_press(bool script, string town)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            var (presses, mailbox) = (await site.NewPersonAsync("Pinja", town), await site.NewPersonAsync("Paavo", town));
            var stays = await site.NewPersonAsync("Seija", town);
            foreach (var reader in new[] { presses, mailbox, stays }) await ChooseWeeklyAsync(page, reader);
            await page.Context.ClearCookiesAsync();
            await PostAsync(town, "Lumityöt naapurille");
            await AWeekPassesAsync([presses, mailbox, stays]);

            var letter = Digests(presses).Single();
            Assert.Contains("Lumityöt naapurille", letter.Text, StringComparison.Ordinal);
            await page.GotoAsync(site.Here(LinkIn(letter, "/fi/initiatives/")));
            await page.GetByRole(AriaRole.Heading, new() { Name = "Lumityöt naapurille", Level = 1 }).WaitForAsync();

            await page.GotoAsync(site.Here(LinkIn(letter, "/u/")));
            await page.GetByRole(AriaRole.Button, new() { Name = "Lopeta kooste" }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Kooste ei enää tule" }).WaitForAsync();
            await PressInMailboxAsync(page, Digests(mailbox).Single());

            await PostAsync(town, "Pihatalkoot naapurissa");
            await AWeekPassesAsync([presses, mailbox, stays]);
            Assert.Single(Digests(presses));
            Assert.Single(Digests(mailbox));
            var second = Digests(stays).Last();
            Assert.Equal(2, Digests(stays).Count);
            Assert.Contains("Pihatalkoot naapurissa", second.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Lumityöt naapurille", second.Text, StringComparison.Ordinal);
        }, $"digest-{script}");
    }

    private async Task ChooseWeeklyAsync(IPage page, string reader)
    {
        await page.Context.ClearCookiesAsync();
        await site.EnterAsync(page, reader);
        await page.GotoAsync("/fi/me/settings");
        await page.Locator("label", new() { HasText = "Kerran viikossa" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tallenna" }).ClickAsync();
        await page.GetByText("Asetukset on tallennettu.").WaitForAsync();
        await page.GetByText("Seuraava kooste tulee").WaitForAsync();
    }

    /// <summary>Something new in the town, as a neighbour posts it.</summary>
    private Task<int> PostAsync(string town, string title) => site.InDatabaseAsync(async db =>
    {
        var starter = await site.NewPersonAsync("Naapuri", town);
        var (id, home) = await db.People().Where(p => p.Email == starter)
            .Select(p => new ValueTuple<Guid, Guid>(p.Id, p.MunicipalityId!.Value)).SingleAsync();
        var words = new InitiativeWords(title, "Yhdessä se käy nopeasti.", "", "fi", home, null, false, "", "", null, 0, [], null);
        var initiative = Initiative.Post(id, words, [new RoleWords("Tekijä", "", [], 1, 5, Effort.TwoHours)], site.Now);
        return await db.InTransactionAsync(() => { db.Add(initiative); return db.SaveChangesAsync(); });
    });

    /// <summary>What lies behind moves a week further back, for those who await a digest it is now due, and the clock's jobs run, twice.</summary>
    private async Task AWeekPassesAsync(string[] readers)
    {
        var (now, week) = (site.Now, TimeSpan.FromDays(7));
        await site.InDatabaseAsync(async db =>
        {
            var people = await db.People().Where(p => readers.Contains(p.Email!)).Select(p => p.Id).ToListAsync();
            await db.Digests().Where(d => people.Contains(d.PersonId)).ExecuteUpdateAsync(d => d
                .SetProperty(x => x.PeriodStart, x => x.PeriodStart.AddDays(-7)).SetProperty(x => x.WindowFrom, x => x.WindowFrom - week));
            return await db.People().Where(p => people.Contains(p.Id) && p.NextDigestAt != null)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.NextDigestAt, now.AddMinutes(-1)));
        });
        for (var i = 0; i < 2; i++)
        {
            await site.RunAsync<ComposeDueDigests>();
            await site.SendLettersAsync();
        }
    }

    /// <summary>What a mailbox does when its own button is pressed (RFC 8058): one POST to the address of the header, without cookies.</summary>
    private async Task PressInMailboxAsync(IPage page, ReceivedLetter letter)
    {
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers["List-Unsubscribe-Post"].Single());
        var address = letter.Headers["List-Unsubscribe"].Single().Trim('<', '>');
        await page.Context.ClearCookiesAsync();
        var form = page.APIRequest.CreateFormData();
        form.Set("List-Unsubscribe", "One-Click");
        var answer = await page.APIRequest.PostAsync(site.Here(address), new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(200, answer.Status);
    }

    private List<ReceivedLetter> Digests(string reader) =>
        [.. site.Letters.Letters.Where(l => l.Recipients.Contains(reader) && l.Headers["List-Unsubscribe"].Any())];

    private static string LinkIn(ReceivedLetter letter, string path) =>
        letter.Text.Split([' ', '\n', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
            .First(w => w.StartsWith("http", StringComparison.Ordinal) && w.Contains(path, StringComparison.Ordinal));
}
