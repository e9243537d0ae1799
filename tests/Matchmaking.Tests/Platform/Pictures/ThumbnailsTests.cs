using System.Diagnostics;
using Matchmaking.Platform.Pictures;
using static Matchmaking.Tests.Platform.Pictures.HandmadePictures;

namespace Matchmaking.Tests.Platform.Pictures;

public sealed class ThumbnailsTests
{
    private static readonly LimitedProcess Limits = new(TimeSpan.FromSeconds(20), megabytes: 800);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Large => new()
    {
        { "JPEG", Jpeg(3200, 1600) }, { "PNG", Png(3200, 1600) }, { "WebP", WebP(3200, 1600) },
        { "JPEG lying on its side", Jpeg(1600, 3200, Exif(6)) },
    };

    [Theory, MemberData(nameof(Large))]
    public async Task A_picture_is_drawn_anew_in_two_sizes(string name, byte[] file)
    {
        SkipWithoutVips();
        var sizing = await new Thumbnails().RunAsync(Read(file), Ct);
        Assert.True(sizing.Sizes is not null, $"{name}: {sizing.Problem}");
        var (large, small) = sizing.Sizes;
        Assert.Equal((PictureKind.WebP, 1600, 800), (large.Kind, large.Width, large.Height));
        Assert.Equal((PictureKind.WebP, 640, 320), (small.Kind, small.Width, small.Height));
    }

    [Fact]
    public async Task A_small_picture_is_not_blown_up()
    {
        SkipWithoutVips();
        var sizing = await new Thumbnails().RunAsync(Read(Png(300, 200)), Ct);
        Assert.Equal((300, 200, 300), (sizing.Sizes!.Large.Width, sizing.Sizes.Large.Height, sizing.Sizes.Small.Width));
    }

    [Fact]
    public async Task The_largest_picture_that_is_let_in_is_drawn_within_its_memory()
    {
        SkipWithoutVips();
        Assert.Equal(PictureProblem.None, (await new Thumbnails().RunAsync(Read(Jpeg(5000, 5000)), Ct)).Problem);
        Assert.Equal(PictureProblem.None, (await new Thumbnails().RunAsync(Read(Png(5000, 5000)), Ct)).Problem);
    }

    [Fact]
    public async Task Too_little_memory_is_a_refusal_and_not_a_crash()
    {
        SkipWithoutVips();
        var tight = new Thumbnails(LimitedProcess.Find("vips"), new(TimeSpan.FromSeconds(20), megabytes: 30));
        Assert.Equal(PictureProblem.Broken, (await tight.RunAsync(Read(Png(3200, 1600)), Ct)).Problem);
    }

    [Fact]
    public async Task A_picture_with_a_good_head_and_bad_pixels_is_refused()
    {
        SkipWithoutVips();
        byte[] file = [.. PngHead, .. PngSize(500, 500), .. Chunk("IDAT", [.. "not zlib"u8]), .. Chunk("IEND", [])];
        Assert.Equal(PictureProblem.Broken, (await new Thumbnails().RunAsync(Read(file), Ct)).Problem);
    }

    [Fact]
    public async Task Without_the_program_small_pictures_are_shown_as_they_are_and_large_ones_refused()
    {
        var without = new Thumbnails(null, Limits);
        Assert.False(without.CanShrink);
        var small = Read(Png(300, 200));
        Assert.Same(small, (await without.RunAsync(small, Ct)).Sizes!.Large);
        var heavy = Read(Jpeg(5000, 5000, [.. Enumerable.Repeat(Segment(0xE2, [.. "ICC_PROFILE\0"u8, .. new byte[60_000]]), 20)]));
        Assert.Equal(PictureProblem.NeedsShrinking, (await without.RunAsync(heavy, Ct)).Problem);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed()
    {
        var folder = Directory.CreateTempSubdirectory("hangs-").FullName;
        var program = await ScriptAsync(folder, "echo $$ > FOLDER/pid; sleep 60");

        var started = Stopwatch.GetTimestamp();
        var sizing = await new Thumbnails(program, new(TimeSpan.FromSeconds(2), megabytes: 800)).RunAsync(Read(Png(9, 9)), Ct);
        Assert.Equal(PictureProblem.Broken, sizing.Problem);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
        var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "pid"), Ct));
        Assert.ThrowsAny<ArgumentException>(() => Process.GetProcessById(pid));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_program_sees_none_of_our_settings_and_leaves_nothing_behind()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Secret", "canary");
        var folder = Directory.CreateTempSubdirectory("looks-").FullName;
        var program = await ScriptAsync(folder,
            "cd FOLDER; env > env; echo $OLDPWD > pwd; cat /proc/self/net/dev > net; ulimit -v > memory");

        var limits = new LimitedProcess(TimeSpan.FromSeconds(20), megabytes: 700);
        await new Thumbnails(program, limits).RunAsync(Read(Png(9, 9)), Ct);
        Assert.DoesNotContain("canary", await File.ReadAllTextAsync(Path.Combine(folder, "env"), Ct));
        Assert.Equal("716800", (await File.ReadAllTextAsync(Path.Combine(folder, "memory"), Ct)).Trim());
        Assert.False(Directory.Exists((await File.ReadAllTextAsync(Path.Combine(folder, "pwd"), Ct)).Trim()));
        var devices = await File.ReadAllLinesAsync(Path.Combine(folder, "net"), Ct);
        var networks = devices.Where(l => l.Contains(':')).Select(l => l.Split(':')[0].Trim());
        Assert.True(!await limits.HasNoNetworkAsync() || networks.SequenceEqual(["lo"]));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> ScriptAsync(string folder, string commands)
    {
        var program = Path.Combine(folder, "script");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{commands.Replace("FOLDER", folder)}\n", Ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return program;
    }

    private static Picture Read(byte[] file) =>
        Picture.Read(file).Picture ?? throw new InvalidOperationException(Picture.Read(file).Problem.ToString());

    private static void SkipWithoutVips() =>
        Assert.SkipUnless(new Thumbnails().CanShrink, "vips is not installed (Debian: libvips-tools)");
}
