using Matchmaking.Search;
using Matchmaking.Search.Words;

namespace Matchmaking.Tests.Search;

/// <summary>Every test asks both engines: they must agree on what is found, though not on its order.</summary>
public sealed class FindThingsTests(SearchRig rig) : IClassFixture<SearchRig>
{
    /// <summary>A word that stands in nothing else: the tests share their board.</summary>
    private readonly string _word = SearchRig.Word();

    public static TheoryData<EngineUsed> Engines => [EngineUsed.Meilisearch, EngineUsed.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_written_is_found_by_title_text_and_keyword(EngineUsed engine)
    {
        var note = new Note("Lautapeli-ilta kirjastolla", "Tuo oma peli tai lainaa meiltä.") { Keywords = "Noljakka" };
        await SaveAsync(note);
        foreach (var word in new[] { "lautapeli", "kirjastolla", "Lainaa", "noljakka", "LAUTAPELI-ILTA" })
            Assert.Contains(note.Id, await IdsAsync(engine, new() { Text = word }));
        Assert.DoesNotContain(note.Id, await IdsAsync(engine, new() { Text = "jalkapallo" }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_typing_error_is_tolerated(EngineUsed engine)
    {
        var note = new Note("Trädgårdsdag på skolan", Language: "sv");
        await SaveAsync(note);
        var answer = await AskAsync(engine, new() { Text = "tradgårsdag" });
        Assert.Contains(answer.Hits, h => h.Document.ObjectId == note.Id && h.FoundBy is { How: Meeting.Like, Met: "Trädgårdsdag" });
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Finnish_words_are_found_in_any_form_and_inside_compounds(EngineUsed engine)
    {
        if (!Finnish.Words.IsHere && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("Voikko is not installed.");
        var cleaning = new Note("Siivoustalkoot Särkiniemessä", "Keräämme roskat.");
        var children = new Note("Lapsille luistimia");
        await SaveAsync(cleaning, children);
        var answer = await AskAsync(engine, new() { Text = "talkoiden" });
        Assert.Contains(answer.Hits, h => h.Document.ObjectId == cleaning.Id && h.FoundBy is { How: Meeting.Part, Asked: "talkoiden", Met: "Siivoustalkoot" });
        Assert.Contains(children.Id, await IdsAsync(engine, new() { Text = "lasten luistin" }));
        Assert.DoesNotContain(children.Id, await IdsAsync(engine, new() { Text = "talkoiden" }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_word_is_taken_at_its_word_where_it_is_known_and_what_is_nearly_it_comes_only_when_nothing_is(EngineUsed engine)
    {
        if (!Finnish.Words.IsHere) Assert.Skip("Voikko is not installed.");
        Note library = new("Kirjastoon jonotetaan"), book = new("Kirjojen vaihtoa");
        await SaveAsync(library);
        var nearly = await AskAsync(engine, new() { Text = "kirja", Reader = "fi" });
        Assert.Equal(Reach.NearlyWords, nearly.Reach);
        Assert.Contains(nearly.Hits, h => h.Document.ObjectId == library.Id && h.FoundBy?.How == Meeting.Same);
        await SaveAsync(book);
        Assert.Equal([book.Id], await IdsAsync(engine, new() { Text = "kirja", Reader = "fi" }));
        Assert.Contains(library.Id, await IdsAsync(engine, new() { Text = "kirja" }));
        foreach (var note in new[] { library, book }) await rig.UnpinAsync(note.Id);
    }

    [Fact]
    public async Task While_somebody_types_a_known_word_may_be_the_beginning_of_another()
    {
        if (!Finnish.Words.IsHere) Assert.Skip("Voikko is not installed.");
        Note boat = new("Vene lainaksi"), festival = new("Venetsialaiset rannalla");
        await SaveAsync(boat, festival);
        Assert.Equal([boat.Id], await IdsAsync(EngineUsed.Meilisearch, new() { Text = "vene", Reader = "fi" }));
        Assert.Equal([boat.Id, festival.Id], await IdsAsync(EngineUsed.Meilisearch, new() { Text = "vene", Reader = "fi", IsTyping = true }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_title_comes_before_a_keyword_before_a_text_and_what_is_done_last(EngineUsed engine)
    {
        Note done = new($"{_word} kevään talvena") { IsOver = true }, text = new("Toinen asia", $"Myös {_word} tulee."), keyword = new("Kolmas asia") { Keywords = _word }, title = new($"Tämä on {_word}");
        await SaveAsync(done, text, keyword, title);
        Assert.Equal([title.Id, keyword.Id, text.Id, done.Id], await IdsAsync(engine, new() { Text = _word }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_equals_what_is_written_in_the_readers_language_comes_first(EngineUsed engine)
    {
        Note finnish = new(_word, Language: "fi"), swedish = new(_word, Language: "sv"), swedishText = new("Annat", _word, "sv");
        await SaveAsync(finnish, swedish, swedishText);
        Assert.Equal([swedish.Id, finnish.Id, swedishText.Id], await IdsAsync(engine, new() { Text = _word, Reader = "sv" }));
        Assert.Equal([finnish.Id, swedish.Id, swedishText.Id], await IdsAsync(engine, new() { Text = _word, Reader = "fi" }));
        var facets = (await AskAsync(engine, new() { Text = _word, Reader = "fi" })).Facets;
        Assert.Equal([new("sv", 2), new("fi", 1)], facets.Languages);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_keyword_is_named(EngineUsed engine)
    {
        var note = new Note("Jotain aivan muuta") { Keywords = $"Ensimmäinen\nAihe {_word}\nKolmas" };
        await SaveAsync(note);
        Assert.Equal(new FoundBy(Meeting.Keyword, _word, $"Aihe {_word}"), Assert.Single((await AskAsync(engine, new() { Text = _word })).Hits).FoundBy);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Filters_leave_what_agrees_with_all_of_them(EngineUsed engine)
    {
        Note here = new($"{_word} opetellaan yhdessä") { Themes = [Note.Nature], PeopleMissing = 2 },
            there = new($"{_word} opetellaan muualla", Language: "sv") { Municipality = Note.Vaasa, Region = "FI-15", State = "Done" };
        await SaveAsync(here, there);
        async Task<Guid[]> FilteredAsync(Func<SearchQuestion, SearchQuestion> filter) => await IdsAsync(engine, filter(new() { Text = _word }));
        Assert.Equal(new[] { here.Id, there.Id }.Order(), (await FilteredAsync(q => q)).Order());
        Assert.Equal([here.Id], await FilteredAsync(q => q with { Municipality = Note.Joensuu }));
        Assert.Equal([there.Id], await FilteredAsync(q => q with { Region = "FI-15" }));
        Assert.Equal([here.Id], await FilteredAsync(q => q with { Theme = Note.Nature }));
        Assert.Equal([there.Id], await FilteredAsync(q => q with { Language = "sv" }));
        Assert.Equal([here.Id], await FilteredAsync(q => q with { NeedsHands = true }));
        Assert.Equal([there.Id], await FilteredAsync(q => q with { States = ["Done", "Withdrawn"] }));
        Assert.Empty(await FilteredAsync(q => q with { Kind = "event" }));
        Assert.Empty(await FilteredAsync(q => q with { Municipality = Note.Joensuu, Language = "sv" }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_begins_in_time_is_left_and_what_has_no_date_is_not(EngineUsed engine)
    {
        DateTimeOffset monday = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
        Note before = new($"{_word} ohi") { StartsAt = monday.AddSeconds(-1) }, first = new($"{_word} heti") { StartsAt = monday }, last = new($"{_word} lopussa") { StartsAt = monday.AddDays(7) },
            after = new($"{_word} myöhemmin") { StartsAt = monday.AddDays(7).AddSeconds(1) }, undated = new($"{_word} joskus");
        await SaveAsync(before, first, last, after, undated);
        Assert.Equal(new[] { first.Id, last.Id }.Order(), (await IdsAsync(engine, new() { Text = _word, Begins = (monday, monday.AddDays(7)) })).Order());
        Assert.Equal(5, (await IdsAsync(engine, new() { Text = _word })).Length); // the control
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Facets_count_what_each_choice_would_leave(EngineUsed engine)
    {
        await SaveAsync(new Note($"{_word} yksi") { Themes = [Note.Nature], PeopleMissing = 1 }, new Note($"{_word} kaksi") { Municipality = Note.Vaasa },
            new Note($"{_word} kolme", Language: "sv"));
        var facets = (await AskAsync(engine, new() { Text = _word })).Facets;
        Assert.Equal([new("note", 3)], facets.Kinds);
        Assert.Equal([new(Note.Joensuu, 2), new(Note.Vaasa, 1)], facets.Municipalities);
        Assert.Equal([new(Note.Nature, 1)], facets.Themes);
        Assert.Equal([new("fi", 2), new("sv", 1)], facets.Languages);
        Assert.Equal(1, facets.NeedsHands);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_found_says_which_filter_to_drop(EngineUsed engine)
    {
        await SaveAsync(new Note($"{_word} yksi"), new Note($"{_word} kaksi"));
        var answer = await AskAsync(engine, new() { Text = _word, Municipality = Note.Vaasa, Kind = "note" });
        Assert.Empty(answer.Hits);
        Assert.Equal(new Dictionary<SearchFacet, int> { [SearchFacet.Municipality] = 2 }, answer.WithoutFilter);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Orders_are_kept(EngineUsed engine)
    {
        var day = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        Note old = new(_word) { PublishedAt = day, PeopleMissing = 1 }, middle = new($"{_word} taas") { PublishedAt = day.AddDays(1), PeopleMissing = 4 },
            latest = new($"Vielä {_word} muiden sanojen perässä") { PublishedAt = day.AddDays(2) };
        await SaveAsync(old, middle, latest);
        Assert.Equal([latest.Id, middle.Id, old.Id], await IdsAsync(engine, new() { Text = _word, Order = SearchOrder.Newest }));
        Assert.Equal([old.Id, middle.Id, latest.Id], await IdsAsync(engine, new() { Text = _word, Order = SearchOrder.NeedsHands }));
        Assert.Equal(3, (await IdsAsync(engine, new() { Text = _word })).Length);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Pages_hold_twenty_and_leave_nothing_out(EngineUsed engine)
    {
        await SaveAsync([.. Enumerable.Range(0, 45).Select(i => new Note($"{_word} {i}"))]);
        var pages = new List<Guid[]>();
        for (var page = 1; page <= 3; page++) pages.Add(await IdsAsync(engine, new() { Text = _word, Page = page, Order = SearchOrder.Newest }));
        Assert.Equal([20, 20, 5], pages.Select(p => p.Length));
        Assert.Equal(45, pages.SelectMany(p => p).Distinct().Count());
        Assert.Equal(45, (await AskAsync(engine, new() { Text = _word, Page = 50 })).Total);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task When_nothing_has_all_the_words_what_has_some_is_shown_and_said_so(EngineUsed engine)
    {
        var note = new Note($"{_word} torilla");
        await SaveAsync(note);
        var answer = await AskAsync(engine, new() { Text = $"{_word} avaruudessa" });
        Assert.Equal(note.Id, Assert.Single(answer.Hits).Document.ObjectId);
        Assert.Equal(Reach.SomeWords, answer.Reach);
        Assert.Equal(Reach.Words, (await AskAsync(engine, new() { Text = $"{_word} torilla" })).Reach);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Without_a_text_the_newest_come_first(EngineUsed engine)
    {
        var newest = new Note("Ihan uusin") { PublishedAt = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(Environment.TickCount64 / 100) };
        await SaveAsync(newest);
        var answer = await AskAsync(engine, new());
        Assert.Equal(newest.Id, answer.Hits[0].Document.ObjectId);
        Assert.Null(answer.Hits[0].FoundBy);
        Assert.Equal(engine, answer.Engine);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_taken_down_is_never_shown_though_no_job_has_run(EngineUsed engine)
    {
        Note down = new($"{_word} alas"), stays = new($"{_word} jää");
        await SaveAsync(down, stays);
        await rig.UnpinAsync(down.Id);
        Assert.True(await rig.EngineFindsAsync(down), "the control: whoever believes the engine shows it");
        Assert.Equal([stays.Id], await IdsAsync(engine, new() { Text = _word }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_changed_is_shown_as_it_is_now_though_no_job_has_run(EngineUsed engine)
    {
        var note = new Note($"{_word} ennen", "Soita 040 123 4567.");
        await SaveAsync(note);
        await rig.PinAsync(note with { Title = $"{_word} nyt", Text = "Numero on poistettu." });
        var hit = Assert.Single((await AskAsync(engine, new() { Text = _word })).Hits);
        Assert.Equal($"{_word} nyt", hit.Title.ToString());
        Assert.DoesNotContain("040", hit.Excerpt.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_cannot_be_vouched_for_is_left_out_and_the_rest_is_shown(EngineUsed engine)
    {
        Note broken = new($"{_word} rikki"), whole = new($"{_word} ehjä");
        await SaveAsync(broken, whole);
        await rig.PinAsync(broken);
        rig.Poison = broken.Id;
        Assert.Equal([whole.Id], await IdsAsync(engine, new() { Text = _word }));
        rig.Poison = null;
        await rig.UpdateAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Hostile_questions_are_answered(EngineUsed engine)
    {
        await SaveAsync(new Note("Vihamielinen \"otsikko\" <script>"));
        foreach (var text in Hostile())
        {
            var answer = await AskAsync(engine, new() { Text = text, Region = text, Kind = text.Length % 2 == 0 ? text : null, Language = text, States = [text] });
            Assert.NotNull(answer.Hits);
            Assert.NotNull((await AskAsync(engine, new() { Text = text })).Hits);
        }
    }

    private static IEnumerable<string> Hostile() =>
    [
        "\"", "'", "%", "_", "\\", "*", "AND OR NOT", new('a', 8_192), "", " ", "\0", "a\0b", "\uD83D", "\uDE00x", "\uFFFE", "\u202E", "( & | ! )", ":*", "'a':*", "a' & !b",
        "x\" OR municipality != \"", "x\\\" OR kind != \\\"", "kind = note", "(select pg_sleep(5))", "'; drop table search_document; --", "<script>alert(1)</script>", "{{7*7}}",
        "${jndi:ldap://x}", "%0d%0aSet-Cookie: a=b", "../../etc/passwd", "🎉🎉", "👩‍👩‍👧‍👦", "a b c d e f g h i j k l m n o p", "-talkoot", "\"talkoot", "talkoot\"", "日本語 検索", "שלום",
        "e\u0301\u0301\u0301\u0301\u0301", "٣", "ß ẞ ı İ", new('"', 200), new('\\', 200), string.Concat(Enumerable.Repeat("a' ", 60)), "1 OR 1=1", "NaN null undefined",
        string.Concat(Enumerable.Repeat("👍🏽", 100)), "\u200B\u200B", "a:b:c", "--- --- ---", "\r\n\r\n",
    ];

    private async Task SaveAsync(params Note[] notes)
    {
        await rig.PinAsync(notes);
        await rig.UpdateAsync();
    }

    private async Task<Guid[]> IdsAsync(EngineUsed engine, SearchQuestion question) => SearchRig.Ids(await AskAsync(engine, question));

    private async Task<SearchAnswer> AskAsync(EngineUsed engine, SearchQuestion question)
    {
        var answer = await rig.FindAsync(question, engine == EngineUsed.PostgreSql ? rig.With((null, "")) : null);
        if (AskedWords.In(question.Text).Count > 0 || question.Text == "") Assert.Equal(engine, answer.Engine);
        return answer;
    }
}
