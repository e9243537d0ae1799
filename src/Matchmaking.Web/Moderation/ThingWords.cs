using Matchmaking.Moderation;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Moderation;

/// <summary>What kinds of things are called, and what is read of them.</summary>
internal static class ThingWords
{
    /// <summary>Idea, update, question …</summary>
    public static string Name(IStringLocalizer<Texts> t, string kind) => kind switch
    {
        ReportLink.Initiative => t["Kind.Initiative"],
        ReportLink.Update => t["Kind.Update"],
        ReportLink.Question => t["Kind.Question"],
        ReportLink.Answer => t["Kind.Answer"],
        ReportLink.Note => t["Kind.Note"],
        _ => t["Kind.Other"],
    };

    /// <summary>"Report this news".</summary>
    public static string Report(IStringLocalizer<Texts> t, string kind) => kind switch
    {
        ReportLink.Initiative => t["Link.Initiative"],
        ReportLink.Update => t["Link.Update"],
        ReportLink.Question => t["Link.Question"],
        ReportLink.Answer => t["Link.Answer"],
        ReportLink.Note => t["Link.Note"],
        _ => t["Link.Other"],
    };

    /// <summary>Reads the words of a form; null when they cannot be taken, and then the error says what to do.</summary>
    /// <param name="most">As many as the column holds, counted as the browser counts them.</param>
    public static string? Read(FormErrors errors, IStringLocalizer<Texts> t, string field, string? typed, int most, string missing)
    {
        var clean = TextRules.Clean(typed, TextKind.MultiLine, most, maxBytes: 4 * most);
        if (clean.IsGood && clean.Text.Length <= most) return clean.Text;
        errors.Add(field, clean.Problem switch
        {
            TextProblem.Empty => missing,
            TextProblem.None or TextProblem.TooLong => t["Words.TooLong", most],
            _ => t["Words.NotText"],
        });
        return null;
    }

    /// <summary>Why these things are hidden; asks nothing when none is.</summary>
    public static async Task<IReadOnlyDictionary<(string Kind, Guid Id), Decision>> HidingAsync(this MatchmakingDb db, Guid? one, params IEnumerable<Guid>[] others)
    {
        var ids = others.SelectMany(o => o).Concat(one is { } id ? [id] : []).ToHashSet();
        return ids.Count == 0 ? new Dictionary<(string, Guid), Decision>()
            : await db.Decisions().AsNoTracking().Hiding(ids).ToDictionaryAsync(d => (d.Kind, d.ObjectId));
    }
}
