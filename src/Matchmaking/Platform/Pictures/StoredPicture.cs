using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Platform.Pictures;

/// <summary>A picture that a person brought, in the two sizes that pages show. It stays as long as its owner's account.</summary>
public sealed class StoredPicture
{
    /// <summary>The longest alternative text, as people count characters.</summary>
    public const int MaxAlt = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OwnerId { get; init; }

    /// <summary>At most 1600 pixels wide and high.</summary>
    [Personal(OnErase.Delete)] public required byte[] Large { get; init; }

    /// <summary>At most 640 pixels wide and high.</summary>
    [Personal(OnErase.Delete, Export = false)] public required byte[] Small { get; init; }

    /// <summary>Of both sizes: image/webp, image/jpeg or image/png.</summary>
    [NotPersonal] public required string MediaType { get; init; }

    /// <summary>Of the large size, in pixels.</summary>
    public int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; init; }

    /// <summary>What is to be seen, for those who do not see it; in the words of the owner.</summary>
    [Personal(OnErase.Delete)] public required string Alt { get; set; }

    /// <summary>Of both sizes together; counted against the owner's quota.</summary>
    public int TotalBytes { get; init; }
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Hidden with the thing it belongs to; only its owner is shown it.</summary>
    public DateTimeOffset? HiddenAt { get; set; }

    public static StoredPicture Of(Guid ownerId, PictureSizes sizes, string alt, DateTimeOffset now) => new()
    {
        OwnerId = ownerId,
        Large = sizes.Large.Bytes,
        Small = sizes.Small.Bytes,
        MediaType = sizes.Large.MediaType,
        Width = sizes.Large.Width,
        Height = sizes.Large.Height,
        Alt = alt,
        TotalBytes = sizes.Large.Bytes.Length + sizes.Small.Bytes.Length,
        AddedAt = now,
    };
}

public static class PictureQueries
{
    public static DbSet<StoredPicture> Pictures(this MatchmakingDb db) => db.Set<StoredPicture>();

    /// <summary>Hides the picture of a thing that is hidden, or shows it again.</summary>
    public static Task HideAsync(this DbSet<StoredPicture> pictures, Guid? id, DateTimeOffset? hiddenAt, CancellationToken ct) =>
        pictures.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.HiddenAt, hiddenAt), ct);
}
