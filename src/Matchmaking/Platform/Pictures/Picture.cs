namespace Matchmaking.Platform.Pictures;

public enum PictureKind { Jpeg, Png, WebP }

/// <summary>Why a picture is not taken. <see cref="NotAPicture"/>: neither JPEG, PNG nor WebP, or named as something else (GIF, SVG and
/// PDF are refused by this too). <see cref="Moving"/>: more than one frame. <see cref="Broken"/>: cut off, damaged, or of a make that
/// browsers do not show. <see cref="NeedsShrinking"/>: over 1 MB, and this server has no tool to shrink it.</summary>
public enum PictureProblem { None, Empty, TooHeavy, NotAPicture, TooManyPixels, Moving, Broken, NeedsShrinking }

/// <summary>A picture as it may be stored and shown: the bytes hold what is drawn and nothing else, no place where it was taken, no
/// camera, no comment, nothing after its end. Width and height are as shown, upright.</summary>
public sealed record Picture(PictureKind Kind, int Width, int Height, byte[] Bytes)
{
    public const int MaxBytes = 8 * 1024 * 1024;
    public const long MaxPixels = 25_000_000;

    public string MediaType => Kind switch { PictureKind.Jpeg => "image/jpeg", PictureKind.Png => "image/png", _ => "image/webp" };

    /// <summary>For a name that we make up; the sender's own file name is never used.</summary>
    public string Extension => Kind switch { PictureKind.Jpeg => ".jpg", PictureKind.Png => ".png", _ => ".webp" };

    /// <param name="file">What was sent. Its size is read from its head; nothing is decoded.</param>
    /// <param name="fileName">As the sender named it; when it has an ending, that must be a picture's.</param>
    public static PictureReading Read(ReadOnlySpan<byte> file, string? fileName = null)
    {
        if (file.IsEmpty) return PictureProblem.Empty;
        if (file.Length > MaxBytes) return PictureProblem.TooHeavy;
        var ending = Path.GetExtension(fileName)?.ToLowerInvariant();
        if (ending is not (null or "" or ".jpg" or ".jpeg" or ".png" or ".webp")) return PictureProblem.NotAPicture;

        if (JpegFile.Is(file)) return JpegFile.Read(file);
        if (PngFile.Is(file)) return PngFile.Read(file);
        return WebPFile.Is(file) ? WebPFile.Read(file) : PictureProblem.NotAPicture;
    }

    internal static bool HasTooManyPixels(long width, long height) => width * height > MaxPixels;
}

/// <summary>A picture, or why not.</summary>
public readonly record struct PictureReading(Picture? Picture, PictureProblem Problem)
{
    public static implicit operator PictureReading(PictureProblem problem) => new(null, problem);

    public static implicit operator PictureReading(Picture picture) => new(picture, PictureProblem.None);
}
