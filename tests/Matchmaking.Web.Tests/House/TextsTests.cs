using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Matchmaking.Platform.Time;
using Matchmaking.Search;
using Matchmaking.Search.Words;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>Every text is there in three languages, is used, and takes the same values. Keys with holes (<c>State.{}</c>) are tried with
/// everything that may fill them.</summary>
public sealed partial class TextsTests
{
    private static readonly string[] _languages = ["fi", "sv", "en"];

    private static readonly ServiceProvider _domain = new ServiceCollection().AddLogging().AddMatchmaking("Host=nowhere").BuildServiceProvider();

    /// <summary>What is told at <c>/me/notifications</c>: every letter but those of the account and the digest.</summary>
    private static readonly string[] _notified = [.. _domain.GetServices<MailKind>()
        .Where(k => k.Type.Namespace is not ("Matchmaking.People" or "Matchmaking.Digests") && k.Type != typeof(DraftWaitsMail) && k.Type != typeof(JoinedMail)) // these are letters only
        .Select(k => k.Name)];

    private static readonly string[] _searched = [.. _domain.GetServices<Searchable>().Select(s => s.Kind)];
    private static readonly string[] _steps = ["Alive", "Answer", "Draft", "Handover", "Matches", "Profile", "Reports", "SecondFactor", "Welcome"];
    private static readonly string[] _counted = ["NewDoers", "Notes", "QuestionWaits", "ThanksWait"];
    private static readonly string[] _codes = ["SignInCode", "JoinCode", "AddressCode"];
    private static readonly string[] _turns = [.. Names<InitiativeState>().Select(s => $"Changed.{s}"), "HandoverDone.Accepted", "HandoverDone.Declined", "HandoverDone.Others"];
    private static readonly string[] _errors = typeof(ErrorPage).GetNestedType("ErrorKind", BindingFlags.NonPublic)!.GetEnumNames();

    /// <summary>What fills the holes of a key, by the folder of its words. A key that is missing here fails, and so does a value without a text.</summary>
    private static readonly Dictionary<(string Catalog, string Key), IEnumerable<string>[]> _values = new()
    {
        [("Account", "Code.{}")] = [Names(GivingCode.Right)],
        [("Account", "Day.{}")] = [WeeklyTime.All.Select(t => t.Day.ToString()).Distinct()],
        [("Account", "DayPart.{}")] = [WeeklyTime.All.Select(t => t.Part.ToString()).Distinct()],
        [("Account", "Mine.{}")] = [["Active", "Waiting", "Done"]],
        [("Account", "Next.{}")] = [_steps],
        [("Account", "Next.{}.What")] = [_steps],
        [("Account", "Next.{}.Button")] = [_steps],
        [("Account", "Privacy.Kept.{}")] = [["Account", "Profile", "Doing", "Letters", "Trail"]],
        [("Account", "Second.{}")] = [Names(GivingSecondFactor.Right)],
        [("Account", "Settings.Digest.{}")] = [Names<DigestRhythm>()],
        [("Account", "Settings.Zone.{}")] = [Zones.OfPlaces.Select(z => z.Id.Split('/')[^1])],
        [("Account", "Spoken.{}")] = [Web.Account.SpokenLanguages.Choices(c => c, System.Globalization.CultureInfo.InvariantCulture).Select(c => c.Value)],
        [("Account/Mails", "{}.Subject")] = [_codes],
        [("Account/Mails", "{}.Preheader")] = [_codes],
        [("Account/Mails", "{}.Why")] = [_codes],
        [("Account/Mails", "Appointed.{}.Subject")] = [Names<Office>()],
        [("Account/Mails", "SecondFactor.{}.Body")] = [Names<SecondFactorChange>()],
        [("Account/Mails", "Appointed.{}.Body")] = [Names<Office>()],
        [("Components/Language", "Dates.{}.Now")] = [["Ago", "In"]],
        [("Components/Language", "Dates.{}.{}.{}")] = [["Ago", "In"], ["Minute", "Hour", "Day", "Week", "Month", "Year"], Names<Plural>()],
        [("Account", "Unsubscribe.{}.Title")] = [Names<Subscription>()],
        [("Account", "Unsubscribe.{}.Text")] = [Names<Subscription>()],
        [("Account", "Unsubscribe.{}.Button")] = [Names<Subscription>()],
        [("Account", "Unsubscribe.{}.Other")] = [Names<Subscription>()],
        [("Account", "Unsubscribe.{}.Done.Title")] = [Names<Subscription>()],
        [("Account", "Unsubscribe.{}.Done.Text")] = [Names<Subscription>()],
        [("Digests/Mails", "Digest.Intro{}")] = [Names(DigestRhythm.Never)],
        [("Digests/Mails", "Digest.Why{}")] = [Names(DigestRhythm.Never)],
        [("Digests/Mails", "Item.{}")] = [Names<DigestItemKind>().Except(_counted)],
        [("Digests/Mails", "Item.{}{}")] = [_counted, ["One", "Many"]],
        [("Digests/Mails", "Rank.{}")] = [Names<DigestRank>()],
        [("Digests/Mails", "Subject.{}")] = [Enum.GetValues<DigestItemKind>().Where(k => k.Rank() < DigestRank.News).Select(k => k.ToString()).Append("BecameReady").Append("News")],
        [("Digests/Mails", "Why.{}")] = [Names<DigestWhy>()],
        [("Home", "How.{}")] = [["Idea", "Doers", "Beside"]],
        [("Home", "How.{}.Words")] = [["Idea", "Doers", "Beside"]],
        [("Initiatives", "Effort.{}")] = [Names<Effort>()],
        [("Initiatives", "History.{}")] = [Names<InitiativeState>()],
        [("Initiatives", "Joining.{}")] = [Names<Joining>()],
        [("Initiatives", "Language.{}")] = [Languages.All],
        [("Initiatives", "Leaving.{}")] = [Names<Leaving>()],
        [("Initiatives", "List.Show.{}")] = [["Hands", "Done", "All"]],
        [("Initiatives", "State.{}")] = [Names<InitiativeState>()],
        [("Initiatives", "Status.{}")] = [Names<InitiativeState>()],
        [("Initiatives", "Suits.{}")] = [Names<Suits>()],
        [("Initiatives", "Thanks.Done.{}")] = [Names<Plural>()],
        [("Initiatives", "Turn.Now.{}")] = [Names<InitiativeState>()],
        [("Initiatives", "Turn.{}")] = [Names<InitiativeState>()],
        [("Initiatives", "Turn.{}.Help")] = [Names<InitiativeState>()],
        [("Initiatives/Drafts", "Editing.{}")] = [Names<Editing>()],
        [("Initiatives/Drafts", "Effort.{}")] = [Names<Effort>()],
        [("Initiatives/Drafts", "Language.{}")] = [Languages.All],
        [("Initiatives/Drafts", "Picture.{}")] = [Names(PictureProblem.None).Concat(Names(PictureOutcome.Added, PictureOutcome.Refused))],
        [("Initiatives/Drafts", "Posting.Lead{}")] = [["1", "2", "3"]],
        [("Initiatives/Drafts", "Posting.Step{}")] = [["1", "2", "3"]],
        [("Initiatives/Drafts", "Posting.Title{}")] = [["1", "2", "3"]],
        [("Initiatives/Drafts", "Posting.{}")] = [Names<PostingOutcome>()],
        [("Initiatives/Drafts", "Saving.{}")] = [Names(SavingDraft.Saved)],
        [("Initiatives/Mails", "{}.Subject")] = [_turns],
        [("Initiatives/Mails", "{}.Preheader")] = [_turns],
        [("Initiatives/Mails", "{}.Body")] = [_turns],
        [("Matching", "Asking.{}")] = [Names<AskingDoer>()],
        [("Matching", "Effort.{}")] = [Names(Effort.None)],
        [("Matching", "Fact.{}")] = [Enum.GetValues<ReasonCode>().Where(Facts.CanBeWrong).Select(c => Facts.Of(c).ToString()).Distinct()],
        [("Matching", "From.{}")] = [Enum.GetValues<ReasonCode>().Where(Facts.CanBeWrong).Select(c => Facts.Of(c).ToString()).Distinct()],
        [("Matching", "InLanguage.{}")] = [Languages.All],
        [("Matching", "Reason.{}")] = [Names<ReasonCode>()],
        [("Matching", "Times.More.{}")] = [Names<Plural>()],
        [("Matching", "Times.{}.{}")] = [WeeklyTime.All.Select(t => t.Day.ToString()).Distinct(), Names<DayPart>()],
        [("Matching", "Weight.{}")] = [Names<ReasonCode>()],
        [("Matching", "Weights.{}")] = [["For", "Against", "Fair"]],
        [("Matching", "Weights.{}.What")] = [["For", "Against", "Fair"]],
        [("Moderation", "Decide.Done.{}")] = [Names<Verdict>()],
        [("Moderation", "Queue.Waits.{}")] = [Names<Plural>()],
        [("Moderation", "Rule.{}")] = [Names<ContentRule>()],
        [("Moderation", "Verdict.{}")] = [Names<Verdict>()],
        [("Municipalities", "Area.{}")] = [Names<AreaChange>()],
        [("Municipalities", "Country.{}")] = [Names<Country>()],
        [("Municipalities", "Home.ReplyWithin.{}")] = [Names<Plural>()],
        [("Municipalities", "Join.{}")] = [Names<Boarding>()],
        [("Municipalities", "LanguageStatus.{}")] = [Names<LanguageStatus>()],
        [("Municipalities", "Office.{}")] = [Names<Office>()],
        [("Municipalities", "Office.{}.What")] = [Names(Office.Administrator)],
        [("Municipalities", "Preview.Like.{}")] = [["Danger", "Success", "Warning"]],
        [("Municipalities", "Settings.Fault.{}")] = [Names<SettingsFault>()],
        [("Municipalities", "State.{}")] = [Names<MunicipalityState>()],
        [("Municipalities", "Want.{}")] = [Names<Wanting>()],
        [("Operations", "Job.{}")] = [Schedule.All.Select(l => l.Name)],
        [("Operations", "Letter.{}")] = [typeof(Mail).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Mail)) && !t.IsAbstract).Select(t => t.Name)],
        [("Operations", "JobState.{}")] = [["NeverRun", "Well", "Late", "Failing"]],
        [("Operations", "Jobs.Is{}")] = [["Failing", "Late"]],
        [("Operations", "Jobs.LettersLate.{}")] = [Names<Plural>()],
        [("Operations", "Jobs.Tried.{}")] = [Names<Plural>()],
        [("Operations", "Table.{}")] = [["outgoing_mail", "search_pending", "match_pending"]],
        [("Vocabulary", "InLanguage.{}")] = [Languages.All],
        [("Vocabulary", "Kind.{}")] = [Names<WordKind>()],
        [("Vocabulary", "Meaning.{}")] = [Names<WordKind>()],
        [("Vocabulary", "Merging.{}")] = [Names<Merging>()],
        [("Vocabulary", "Words.Said.{}")] = [Names<Plural>()],
        [("Platform", "Error.{}.Title")] = [_errors],
        [("Platform", "Error.{}.Text")] = [_errors],
        [("Search", "FoundBy.{}")] = [Names(Meeting.Same)],
        [("Search", "Hit.In.{}")] = [Languages.All],
        [("Search", "Nothing.In.{}")] = [Languages.All],
        [("Search", "Language.{}")] = [Languages.All],
        [("Account", "Notice.{}")] = [_notified.Append("Other")],
        [("Search", "Kind.{}")] = [_searched],
    };

    private static IReadOnlyCollection<string> Folders => [.. TextCatalog.All.Select(c => c.Folder)];

    [Fact]
    public void Every_text_that_is_asked_for_is_there()
    {
        Assert.True(SourceFile.All.Sum(f => TextUse.In(f, Folders).Count()) > 500);
        Assert.Empty(Missing(SourceFile.All, TextCatalog.All));
    }

    [Fact]
    public void Every_text_is_asked_for() => Assert.Empty(Unused(SourceFile.All, TextCatalog.All));

    [Fact]
    public void The_three_languages_say_the_same() => Assert.Empty(TextCatalog.All.SelectMany(Unlike));

    [Fact]
    public void Each_fault_is_found()
    {
        IReadOnlyDictionary<string, string> texts = new Dictionary<string, string> { ["Page.Title"] = "Idea {0}", ["Page.Old"] = "Old", ["State.Open"] = "Open", ["Page.Mail"] = "Letter" };
        IReadOnlyDictionary<string, string> other = new Dictionary<string, string> { ["Page.Title"] = "Idea", ["Page.Old"] = " ", ["State.Open"] = "Open" };
        TextCatalog planted = new("Initiatives", new Dictionary<string, IReadOnlyDictionary<string, string>> { ["fi"] = texts, ["sv"] = other, ["en"] = texts });
        SourceFile page = new("Initiatives", "Planted.razor", """
            <Heading Level="1">@T["Page.Title", T["Page.Inner"]]</Heading><p title="@(x ? T[y == "a" ? "Page.Title" : "Page.Other"] : "")">@T[$"State.{state}"] @T[$"New.{kind.Of("x")}.Help"]</p>
            @code { LetterBlock b = Says("Page.Mail"); LetterBlock c = Goes($"Page.{"Gone"}", reader); }
            """);

        Assert.Equal(["Page.Inner", "Page.Other", "State.Ready", "New.{}.Help"], Missing([page], [planted]).Select(m => m.Split(' ')[1]).Where(m => m is "Page.Inner" or "Page.Other" or "State.Ready" or "New.{}.Help"));
        Assert.Equal(["Initiatives: Page.Old"], Unused([page], [planted]));
        Assert.Equal(3, Unlike(planted).Count());
    }

    private static IEnumerable<string> Missing(IEnumerable<SourceFile> sources, IReadOnlyCollection<TextCatalog> catalogs)
    {
        var folders = catalogs.Select(c => c.Folder).ToList();
        foreach (var use in sources.SelectMany(s => TextUse.In(s, folders)).Distinct())
        {
            var texts = catalogs.Single(c => c.Folder == use.Catalog).Texts["fi"];
            if (use.HasHoles && !_values.ContainsKey((use.Catalog, use.Key))) yield return $"{use.Catalog}: {use.Key} ({use.Where}): say in TextsTests what fills the holes";
            else
                foreach (var key in Filled(use).Where(k => !texts.ContainsKey(k))) yield return $"{use.Catalog}: {key} ({use.Where})";
        }
    }

    /// <summary>A folder that has words but no code yet waits for it.</summary>
    private static IEnumerable<string> Unused(IReadOnlyCollection<SourceFile> sources, IReadOnlyCollection<TextCatalog> catalogs)
    {
        var folders = catalogs.Select(c => c.Folder).ToList();
        var used = sources.SelectMany(s => TextUse.In(s, folders).Concat(TextUse.MentionedIn(s, folders))).Distinct().SelectMany(u => Filled(u).Select(k => (u.Catalog, k))).ToHashSet();
        return catalogs.Where(c => sources.Any(s => s.Name != "Texts.cs" && TextUse.NearestTo(s.Folder, folders) == c.Folder))
            .SelectMany(c => c.Texts["fi"].Keys.Where(k => !used.Contains((c.Folder, k))).Select(k => $"{c.Folder}: {k}"));
    }

    private static IEnumerable<string> Unlike(TextCatalog catalog)
    {
        foreach (var language in _languages.Where(l => !catalog.Texts.ContainsKey(l))) yield return $"{catalog.Folder} has no {language}";
        foreach (var key in catalog.Texts.Values.SelectMany(t => t.Keys).Distinct())
        {
            var texts = catalog.Texts.Where(t => t.Value.ContainsKey(key)).ToDictionary(t => t.Key, t => t.Value[key]);
            if (texts.Count < catalog.Texts.Count) yield return $"{catalog.Folder}: {key} is only in {string.Join(", ", texts.Keys)}";
            else if (texts.Values.Any(string.IsNullOrWhiteSpace)) yield return $"{catalog.Folder}: {key} is empty";
            else if (texts.Values.Select(Places).Distinct().Count() > 1) yield return $"{catalog.Folder}: {key} takes different values";
        }
    }

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order());

    private static IEnumerable<string> Filled(TextUse use)
    {
        if (!use.HasHoles) return [use.Key];
        if (!_values.TryGetValue((use.Catalog, use.Key), out var values)) return [];
        IEnumerable<string> keys = [use.Key];
        foreach (var some in values) keys = keys.SelectMany(k => some.Select(v => $"{k[..k.IndexOf("{}", StringComparison.Ordinal)]}{v}{k[(k.IndexOf("{}", StringComparison.Ordinal) + 2)..]}")).ToList();
        return keys;
    }

    private static IEnumerable<string> Names<T>(params T[] butNot) where T : struct, Enum => Enum.GetValues<T>().Except(butNot).Select(v => v.ToString());

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place();
}
