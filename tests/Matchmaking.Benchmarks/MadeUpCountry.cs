using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Benchmarks;

/// <summary>People and open roles of a country that is not there, the same in every run: they live where people live, most care for the same few
/// things, one in ten said "not this kind" of one of them, 15 of 100 are newcomers, and the others have done something at home. Brought into the real tables by COPY.</summary>
internal sealed class MadeUpCountry
{
    private const double Newcomers = 0.15;
    private static readonly DateTimeOffset Founded = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(20260105);
    private readonly List<Home> _homes;
    private readonly Lots<Guid> _themes, _skills;
    private readonly List<Resident> _residents = [];
    private readonly List<Doing> _past = [], _open = [];
    private readonly List<Need> _needs = [];

    private MadeUpCountry(List<Home> homes, Guid[] themes, Guid[] skills) =>
        (_homes, _themes, _skills) = (homes, new(themes, id => 1.0 / (1 + Array.IndexOf(themes, id))), new(skills, id => 1.0 / (1 + Array.IndexOf(skills, id))));

    private sealed record Home(Guid Id, string[] Languages, int Population);

    private sealed record Resident(Guid Id, Home Home, Guid[] Themes, Guid[] Skills, Guid[] Never, string[] Speaks, int Times, int Effort, bool MayBeSuggested, bool IsNew);

    private sealed record Doing(Guid Id, Home Home, Guid? Starter, string Language, bool Online, Guid[] Themes, int Times, bool IsOver)
    {
        public int Least { get; set; }
    }

    private sealed record Need(Guid Id, Doing Doing, int Position, Guid[] Skills, int Least, int Most, int Effort)
    {
        public int Taken { get; set; }
    }

    /// <summary>Who lets hosts be shown the own first name.</summary>
    public HashSet<Guid> MayBeSuggested => [.. _residents.Where(r => r.MayBeSuggested).Select(r => r.Id)];

    public static async Task<MadeUpCountry> FoundAsync(TestDomain domain, int people, int roles)
    {
        var homes = await domain.ReadAsync(db => db.Municipalities().OrderBy(m => m.Country).ThenBy(m => m.Code).Select(m => new Home(m.Id, m.Languages, m.Population)).ToListAsync());
        var themes = await domain.ReadAsync(db => db.Themes().OrderBy(t => t.Key).Select(t => t.Id).ToArrayAsync());
        var skills = await domain.ReadAsync(db => db.Skills().OrderBy(s => s.Key).Select(s => s.Id).ToArrayAsync());
        var country = new MadeUpCountry(homes, themes, skills);
        country.Settle(people);
        country.Live();
        country.Want(roles);
        await country.WriteAsync(domain.Database.ConnectionString);
        return country;
    }

    private void Settle(int people)
    {
        var homes = new Lots<Home>(_homes, h => h.Population);
        for (var i = 0; i < people; i++)
        {
            var home = homes.Draw(_random);
            var own = home.Languages[0] == "sv" || (home.Languages.Length > 1 && Chance(0.2)) ? "sv" : "fi";
            string[] speaks = Chance(0.05) ? [] : Chance(0.45) ? [own, "en"] : Chance(0.15) ? ["fi", "sv"] : [own];
            _residents.Add(new(Id(), home, Some(_themes, 0, 5), Some(_skills, 0, 4), Chance(0.1) ? Some(_themes, 1, 1) : [], speaks,
                Chance(0.6) ? _random.Next(1 << 21) & _random.Next(1 << 21) : 0, Chance(0.6) ? _random.Next(1, 8) : 0, Chance(0.6), Chance(Newcomers)));
        }
    }

    /// <summary>What there was, and who did it: forty to a thing, each at home.</summary>
    private void Live()
    {
        foreach (var home in _residents.Where(r => !r.IsNew).GroupBy(r => r.Home))
            foreach (var doers in home.Chunk(40))
            {
                var past = new Doing(Id(), home.Key, null, home.Key.Languages[0], false, Some(_themes, 1, 2), 0, IsOver: true);
                _past.Add(past);
                _needs.Add(new(Id(), past, 0, [], 0, 40, 1) { Taken = doers.Length });
            }
    }

    /// <summary>Two of three open initiatives are where people are, the others anywhere; one in twenty is online.</summary>
    private void Want(int roles)
    {
        var (homes, starters) = (new Lots<Home>(_homes, h => h.Population), _residents.Where(r => !r.IsNew).ToLookup(r => r.Home));
        for (var made = 0; made < roles;)
        {
            var home = Chance(0.67) ? homes.Draw(_random) : _homes[_random.Next(_homes.Count)];
            var neighbours = starters[home].ToList();
            var starter = neighbours.Count == 0 ? null : (Guid?)neighbours[_random.Next(neighbours.Count)].Id;
            var language = Chance(0.92) ? home.Languages[0] : Chance(0.5) ? home.Languages[^1] : Chance(0.9) ? "en" : "et";
            var open = new Doing(Id(), home, starter, language, Chance(0.05), Some(_themes, 1, 3), Chance(0.7) ? _random.Next(1 << 21) & _random.Next(1 << 21) & _random.Next(1 << 21) : 0, IsOver: false);
            _open.Add(open);
            for (var position = 0; position < 3 && made < roles && (position == 0 || Chance(0.5)); position++, made++)
            {
                var least = _random.Next(1, 4);
                open.Least += least;
                _needs.Add(new(Id(), open, position, Chance(0.4) ? [] : Some(_skills, 1, 3), least, least + _random.Next(4), _random.Next(8)));
            }
        }
    }

    private async Task WriteAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=300");
        await connection.OpenAsync();
        await RunAsync(connection, "set session_replication_role = replica"); // the counts are right as they come; nothing is checked row by row
        await CopyAsync(connection, """
            copy person (id, access_failed_count, away_asks, created_at, digest_rhythm, effort, email, email_confirmed, language, lockout_enabled, may_be_suggested,
                municipality_id, name, never_theme_ids, normalized_email, normalized_user_name, notice_board_letters, profile_version, said_at_least13_at, skill_ids, speaks,
                theme_ids, time_zone, two_factor_enabled, under18, user_name, weekly_times, word_ids) from stdin binary
            """, _residents, r => [r.Id, 0, 0, Founded, "Never", r.Effort, $"{r.Id:N}@example.org", true, "fi", false, r.MayBeSuggested, r.Home.Id, "Aino", r.Never,
                $"{r.Id:N}@EXAMPLE.ORG", $"{r.Id:N}", true, 1, Founded, r.Skills, r.Speaks, r.Themes, "Europe/Helsinki", false, false, $"{r.Id:N}", r.Times, Array.Empty<Guid>()]);
        await CopyAsync(connection, "copy lowered_theme (person_id, theme_id, at) from stdin binary", _residents.Where((r, i) => i % 10 == 0 && r.Themes.Length > 0), r => [r.Id, r.Themes[^1], Founded]);
        await CopyAsync(connection, """
            copy initiative (id, changed_at, description, doers, language, last_life_at, missing, municipality_id, needed, online, place, posted_at, slug, starter_id, state,
                theme_ids, title, weekly_times, "when", why) from stdin binary
            """, _past.Concat(_open), i => [i.Id, Founded, "", 0, i.Language, Founded, i.Least, i.Home.Id, i.Least, i.Online, "", Founded, "talkoot", i.Starter,
                i.IsOver ? "Done" : "Open", i.Themes, "Talkoot", i.Times, "", "Yhdessä."]);
        await CopyAsync(connection, "copy role (id, description, effort, initiative_id, least, most, position, skill_ids, taken, title) from stdin binary",
            _needs, t => [t.Id, "", t.Effort, t.Doing.Id, t.Least, t.Most, t.Position, t.Skills, t.Taken, "Tekijä"]);
        var needs = _needs.Where(t => t.Doing.IsOver).ToList();
        var doers = _residents.Where(r => !r.IsNew).GroupBy(r => r.Home).SelectMany(home => home.Chunk(40)).Zip(needs, (some, need) => some.Select(r => (Resident: r, Need: need))).SelectMany(x => x);
        await CopyAsync(connection, "copy commitment (id, at, initiative_id, person_id, role_id, state) from stdin binary",
            doers, d => [Id(), Founded, d.Need.Doing.Id, d.Resident.Id, d.Need.Id, "Active"]);
        await RunAsync(connection, "set session_replication_role = origin");
        await RunAsync(connection, "analyze");
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string copy, IEnumerable<T> rows, Func<T, object?[]> columns)
    {
        await using var writer = await connection.BeginBinaryImportAsync(copy);
        foreach (var row in rows) await writer.WriteRowAsync(default, columns(row));
        await writer.CompleteAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    /// <summary>The nth of the list is chosen n times less often than the first.</summary>
    private Guid[] Some(Lots<Guid> all, int least, int most) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => all.Draw(_random)).Distinct()];

    /// <summary>Draws the heavier more often.</summary>
    private sealed class Lots<T>
    {
        private readonly IReadOnlyList<T> _all;
        private readonly double[] _until;

        public Lots(IReadOnlyList<T> all, Func<T, double> weight)
        {
            (_all, _until) = (all, new double[all.Count]);
            for (var i = 0; i < all.Count; i++) _until[i] = (i == 0 ? 0 : _until[i - 1]) + weight(all[i]);
        }

        public T Draw(Random random)
        {
            var at = Array.BinarySearch(_until, random.NextDouble() * _until[^1]);
            return _all[at < 0 ? ~at : at];
        }
    }
}
