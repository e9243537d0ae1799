using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Time;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Demo;

/// <summary>One of the cast: whom one can sign in as.</summary>
public sealed record CastMember(string Name, string Email, string Part);

/// <summary>The named world of a first run, of browser tests and of screenshots: invented people in three real municipalities, made by running
/// the product's own writes under a moving clock. Loading it twice changes nothing.</summary>
public sealed class DemoWorld(MatchmakingDb db, ModeratedKinds moderated, VocabularyCatalog catalog, RefreshAllMatches matching, TimeProvider clock)
{
    private readonly DemoClock _clock = new();
    private readonly Dictionary<string, Guid> _people = [], _areas = [];
    private readonly Dictionary<string, Municipality> _municipalities = [];

    public static IReadOnlyList<CastMember> Cast => [.. DemoScript.Read().People.Select(p => new CastMember(p.DisplayName, p.Email, p.Part))];

    /// <summary>All of it or nothing, but for the matches, which follow: everybody is marked for them. False when it was there already.</summary>
    public async Task<bool> LoadAsync(CancellationToken ct = default)
    {
        if (!await MakeAsync(ct)) return false;
        await matching.RunAsync(ct);
        return true;
    }

    private Task<bool> MakeAsync(CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var script = DemoScript.Read();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('demo-world'))", ct);
        if (await db.People().ByAddressAsync(script.People[0].Email, ct) is not null) return false;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await MunicipalitiesAsync(script, today, ct);
        await PeopleAsync(script, today, ct);
        await WordsAsync(script, today, ct);
        var acts = script.Initiatives.SelectMany(i => new DemoInitiativeActs(db, _clock, i, today, _people, _areas, _municipalities[i.Municipality]).All(ct)).ToList();
        var minute = 0;
        foreach (var act in acts.OrderByDescending(a => a.DaysAgo).ThenBy(a => a.Order))
        {
            db.ChangeTracker.Clear();
            _clock.Now = At(today, act.DaysAgo, minute++ % 500);
            await act.RunAsync();
        }
        await ReportsAsync(today, ct);
        // They have looked in since: only the news of the last days are new.
        var lookedIn = clock.GetUtcNow().AddDays(-3);
        await db.Notifications().Where(n => n.At < lookedIn).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, x => x.At.AddHours(5)), ct);
        return true;
    }, ct);

    /// <summary>So that moderators have something to decide about.</summary>
    private async Task ReportsAsync(DateOnly today, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        foreach (var (by, title, words, language) in new[]
        {
            ("pentti", "Rantakylän kirppis ja kahvit", "Myydäänkö täällä myös yrityksen tuotteita? Silloin tämä olisi mainos.", "fi"),
            ("viktor", "Loppis på torget i Bankeryd", "Är det här reklam för en butik? Jag är inte säker.", "sv"),
        })
        {
            _clock.Now = At(today, 1, 200);
            var id = await db.Initiatives().Where(i => i.Title == title).Select(i => i.Id).SingleAsync(ct);
            await new ReportContent(db, moderated, _clock).RunAsync(new Actor(_people[by], []), "initiative", id, new ReportWords(ContentRule.Advertising, words, null, language), ct);
        }
    }

    private async Task MunicipalitiesAsync(DemoScript script, DateOnly today, CancellationToken ct)
    {
        foreach (var place in script.Municipalities.Concat(script.Listed))
        {
            var id = Municipality.IdOf(Enum.Parse<Country>(place.Country), place.Code);
            var municipality = await db.Municipalities().Include(m => m.Areas).SingleAsync(m => m.Id == id, ct);
            _municipalities[place.Key] = municipality;
            if (place is not DemoMunicipality joined) continue;
            municipality.Join(At(today, joined.JoinedDaysAgo));
            var faults = municipality.ChangeSettings(municipality.Settings with
            {
                OfferedLanguages = [.. joined.Languages.Union(["en"]).Union(municipality.Languages)],
                BrandColour = joined.BrandColour,
                ReplyDeadlineDays = joined.ReplyDays,
                WelcomeFi = joined.Welcome.GetValueOrDefault("fi"),
                WelcomeSv = joined.Welcome.GetValueOrDefault("sv"),
                WelcomeEn = joined.Welcome.GetValueOrDefault("en"),
                ContactName = script.People.Single(p => p.Key == joined.Coordinator).DisplayName,
                ContactEmail = script.People.Single(p => p.Key == joined.Coordinator).Email,
            });
            if (faults.Count > 0) throw new InvalidOperationException($"The demo world's {joined.Key} is faulty: {string.Join(", ", faults)}");
            foreach (var area in joined.Areas)
            {
                var (fi, sv) = (area.Name.GetValueOrDefault("fi"), area.Name.GetValueOrDefault("sv"));
                var known = municipality.Areas.FirstOrDefault(a => a.NameFi == fi && a.NameSv == sv);
                if (known is null && municipality.AddArea(fi, sv, area.Lat, area.Lon) != AreaChange.Done) throw new InvalidOperationException($"The demo world's area {area.Key} is faulty.");
                _areas[$"{joined.Key}/{area.Key}"] = (known ?? municipality.Areas[^1]).Id;
            }
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task PeopleAsync(DemoScript script, DateOnly today, CancellationToken ct)
    {
        var words = await VocabularyAsync(ct);
        foreach (var cast in script.People.OrderByDescending(p => p.JoinedDaysAgo))
        {
            var now = At(today, cast.JoinedDaysAgo);
            var municipality = _municipalities[cast.Municipality];
            var person = Person.New(cast.Email, cast.Language, now);
            person.EmailConfirmed = true;
            person.Welcome(cast.DisplayName, cast.Under18, municipality.Id, now);
            _clock.Now = now;
            Guid[] own = [.. await SayAsync(person, WordKind.Theme, cast.OwnThemes, ct), .. await SayAsync(person, WordKind.Skill, cast.OwnSkills, ct)];
            person.ChangeProfile(new Profile(cast.DisplayName, municipality.Id, cast.Area is null ? null : _areas[$"{cast.Municipality}/{cast.Area}"],
                Ids(words, "theme", cast.Interests), Ids(words, "skill", cast.Skills), cast.Languages ?? [], DemoWords.Times(cast.WeeklyTimes),
                DemoWords.Efforts(cast.Effort), Ids(words, "theme", cast.NeverWanted), cast.MayBeSuggested, own));
            person.ChangeLetters(cast.Language, municipality.Zone.Id, Enum.Parse<DigestRhythm>(cast.Digest, ignoreCase: true), noticeBoard: true, clock.GetUtcNow()); // no digest for the past
            db.Add(person);
            db.MatchPending(MatchCause.Person, person.Id);
            _people[cast.Key] = person.Id;
            foreach (var office in cast.Appointments ?? [])
                db.Add(new Appointment
                {
                    PersonId = person.Id,
                    Office = Enum.Parse<Office>(office.Role, ignoreCase: true),
                    Since = now,
                    MunicipalityId = office.Municipality is { } key ? _municipalities[key].Id : null,
                });
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<Guid>> SayAsync(Person person, WordKind kind, string[]? words, CancellationToken ct)
    {
        var ids = new List<Guid>();
        foreach (var word in words ?? [])
            ids.Add((await new AddFreeWord(db, catalog, _clock).RunAsync(kind, word, person.Language, person.Id, ct)).WordId ?? throw new InvalidOperationException($"The demo world's word {word} says a row."));
        return ids;
    }

    /// <summary>What coordinators have said about some of the words; the others wait.</summary>
    private async Task WordsAsync(DemoScript script, DateOnly today, CancellationToken ct)
    {
        var rows = await VocabularyAsync(ct);
        foreach (var said in script.Words)
        {
            db.ChangeTracker.Clear();
            _clock.Now = At(today, said.DaysAgo);
            var word = await db.FreeWords().AsNoTracking().SingleAsync(w => w.Text == said.Text, ct);
            var actor = await db.ActorAsync(_people[said.By], secondFactor: true, ct) ?? throw new InvalidOperationException(said.By);
            var merging = said.Means is { } key
                ? await new MergeFreeWord(db, catalog, _clock).RunAsync(actor, word.Id, rows[(word.Kind == WordKind.Theme ? "theme" : "skill", key)], ct)
                : await new SetAsideFreeWord(db, _clock).RunAsync(actor, word.Id, ct);
            if (merging is not (Merging.Merged or Merging.SetAside)) throw new InvalidOperationException($"The demo world's word {said.Text}: {merging}");
        }
    }

    internal static Guid[] Ids(IReadOnlyDictionary<(string Kind, string Key), Guid> words, string kind, string[]? keys) => [.. (keys ?? []).Select(k => words[(kind, k)])];

    private async Task<Dictionary<(string, string), Guid>> VocabularyAsync(CancellationToken ct)
    {
        var themes = await db.Themes().Select(t => new { t.Key, t.Id }).ToListAsync(ct);
        var skills = await db.Skills().Select(t => new { t.Key, t.Id }).ToListAsync(ct);
        return themes.Select(t => (("theme", t.Key), t.Id)).Concat(skills.Select(s => (("skill", s.Key), s.Id))).ToDictionary(p => p.Item1, p => p.Id);
    }

    /// <summary>Seven in the morning UTC of that day, and minutes after.</summary>
    private static DateTimeOffset At(DateOnly today, int daysAgo, int minutes = 0) => new DateTimeOffset(today.AddDays(-daysAgo), new TimeOnly(7, 0), TimeSpan.Zero).AddMinutes(minutes);
}

/// <summary>The clock of the past that the demo world is made under.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
