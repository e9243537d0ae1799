using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Digests;

/// <summary>Something of every rank for one person, in initiatives of others and of the person's own, in several languages.</summary>
internal static class EveryKind
{
    public static async Task MakeAsync(DigestSite site, Person person)
    {
        var now = site.Clock.GetUtcNow();
        var host = await site.SubscriberAsync();
        var mine = await site.AskedAsync(person, "Kielikahvila Kotirannassa", "fi");
        var joined = await site.AskedAsync(host, "Promenadgrupp i Sandviken", "sv");
        var suggested = await site.AskedAsync(host, "Swimming buddies");
        var last = await site.AskedAsync(host, "Loppis på Brändö", "sv");
        await site.SaveAsync(db =>
        {
            var walk = db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).Single(i => i.Id == joined.Id);
            walk.Join(person.Id, walk.Roles[0].Id, now);
            walk.StartsAt = now.UtcDateTime.Date.AddDays(3).AddHours(18);
            var flea = db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).Single(i => i.Id == last.Id);
            flea.Join(host.Id, flea.Roles[0].Id, now);
            db.AddRange(Match(person, suggested, 40), Match(person, last, 60));
            db.Add(new Handover { InitiativeId = joined.Id, FromId = host.Id, ToId = person.Id, AskedAt = now });
            db.Add(new InitiativeUpdate { InitiativeId = joined.Id, AuthorId = host.Id, Text = "Vi möts vid bryggan. " + string.Concat(Enumerable.Repeat("Ta med kaffe och något varmt att ha på sig. ", 9)), At = now });
            var interested = Match(host, mine, 50);
            interested.SayInterested(now);
            db.Add(interested);
        });
    }

    private static Match Match(Person person, Initiative initiative, int score) =>
        new() { PersonId = person.Id, InitiativeId = initiative.Id, RoleId = initiative.Roles[0].Id, Score = score, ComputedAt = person.CreatedAt };
}
