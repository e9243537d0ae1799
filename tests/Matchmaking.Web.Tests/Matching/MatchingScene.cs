using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matching;

/// <summary>For one test: Helmi's clean-up by the river needs a van on Thursday evening, and Tapio has one. It has a town of its own, since of many that
/// suit alike only ten are suggested.</summary>
internal sealed class MatchingScene
{
    private static readonly Guid Cleanup = StableId.Of("theme", "cleanup"), Van = StableId.Of("skill", "van"), Baking = StableId.Of("skill", "baking");
    private static readonly int ThursdayEvening = new WeeklyTime(DayOfWeek.Thursday, DayPart.Evening).Bit;
    private static int _scenes;
    private readonly TestSite _site;

    private MatchingScene(TestSite site, Guid town, Person helmi, Person tapio, Initiative initiative) => (_site, Town, Helmi, Tapio, Initiative) = (site, town, helmi, tapio, initiative);

    public Guid Town { get; }

    public Person Helmi { get; }
    public Person Tapio { get; }
    public Initiative Initiative { get; }

    public string DoersPage => $"/en/initiatives/{Initiative.Number}/{Initiative.Slug}/doers";

    public static async Task<MatchingScene> MakeAsync(TestSite site, bool refresh = true, string title = "River clean-up", Guid? town = null)
    {
        var home = town ?? await OwnTownAsync(site);
        var now = site.Clock.GetUtcNow();
        var helmi = NewPerson("Helmi", now, home);
        var tapio = NewPerson("Tapio Secretname", now, home);
        tapio.ChangeProfile(new Profile(tapio.Name, home, null, [Cleanup], [Van], ["fi"], ThursdayEvening, Effort.TwoHours, [], MayBeSuggested: true));
        var words = new InitiativeWords(title, "Rubbish gathers on the bank.", "", "fi", home, null, false, "", "Thursdays", null, ThursdayEvening, [Cleanup], null);
        var initiative = Initiative.Post(helmi.Id, words, [new RoleWords("Driver", "", [Van], 1, 2, Effort.Recurring), new RoleWords("Baker", "", [Baking], 1, 2, Effort.Recurring)], now);
        await site.SaveAsync(db =>
        {
            db.AddRange(helmi, tapio);
            db.Add(initiative);
            db.MatchPending(MatchCause.Person, tapio.Id);
        });
        var scene = new MatchingScene(site, home, helmi, tapio, initiative);
        if (refresh) await scene.RefreshAsync();
        return scene;
    }

    private static async Task<Guid> OwnTownAsync(TestSite site)
    {
        var others = (await site.InScopeAsync(s => s.GetRequiredService<MunicipalityCatalog>().GetAsync(CancellationToken.None).AsTask())).All.Where(m => m.Country == Country.FI && !m.IsJoined).ToList();
        return others[Interlocked.Increment(ref _scenes)].Id;
    }

    public static Person NewPerson(string name, DateTimeOffset now, Guid? town = null)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
        person.Welcome(name, under18: false, town ?? Official.Joensuu, now);
        person.EmailConfirmed = true;
        return person;
    }

    /// <summary>Somebody who might bake for it: of an initiative a person is suggested one role.</summary>
    public async Task BakerAsync()
    {
        var baker = NewPerson("Leena", _site.Clock.GetUtcNow(), Town);
        baker.ChangeProfile(new Profile(baker.Name, Town, null, [Cleanup], [Baking], ["fi"], ThursdayEvening, Effort.Recurring, [], MayBeSuggested: true));
        await _site.SaveAsync(db =>
        {
            db.Add(baker);
            db.MatchPending(MatchCause.Person, baker.Id);
        });
        await RefreshAsync();
    }

    public Task RefreshAsync() => _site.InScopeAsync(s => s.GetRequiredService<RefreshMatches>().RunAsync(CancellationToken.None));

    public Task<Visitor> AsAsync(Person person) => _site.SignInAsync(person);

    public Task<Match> MatchAsync() => _site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Matches().AsNoTracking()
        .SingleAsync(m => m.PersonId == Tapio.Id && m.RoleId == Initiative.Roles[0].Id));

    public Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => _site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));
}
