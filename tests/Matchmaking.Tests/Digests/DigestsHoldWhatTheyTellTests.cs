using Matchmaking.Digests;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Tests.Digests;

/// <summary>Digests that were composed before they held what they tell keep it through the migration, and back.</summary>
public sealed class DigestsHoldWhatTheyTellTests
{
    private const string Before = "MatchesSetAside", After = "DigestsHoldWhatTheyTell";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_told_and_left_out_is_the_same_in_the_same_order_there_and_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(Ct);
        await MigrateAsync(Before);
        var (digest, empty, initiative, role) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await db.Database.ExecuteSqlAsync($"set session_replication_role = replica", Ct); // nobody's digest, of nothing
        await db.Database.ExecuteSqlAsync($"""
            insert into digest (id, person_id, rhythm, period_start, window_from, window_to) values
                ({digest}, {Guid.CreateVersion7()}, 'Daily', '2027-03-01', now(), now()), ({empty}, {Guid.CreateVersion7()}, 'Weekly', '2027-03-01', now(), now())
            """, Ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into digest_item (digest_id, position, is_in_letter, kind, initiative_id, about_id) values
                ({digest}, 1, true, 'GoodMatch', {initiative}, {role}), ({digest}, 0, true, 'AnswerIfAlive', {initiative}, {Guid.Empty}), ({digest}, 2, false, 'NewNearYou', {initiative}, {Guid.Empty})
            """, Ct);

        await MigrateAsync(After);
        var held = await db.Digests().AsNoTracking().ToDictionaryAsync(d => d.Id, Ct);
        Assert.Equal([new(DigestItemKind.AnswerIfAlive, initiative, Guid.Empty), new(DigestItemKind.GoodMatch, initiative, role)], held[digest].Told);
        Assert.Equal([new(DigestItemKind.NewNearYou, initiative, Guid.Empty)], held[digest].LeftOut);
        Assert.Equal((0, 0), (held[empty].Told.Count, held[empty].LeftOut.Count));

        await MigrateAsync(Before);
        var items = await db.Database.SqlQuery<string>($"select concat_ws(' ', position, is_in_letter, kind, initiative_id, about_id) as \"Value\" from digest_item order by position").ToListAsync(Ct);
        Assert.Equal([$"0 t AnswerIfAlive {initiative} {Guid.Empty}", $"1 t GoodMatch {initiative} {role}", $"2 f NewNearYou {initiative} {Guid.Empty}"], items);

        Task MigrateAsync(string to) => db.GetService<IMigrator>().MigrateAsync(to, Ct);
    }
}
