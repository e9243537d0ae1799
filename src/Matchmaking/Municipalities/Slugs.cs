using System.Collections.Frozen;
using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>How a municipality stands in an address: the majority's name without diacritics, with the code where two would be the same.</summary>
public static class Slugs
{
    /// <summary>First segments of addresses that mean something else; no municipality is called so. A test compares them with the
    /// addresses there are.</summary>
    public static readonly FrozenSet<string> Reserved =
    [
        "fi", "sv", "en",
        "initiatives", "events", "groups", "offers", "practices", "series", "gatherings", "dialogues", "programmes", "municipalities", "themes",
        "search", "sign-in", "sign-out", "registrations", "report", "reports", "j", "checkin", "u",
        "account", "welcome", "me", "proofs", "office", "host", "admin", "moderation",
        "help", "about", "styleguide", "accessibility", "privacy", "terms", "cookies", "contact", "open-data",
        "api", "openapi", "linkedevents", "feeds", "cal", "theme", "health", "drafts", "pictures", "lib", "error", "not-found",
    ];

    /// <summary>The slugs of all, in the same order. Two of one name both get their code, so neither takes the other's visitors.</summary>
    internal static IReadOnlyList<string> ForAll(IReadOnlyList<MunicipalityFacts> municipalities)
    {
        var plain = municipalities.Select(m => Slug.Of(m.MajorityName)).ToList();
        var taken = plain.CountBy(s => s).Where(s => s.Value > 1 || Reserved.Contains(s.Key)).Select(s => s.Key).ToHashSet();
        return [.. municipalities.Select((m, i) => taken.Contains(plain[i]) ? WithCode(plain[i], m.Code) : plain[i])];
    }

    public static string WithCode(string slug, string code) => $"{slug}-{code}";

    internal static string SearchNames(params IEnumerable<string> names) => $"|{string.Join('|', names.Select(Slug.Of).Distinct())}|";
}
