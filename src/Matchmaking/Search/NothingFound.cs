using System.Text;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Search;

/// <summary>Somebody looked for this and found nothing. A row for a text and one of 256 parts of mankind: enough to see that five different
/// people looked for it, and of nobody enough to say who it was.</summary>
public sealed class NothingFound
{
    public const int LongestText = 60;

    /// <summary>How many different people it takes before a coordinator sees the text.</summary>
    public const int FewestPeople = 5;

    /// <summary>How many days it is kept.</summary>
    public const int Days = 30;

    /// <summary>Of one day no more are kept than this, whoever asks and however often.</summary>
    public const int MostPerDay = 2_000;

    /// <summary>As <see cref="Read"/> gives it.</summary>
    [Personal(OnErase.Keep, "Words of a search without digits or @, kept for thirty days; who looked for them is not kept", Export = false)]
    public required string Text { get; init; }

    /// <summary>0 to 255: the same for one who looks for the same text again, and shared by one in 256 of all others (<see cref="NoteNothingFound"/>).</summary>
    public short Who { get; init; }

    /// <summary>fi, sv or en: the language of the page.</summary>
    [NotPersonal] public required string Language { get; init; }

    /// <summary>The municipality that it was looked for in; nothing when anywhere.</summary>
    public Guid? MunicipalityId { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>The text in the form in which two typings are one, or null when it is not to be kept: too long, or with a digit or @, so that
    /// no address, telephone number or identity number gets into a list that others read.</summary>
    public static string? Read(string typed)
    {
        var clean = TextRules.Clean(typed, TextKind.Name, LongestText, minElements: 2);
        if (!clean.IsGood) return null;
        var text = string.Join(' ', clean.Text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestText && text.Any(char.IsLetter) && !text.EnumerateRunes().Any(r => Rune.IsNumber(r) || r.Value == '@') ? text : null;
    }
}

/// <summary>What makes it impossible to work out from a row who might have looked for it: a random key, sealed. There is one; when it can no
/// longer be opened another takes its place.</summary>
[NotPersonal]
public sealed class SearcherKey
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;
    public required string Sealed { get; set; }
}

internal sealed class NothingFoundMapping : IEntityTypeConfiguration<NothingFound>, IEntityTypeConfiguration<SearcherKey>
{
    public void Configure(EntityTypeBuilder<NothingFound> nothing)
    {
        nothing.HasKey(n => new { n.Text, n.Who });
        nothing.Property(n => n.Text).HasMaxLength(NothingFound.LongestText);
        nothing.Property(n => n.Language).HasMaxLength(2);
        nothing.HasIndex(n => n.Day);
        nothing.ToTable(t => t.HasCheckConstraint("ck_nothing_found_who", "who between 0 and 255"));
    }

    public void Configure(EntityTypeBuilder<SearcherKey> key)
    {
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Sealed).HasMaxLength(1_000);
    }
}

/// <summary>What many looked for in vain.</summary>
/// <param name="People">At least so many different ones.</param>
public sealed record LookedFor(string Text, int People, DateOnly Last);

public static class NothingFoundQueries
{
    public static DbSet<NothingFound> NothingFound(this MatchmakingDb db) => db.Set<NothingFound>();

    /// <summary>Only what at least five different people looked for; what most looked for first.</summary>
    public static IQueryable<LookedFor> ByMany(this IQueryable<NothingFound> nothing) => nothing.GroupBy(n => n.Text).Where(g => g.Count() >= Search.NothingFound.FewestPeople)
        .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(n => n.Day)).ThenBy(g => g.Key)
        .Select(g => new LookedFor(g.Key, g.Count(), g.Max(n => n.Day)));
}
