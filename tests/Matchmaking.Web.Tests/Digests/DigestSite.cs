using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Local;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Digests;

/// <summary>The site with a letter-box behind it, and a person with a daily digest for whom something waits.</summary>
public sealed class DigestSite : TestSite
{
    private LetterBox? _box;

    public LetterBox Box => _box ?? throw new InvalidOperationException("The site is not started.");

    public override Uri BaseUrl => new("https://treffitori.example.org");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _box = await LetterBox.StartAsync();
        (Settings["Mail:Host"], Settings["Mail:Port"], Settings["Mail:From"], Settings["Mail:FromName"]) =
            ("127.0.0.1", $"{_box.SmtpPort}", "post@treffitori.example.org", "Treffitori");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Chose a daily digest two days ago; one has been due since.</summary>
    internal async Task<Person> SubscriberAsync(string language = "en", DigestRhythm rhythm = DigestRhythm.Daily)
    {
        var (now, then) = (Clock.GetUtcNow(), Clock.GetUtcNow().AddDays(rhythm == DigestRhythm.Weekly ? -9 : -2));
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", language, then);
        person.EmailConfirmed = true;
        person.Welcome("Heidi", under18: false, null, then);
        person.ChangeLetters(language, "Europe/Helsinki", rhythm, noticeBoard: true, then);
        await SaveAsync(db => db.Add(person));
        return person;
    }

    /// <summary>An initiative of the person's in which somebody asked something.</summary>
    internal async Task<Initiative> AskedAsync(Person starter, string title = "Language café", string language = "en", Guid? town = null)
    {
        var words = new InitiativeWords(title, "To talk.", "", language, town ?? Official.Vaasa, null, false, "", "", null, 0, [], null);
        var initiative = Initiative.Post(starter.Id, words, [new RoleWords("Host", "", [], 2, 5, Effort.TwoHours)], Clock.GetUtcNow());
        await SaveAsync(db =>
        {
            db.Add(initiative);
            db.Add(new InitiativeQuestion { InitiativeId = initiative.Id, Text = "When?", Language = "en", At = Clock.GetUtcNow() });
        });
        return initiative;
    }

    internal Task ComposeAsync() => InScopeAsync(s => s.GetRequiredService<ComposeDueDigests>().RunAsync(default));

    internal Task SendAsync() => InScopeAsync(s => s.GetRequiredService<SendOutgoingMail>().RunAsync(default));

    /// <summary>Composes and sends what other people still wait for, so that the next letter, and what befalls it, is the test's own.</summary>
    internal async Task SettleAsync()
    {
        await ComposeAsync();
        await InScopeAsync(async s => { while (await s.GetRequiredService<SendOutgoingMail>().RunAsync(default) > 0) { } });
    }

    /// <summary>The letters that came to the person.</summary>
    internal List<ReceivedLetter> LettersOf(Person person) => [.. Box.Letters.Where(l => l.To == person.Email)];

    internal Task<MailState> StateAsync(Person person) => ReadAsync(db => db.OutgoingMails().Where(m => m.PersonId == person.Id && m.Kind == nameof(DigestMail)).OrderByDescending(m => m.Id).Select(m => m.State).FirstAsync());

    internal Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));

    internal Task<Person> NowAsync(Person person) => ReadAsync(db => db.People().AsNoTracking().SingleAsync(p => p.Id == person.Id));

    /// <summary>The address in a letter of this kind to the person.</summary>
    internal Task<string> LinkAsync(Person person, Subscription letters = Subscription.Digest) =>
        ReadAsync(async db => Links.Unsubscribe((await db.UnsubscribeTokenAsync(person.Id, letters, default))!));
}
