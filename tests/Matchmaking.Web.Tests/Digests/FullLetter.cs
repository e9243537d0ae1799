using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Digests;

/// <summary>Something of every rank for one person, in initiatives of others and of the person's own, in several languages.</summary>
internal static class FullLetter
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
            var walk = db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).AsSplitQuery().Single(i => i.Id == joined.Id);
            walk.Join(person.Id, walk.Roles[0].Id, now);
            walk.StartsAt = DateOnly.FromDateTime(now.UtcDateTime).AddDays(3).ToDateTime(new(18, 0));
            var flea = db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).AsSplitQuery().Single(i => i.Id == last.Id);
            flea.Join(host.Id, flea.Roles[0].Id, now);
            db.AddRange(Match(person, suggested, 40), Match(person, last, 60));
            db.Add(new Handover { InitiativeId = joined.Id, FromId = host.Id, ToId = person.Id, AskedAt = now });
            db.Add(new InitiativeUpdate { InitiativeId = joined.Id, AuthorId = host.Id, Text = "Vi möts vid bryggan. " + string.Concat(Enumerable.Repeat("Ta med kaffe och något varmt att ha på sig. ", 9)), Language = "sv", At = now });
            var interested = Match(host, mine, 50);
            interested.SayInterested(now);
            db.Add(interested);
        });
    }

    /// <summary>What a fact of this kind is about, beside the initiative.</summary>
    public static async Task<Guid> AboutAsync(DigestSite site, DigestItemKind kind, Person person, Initiative initiative)
    {
        var match = Match(person, initiative, 50);
        object? row = kind switch
        {
            DigestItemKind.AnswerHandover => new Handover { InitiativeId = initiative.Id, FromId = person.Id, ToId = person.Id },
            DigestItemKind.Update => new InitiativeUpdate { InitiativeId = initiative.Id, AuthorId = person.Id, Text = "Uutta", Language = "fi", At = site.Clock.GetUtcNow() },
            DigestItemKind.InterestedWaits or DigestItemKind.OneMissing or DigestItemKind.GoodMatch => match,
            _ => null,
        };
        if (row is not null) await site.SaveAsync(db => db.Add(row));
        return row switch
        {
            Handover h => h.Id,
            InitiativeUpdate u => u.Id,
            Match m when kind == DigestItemKind.InterestedWaits => m.Id,
            _ => initiative.Roles[0].Id,
        };
    }

    private static Match Match(Person person, Initiative initiative, int score) =>
        new() { PersonId = person.Id, InitiativeId = initiative.Id, RoleId = initiative.Roles[0].Id, Score = score, ComputedAt = person.CreatedAt, Reasons = [new(ReasonCode.Near, Number: 2), new(ReasonCode.FewDoers, Number: 1)] };
}
