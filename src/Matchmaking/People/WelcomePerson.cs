using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>A newcomer says a name, the age and, if wanted, a home municipality. Before this nothing can be posted or joined.</summary>
public sealed class WelcomePerson(MatchmakingDb db, MunicipalityCatalog municipalities, TimeProvider clock)
{
    public Task RunAsync(Guid personId, string name, bool under18, Guid? municipalityId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var person = await db.People().SingleAsync(p => p.Id == personId, ct);
        var home = municipalityId is { } id ? (await municipalities.GetAsync(ct)).ById(id) : null;
        person.Welcome(name, under18, municipalityId, clock.GetUtcNow(), home?.Zone);
        db.MatchPending(MatchCause.Person, personId);
        db.Trail("person.welcomed", personId, personId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }, ct);
}
