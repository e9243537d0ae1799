using System.Buffers.Text;
using System.Security.Cryptography;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.People;

/// <summary>Letters that a person gets by choice and can end with one press. All others, such as a changed time, always come.</summary>
public enum Subscription { Digest, NoticeBoard }

/// <summary>Ends one person's letters of one kind without signing in. Every letter of that kind carries the same token, whoever holds it can do
/// that and nothing else, and it names nobody. It is drawn anew when the person moves to another address.</summary>
public sealed class UnsubscribeLink
{
    /// <summary>How long the page that ended the letters can bring them back. After that one signs in.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromDays(1);

    private const int TokenBytes = 18;

    public Guid PersonId { get; init; }
    public Subscription Letters { get; init; }

    /// <summary>In the address; random and unguessable.</summary>
    [Personal(OnErase.Delete, Export = false)] public required string Token { get; init; }

    /// <summary>When it last ended the letters.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The rhythm of the digest then, to come back to.</summary>
    public DigestRhythm RhythmBefore { get; private set; }

    public void Use(DigestRhythm rhythm, DateTimeOffset now) => (RhythmBefore, UsedAt) = (rhythm, now);

    public bool CanUndo(DateTimeOffset now) => UsedAt is { } used && now - used < UndoWithin;

    public void Undo() => UsedAt = null;

    internal static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Whether it looks like a token at all; what does not is not looked for.</summary>
    internal static bool IsWellFormed(string? token) =>
        token?.Length == Base64Url.GetEncodedLength(TokenBytes) && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

internal sealed class UnsubscribeLinkMapping : IEntityTypeConfiguration<UnsubscribeLink>
{
    public void Configure(EntityTypeBuilder<UnsubscribeLink> link)
    {
        link.HasKey(l => new { l.PersonId, l.Letters });
        link.Property(l => l.Token).HasMaxLength(64);
        link.HasIndex(l => l.Token).IsUnique();
        link.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

public static class UnsubscribeLinkQueries
{
    /// <summary>What a token ends, and for whom; nothing for any other text.</summary>
    public static async Task<UnsubscribeLink?> ByTokenAsync(this IQueryable<UnsubscribeLink> links, string? token, CancellationToken ct = default) =>
        UnsubscribeLink.IsWellFormed(token) ? await links.SingleOrDefaultAsync(l => l.Token == token, ct) : null;

    /// <summary>The token for a letter that is being written; made with the first one. Nothing when the account is gone.</summary>
    public static async Task<string?> UnsubscribeTokenAsync(this MatchmakingDb db, Guid? personId, Subscription letters, CancellationToken ct) =>
        personId is { } id ? (await db.UnsubscribeTokensAsync([id], letters, ct)).GetValueOrDefault(id) : null;

    /// <summary>The same of several people.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> UnsubscribeTokensAsync(this MatchmakingDb db, IReadOnlyCollection<Guid> personIds, Subscription letters, CancellationToken ct)
    {
        var known = await ReadAsync();
        Guid[] without = [.. personIds.Where(id => !known.ContainsKey(id)).Distinct().Order()];
        if (without.Length == 0) return known;
        var (name, tokens, rhythm) = (letters.ToString(), without.Select(_ => UnsubscribeLink.NewToken()).ToArray(), nameof(DigestRhythm.Never));
        await db.Database.ExecuteSqlAsync($"""
            insert into unsubscribe_link (person_id, letters, token, rhythm_before)
            select p.id, {name}, n.token, {rhythm} from unnest({without}, {tokens}) as n (person_id, token) join person p on p.id = n.person_id
            on conflict (person_id, letters) do nothing
            """, ct);
        return await ReadAsync();

        Task<Dictionary<Guid, string>> ReadAsync() =>
            db.UnsubscribeLinks().Where(l => personIds.Contains(l.PersonId) && l.Letters == letters).ToDictionaryAsync(l => l.PersonId, l => l.Token, ct);
    }
}
