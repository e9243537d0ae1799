using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>An initiative of its own for one test: Helmi started it, Tapio and Olena do it, Pentti has nothing to do with it.</summary>
internal sealed class ActingScene
{
    private readonly TestSite _site;

    private ActingScene(TestSite site, Initiative initiative, Person helmi, Person tapio, Person olena, Person pentti) =>
        (_site, Initiative, Helmi, Tapio, Olena, Pentti) = (site, initiative, helmi, tapio, olena, pentti);

    public Initiative Initiative { get; }
    public Person Helmi { get; }
    public Person Tapio { get; }
    public Person Olena { get; }
    public Person Pentti { get; }

    /// <summary>The page in English.</summary>
    public string Page => $"/en/initiatives/{Initiative.Number}/{Initiative.Slug}";

    public static async Task<ActingScene> MakeAsync(TestSite site)
    {
        var now = site.Clock.GetUtcNow();
        var people = new[] { "Helmi", "Tapio", "Olena", "Pentti" }.Select(name =>
        {
            var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
            person.Welcome(name, under18: false, Official.Joensuu, now);
            person.EmailConfirmed = true;
            return person;
        }).ToArray();
        var words = new InitiativeWords("River clean-up", "Rubbish gathers on the bank.", "We pick it up together.", "en", Official.Joensuu, null, false, "", "", null, 0, [], null);
        var initiative = Initiative.Post(people[0].Id, words, [new RoleWords("Picker", "", [], 2, 5, Effort.TwoHours)], now);
        await site.SaveAsync(db =>
        {
            db.AddRange(people);
            db.Add(initiative);
            initiative.Join(people[1].Id, initiative.Roles[0].Id, now);
            initiative.Join(people[2].Id, initiative.Roles[0].Id, now);
        });
        return new(site, initiative, people[0], people[1], people[2], people[3]);
    }

    public Task<Visitor> AsAsync(Person person) => _site.SignInAsync(person);

    /// <summary>Marks it done, as its starter would.</summary>
    public Task FinishAsync() => WriteAsync((TurnInitiative turn) => turn.RunAsync(new(Helmi.Id, []), Initiative.Id, InitiativeState.Done, ""));

    public Task WriteAsync<T>(Func<T, Task> write) where T : notnull => _site.InScopeAsync(s => write(s.GetRequiredService<T>()));

    public Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => _site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));

    public Task<Initiative> NowAsync() => ReadAsync(db => db.Initiatives().AsNoTracking().SingleAsync(i => i.Id == Initiative.Id));
}
