using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components.Language;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Matching;

/// <summary>Reasons in words, in the language that is set; themes and skills by their names in that language.</summary>
public sealed class MatchWords(IStringLocalizer<Texts> T)
{
    private const int TimesNamed = 2;

    /// <summary>Holds on to what stands before it, so that no line begins with the dot.</summary>
    private const string Dot = "\u00A0· ";

    /// <summary>about 2 km · you offered: a van, tools · Thursday evenings</summary>
    public string Line(IEnumerable<Reason> reasons, VocabularyList words, string language) => string.Join(Dot, reasons.GroupBy(r => r.Code).Select(g => g.Count() == 1
        ? Of(g.First(), words, language) : T[$"Reason.{g.Key}", string.Join(", ", g.Select(r => Value(r, words, language)))].Value));

    /// <summary>To the person whose match it is.</summary>
    public string Of(Reason reason, VocabularyList words, string language) => reason switch
    {
        { Code: ReasonCode.Near, Number: 0 } => T["Near.Here"],
        _ => T[$"Reason.{reason.Code}", Value(reason, words, language)],
    };

    /// <summary>To a host, of somebody else; empty for what hosts are not told.</summary>
    public string ToHost(Reason reason, VocabularyList words, string language) => reason.Code switch
    {
        ReasonCode.Theme => T["Doers.Theme", Value(reason, words, language)],
        ReasonCode.Skill => T["Doers.Skill", Value(reason, words, language)],
        ReasonCode.Effort => T["Doers.Effort", Value(reason, words, language)],
        ReasonCode.DoneBefore => T["Doers.DoneBefore", Value(reason, words, language)],
        ReasonCode.Newcomer => T["Doers.Newcomer"],
        ReasonCode.Times or ReasonCode.Language => $"{Value(reason, words, language)}",
        _ => "",
    };

    /// <summary>A fact that the person called wrong.</summary>
    public string Fact(WrongReason wrong, VocabularyList words, string language) => T[$"Fact.{wrong.Code}", Small(words.Name(wrong.AboutId, language))];

    private object Value(Reason reason, VocabularyList words, string language) => reason.Code switch
    {
        ReasonCode.Theme or ReasonCode.Skill or ReasonCode.DoneBefore or ReasonCode.SkillNotNamed or ReasonCode.NotThisKind => Small(words.Name(reason.Id ?? Guid.Empty, language)),
        ReasonCode.Times or ReasonCode.OtherTimes => Times(reason.Number),
        ReasonCode.Effort or ReasonCode.OtherEffort => string.Join(", ", Enum.GetValues<Effort>().Where(e => e != Effort.None && ((Effort)reason.Number).HasFlag(e)).Select(e => T[$"Effort.{e}"].Value)),
        ReasonCode.Language => T[$"InLanguage.{reason.Word}"].Value,
        _ => reason.Number,
    };

    private string Times(int bits)
    {
        var all = WeeklyTime.In(bits).Select(t => T[$"Times.{t.Day}.{t.Part}"].Value).ToList();
        var left = all.Count - TimesNamed;
        return string.Join(", ", left <= 0 ? all : [.. all.Take(TimesNamed), T[$"Times.More.{Plurals.Of(left)}", left].Value]);
    }

    /// <summary>Names of themes and skills begin with a capital letter in lists, but not within a sentence.</summary>
    private static string Small(string name) => name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name[1..];
}
