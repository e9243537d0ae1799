using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Digests;

/// <summary>What had no place in a letter is kept for the person to look up, and no longer than it is of use.</summary>
public sealed class LeftOutOfDigestTests : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Tuesday = new(2027, 3, 2, 12, 0, 0, TimeSpan.Zero); // 14.00 in Helsinki

    private readonly TestDomain _domain;
    private readonly DigestScene _scene;

    public LeftOutOfDigestTests(TestDomain domain)
    {
        (_domain, _scene) = (domain, new(domain));
        domain.Clock.StopAt(Tuesday);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_had_no_place_can_be_looked_up_until_it_is_no_longer_so()
    {
        var person = await _scene.SubscriberAsync();
        var other = await _scene.SubscriberAsync();
        Assert.Equal(([], []), await _scene.RecallAsync(person)); // no digest yet
        List<Initiative> all = [];
        for (var i = 0; i < 9; i++) all.Add(await _scene.InitiativeAsync(person));
        foreach (var initiative in all) await _scene.AskAsync(initiative);
        await _scene.SaveAsync(Update(all[0]), Update(all[1]));
        await _scene.TickDaysAsync(1);

        var digest = Assert.Single(await _scene.DigestsAsync(person));
        Assert.Equal((7, 4), (digest.Told.Count, digest.LeftOut.Count));
        var (leftOut, told) = await _scene.RecallAsync(person);
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.QuestionWaits, DigestItemKind.Update, DigestItemKind.Update], leftOut);
        Assert.Equal(7, told.Length);

        await _scene.EndLettersAsync(person, MailState.Sent);
        await _scene.TickDaysAsync(1); // what had no place and still waits is told now; the news of yesterday are not, and only the page has them
        Assert.Equal([DigestItemKind.QuestionWaits, DigestItemKind.QuestionWaits], (await _scene.DigestsAsync(person))[1].Told.Select(i => i.Kind));
        Assert.Equal([DigestItemKind.Update, DigestItemKind.Update], (await _scene.DigestsAsync(person))[0].LeftOut.Select(i => i.Kind));
        Assert.Equal([DigestItemKind.Update, DigestItemKind.Update], (await _scene.RecallAsync(person)).LeftOut);
        Assert.Equal(9, (await _scene.RecallAsync(person)).Told.Length);

        await _scene.WriteAsync(async db => (await db.Initiatives().SingleAsync(i => i.Id == all[0].Id, Ct)).Hide(_scene.Now));
        await _scene.WriteAsync(async db => Assert.True((await db.LockAsync(all[1].Id, Ct))!.TurnTo(InitiativeState.Paused, "", other.Id, _scene.Now)));
        Assert.Equal([DigestItemKind.Paused], (await _scene.RecallAsync(person)).LeftOut); // the newest state, also when it came after the digest
        _domain.Clock.Move(TimeSpan.FromDays(31));
        Assert.Equal(([], []), await _scene.RecallAsync(person));
    }

    [Fact]
    public async Task What_had_no_place_is_in_the_person_s_own_data_and_goes_with_the_account()
    {
        var person = await _scene.SubscriberAsync();
        for (var i = 0; i < 8; i++) await _scene.AskAsync(await _scene.InitiativeAsync(person));
        await _scene.TickDaysAsync(1);
        var export = System.Text.Encoding.UTF8.GetString(await _domain.RunAsync((ExportMyData read) => read.RunAsync(person.Id, Ct)));
        Assert.Equal([7, 1], export[export.IndexOf("\"told\"", StringComparison.Ordinal)..].Split("\"leftOut\"").Select(part => part.Split("QuestionWaits").Length - 1));
        Assert.Single(await _scene.DigestsAsync(person));
        await _domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person.Id, Ct); return true; });
        Assert.Empty(await _scene.DigestsAsync(person));
    }

    [Fact]
    public async Task After_ninety_days_a_digest_is_forgotten()
    {
        var person = await _scene.AskedAsync();
        await _scene.TickDaysAsync(1);
        foreach (var (days, left) in new[] { (89, 1), (2, 0) })
        {
            _domain.Clock.Move(TimeSpan.FromDays(days));
            await _domain.RunAsync((ForgetDigests job) => job.RunAsync(Ct));
            Assert.Equal(left, (await _scene.DigestsAsync(person)).Count);
        }
    }

    private InitiativeUpdate Update(Initiative initiative) => new() { InitiativeId = initiative.Id, Text = "Uutta", Language = "fi", At = _scene.Now.AddMinutes(1) };
}
