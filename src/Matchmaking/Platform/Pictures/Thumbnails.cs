namespace Matchmaking.Platform.Pictures;

/// <summary>A picture in the two sizes that pages show: at most 1600 pixels for its own page, at most 640 for a card.</summary>
public sealed record PictureSizes(Picture Large, Picture Small);

/// <summary>The two sizes, or why not.</summary>
public readonly record struct PictureSizing(PictureSizes? Sizes, PictureProblem Problem);

/// <summary>Draws pictures anew in the sizes that pages show, by <c>vips</c> (Debian:
/// libvips-tools) in a process of its own, so that nothing hidden in
/// a file survives. Where the program is not installed, a picture of up to 1 MB is shown as <see cref="Picture.Read"/> left it.</summary>
public sealed class Thumbnails : IDisposable
{
    public const int MaxBytesUnshrunk = 1024 * 1024;

    private readonly SemaphoreSlim _two = new(2);
    private readonly LimitedProcess _process;
    private readonly string? _program;

    /// <summary>800 MB is address space; on the heaviest picture that is let in the program was seen to use 230.</summary>
    public Thumbnails() : this(LimitedProcess.Find("vips"), new(TimeSpan.FromSeconds(20), megabytes: 800)) { }

    internal Thumbnails(string? program, LimitedProcess process) => (_program, _process) = (program, process);

    /// <summary>False where pictures over 1 MB are refused; the upload page says so beforehand.</summary>
    public bool CanShrink => _program is not null;

    public async Task<PictureSizing> RunAsync(Picture picture, CancellationToken ct = default)
    {
        if (!CanShrink && picture.Bytes.Length > MaxBytesUnshrunk) return new(null, PictureProblem.NeedsShrinking);
        if (!CanShrink) return new(new(picture, picture), PictureProblem.None);

        await _two.WaitAsync(ct);
        var folder = Directory.CreateTempSubdirectory("picture-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "in" + picture.Extension), picture.Bytes, ct);
            var large = await ShrinkAsync(picture, 1600, folder, ct);
            var small = large is null ? null : await ShrinkAsync(picture, 640, folder, ct);
            return small is null ? new(null, PictureProblem.Broken) : new(new(large!, small), PictureProblem.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            _two.Release();
        }
    }

    public void Dispose() => _two.Dispose();

    private async Task<Picture?> ShrinkAsync(Picture picture, int side, string folder, CancellationToken ct)
    {
        var made = Path.Combine(folder, $"{side}.webp");
        string[] arguments = ["thumbnail", "in" + picture.Extension, $"{made}[Q=80,strip]", $"{side}", "--height", $"{side}",
            "--size", "down", "--export-profile", "srgb", "--fail-on", "error"];
        var ended = await _process.RunAsync(_program!, arguments, folder, ct);
        return ended && File.Exists(made) ? Picture.Read(await File.ReadAllBytesAsync(made, ct)).Picture : null;
    }
}
