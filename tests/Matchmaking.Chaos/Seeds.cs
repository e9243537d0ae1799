using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;

namespace Matchmaking.Chaos;

/// <summary>Invented people and what there is to tell them.</summary>
internal static class Seeds
{
    public static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A zone whose next seven o'clock is hours away, so that no letter expires while it is being tried.</summary>
    public static string Zone { get; } = new[] { "Europe/Helsinki", "Asia/Tokyo", "America/New_York" }
        .First(zone => WallClock.Next(new(7, 0), Now, TimeZoneInfo.FindSystemTimeZoneById(zone)) - Now > TimeSpan.FromHours(6));

    /// <summary>People with a daily digest, which is due.</summary>
    public static async Task<Guid[]> SubscribersAsync(Rig rig, int count)
    {
        var people = Enumerable.Range(0, count).Select(i =>
        {
            var person = Person.New($"p{Guid.CreateVersion7():N}@example.org", i % 3 == 0 ? "sv" : "fi", Now);
            person.EmailConfirmed = true;
            person.Welcome("Aino", under18: false, null, Now);
            person.ChangeLetters(person.Language, Zone, DigestRhythm.Daily, noticeBoard: true, Now);
            return person;
        }).ToList();
        await SaveAsync(rig, people);
        await MakeDueAsync(rig);
        return [.. people.Select(p => p.Id)];
    }

    /// <summary>Every digest that is not due yet is due now.</summary>
    public static Task<int> MakeDueAsync(Rig rig) => rig.DoAsync("update person set next_digest_at = now() - interval '1 minute' where next_digest_at > now()");

    /// <summary>Two things to tell each person: a question that waits until it is told, and news that are told if their window is.</summary>
    /// <returns>Their titles.</returns>
    public static async Task<string[]> ThingsAsync(Rig rig, Guid[] people, int period)
    {
        var titles = new List<string>();
        var rows = new List<object>();
        foreach (var (person, i) in people.Select((p, i) => (p, i)))
            for (var kind = 0; kind < 2; kind++)
            {
                var title = $"Asia{period}x{i}x{kind}";
                var initiative = Post(person, title);
                titles.Add(title);
                rows.Add(initiative);
                rows.Add(kind == 0
                    ? new InitiativeQuestion { InitiativeId = initiative.Id, Text = "Mihin aikaan?", Language = "fi", At = Now }
                    : new InitiativeUpdate { InitiativeId = initiative.Id, Text = "Uutta", Language = "fi", At = Now });
            }
        await SaveAsync(rig, rows);
        return [.. titles];
    }

    /// <summary>Questions find an answer before they are told once more, else the seven places of a letter fill up with them; and what is five days old is
    /// taken away, else each day takes longer than the one before.</summary>
    public static async Task TidyAsync(Rig rig)
    {
        await rig.DoAsync("update initiative_question set answered_at = now() where answered_at is null and at < now() - interval '3 days'");
        await rig.DoAsync("""
            do $$ declare t record; begin
                set local session_replication_role = replica;
                for t in select c.table_name from information_schema.columns c where c.table_schema = 'public' and c.column_name = 'initiative_id'
                loop execute format('delete from %I where initiative_id in (select id from initiative where posted_at < now() - interval ''5 days'')', t.table_name); end loop;
                delete from initiative where posted_at < now() - interval '5 days';
            end $$
            """);
    }

    public static Initiative Post(Guid starter, string title, Guid[]? themes = null) => Initiative.Post(starter,
        new InitiativeWords(title, "Yhdessä.", "", "fi", Joensuu, null, false, "", "", null, 0, themes ?? [], null), [new RoleWords("Tekijä", "", [], 2, 5, Effort.TwoHours)], Now);

    /// <summary>In pieces, each in a context of its own.</summary>
    public static async Task SaveAsync(Rig rig, IEnumerable<object> rows)
    {
        foreach (var piece in rows.Chunk(2_000))
            await rig.RunAsync((MatchmakingDb db) =>
            {
                db.AddRange(piece);
                return db.SaveChangesAsync();
            });
    }
}
