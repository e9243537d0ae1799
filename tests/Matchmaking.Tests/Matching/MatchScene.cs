using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

/// <summary>People and initiatives in Joensuu for one test, and the jobs that bring them together.</summary>
internal sealed class MatchScene(TestDomain domain)
{
    public static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167"), Kuopio = Municipality.IdOf(Country.FI, "297");
    public static readonly Guid Cleanup = StableId.Of("theme", "cleanup"), Music = StableId.Of("theme", "music"), Van = StableId.Of("skill", "van");

    public TestDomain Domain => domain;

    /// <summary>Nobody is here and nothing is open: what other tests of the class left takes no place of ten.</summary>
    public Task EmptyAsync() => domain.ReadAsync(async db =>
    {
        await db.MatchPendings().ExecuteDeleteAsync();
        await db.People().ExecuteDeleteAsync();
        return await db.Initiatives().ExecuteUpdateAsync(i => i.SetProperty(x => x.State, InitiativeState.Paused));
    });

    public static Profile Profile(bool mayBeSuggested = true, Guid? municipality = null, Guid[]? never = null) =>
        new("Aino Example", municipality ?? Joensuu, null, [Cleanup], [Van], ["fi"], 0, Effort.None, never ?? [], mayBeSuggested);

    public async Task<Guid> PersonAsync(Profile? profile = null, bool under18 = false)
    {
        var now = domain.Clock.GetUtcNow();
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", now);
        person.EmailConfirmed = true;
        person.Welcome("Aino Example", under18, Joensuu, now);
        person.ChangeProfile(profile ?? Profile());
        await SaveAsync(db => { db.Add(person); db.MatchPending(MatchCause.Person, person.Id); });
        return person.Id;
    }

    /// <summary>Posted by somebody else, and marked as the write would.</summary>
    public async Task<Initiative> InitiativeAsync(Guid? starter = null, Guid[]? themes = null, int most = 2)
    {
        var starterId = starter ?? await PersonAsync(Profile(municipality: Kuopio));
        var words = new InitiativeWords("Rannan siivous", "Roskat pois.", "", "fi", Joensuu, null, false, "", "", null, 0, themes ?? [Cleanup], null);
        var initiative = Initiative.Post(starterId, words, [new RoleWords("Pakettiauton kuljettaja", "", [Van], 1, most, Effort.None)], domain.Clock.GetUtcNow());
        await SaveAsync(db => { db.Add(initiative); db.MatchPending(MatchCause.Initiative, initiative.Id); });
        return initiative;
    }

    public Task<int> RefreshAsync() => domain.RunAsync((RefreshMatches job) => job.RunAsync(CancellationToken.None));

    public Task<int> RefreshAllAsync() => domain.RunAsync((RefreshAllMatches job) => job.RunAsync(CancellationToken.None));

    public Task<List<Match>> MatchesOfAsync(Guid personId) => domain.ReadAsync(db => db.Matches().AsNoTracking().Where(m => m.PersonId == personId).OrderBy(m => m.RoleId).ToListAsync());

    public async Task<Match?> MatchAsync(Guid personId, Initiative initiative) => (await MatchesOfAsync(personId)).SingleOrDefault(m => m.InitiativeId == initiative.Id);

    /// <summary>What stands on the person's page.</summary>
    public Task<List<Guid>> ShownAsync(Guid personId) => domain.ReadAsync(db => db.OpenFor(personId, domain.Clock.GetUtcNow()).Select(m => m.InitiativeId).ToListAsync());

    public Task<bool> AnswerAsync(Guid personId, Guid matchId, MatchAnswer answer, params Guid[] themes) =>
        domain.RunAsync((AnswerMatch write) => write.RunAsync(As(personId), matchId, answer, themes));

    public Task<Joining> JoinAsync(Guid personId, Initiative initiative) =>
        domain.RunAsync((JoinInitiative write) => write.RunAsync(As(personId), initiative.Id, initiative.Roles[0].Id));

    public static Actor As(Guid personId) => new(personId, []);

    public Task SaveAsync(Action<MatchmakingDb> change) => domain.ReadAsync(async db =>
    {
        change(db);
        await db.SaveChangesAsync();
        return true;
    });
}
