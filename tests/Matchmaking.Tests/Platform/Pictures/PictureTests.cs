using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Platform.Pictures;
using static Matchmaking.Tests.Platform.Pictures.HandmadePictures;

namespace Matchmaking.Tests.Platform.Pictures;

public sealed class PictureTests
{
    public static TheoryData<string, byte[], PictureKind> Whole => new()
    {
        { "JPEG", Jpeg(33, 17), PictureKind.Jpeg },
        { "PNG", Png(33, 17), PictureKind.Png },
        { "WebP", WebP(33, 17), PictureKind.WebP },
        { "WebP, extended", WebPExtended(33, 17, 0x10, WebPPixels(33, 17)), PictureKind.WebP },
    };

    [Theory, MemberData(nameof(Whole))]
    public void A_whole_picture_is_taken_with_its_size(string name, byte[] file, PictureKind kind)
    {
        var picture = Picture.Read(file, "kuva").Picture;
        Assert.True(picture is not null, name);
        Assert.Equal((kind, 33, 17), (picture.Kind, picture.Width, picture.Height));
        Assert.Equal(file, picture.Bytes);
    }

    public static TheoryData<string, byte[], PictureProblem> Refused => new()
    {
        { "nothing", [], PictureProblem.Empty },
        { "8 MB and one byte", [.. Png(2, 2), .. new byte[8 * 1024 * 1024]], PictureProblem.TooHeavy },
        { "text", "Moi!"u8.ToArray(), PictureProblem.NotAPicture },
        { "one byte of JPEG", [0xFF], PictureProblem.NotAPicture },
        { "SVG named .png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), PictureProblem.NotAPicture },
        { "HTML", "<!doctype html><script>alert(1)</script>"u8.ToArray(), PictureProblem.NotAPicture },
        { "PDF and HTML", "%PDF-1.7 <html>"u8.ToArray(), PictureProblem.NotAPicture },
        { "GIF and script", "GIF89a=1;alert(1)//"u8.ToArray(), PictureProblem.NotAPicture },
        { "BMP of 126 bytes", [.. "BM"u8, .. new byte[124]], PictureProblem.NotAPicture },
        { "TIFF", "II*\0"u8.ToArray(), PictureProblem.NotAPicture },
        { "zip", "PK\u0003\u0004"u8.ToArray(), PictureProblem.NotAPicture },
        { "HEIC", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], PictureProblem.NotAPicture },
        { "sound in RIFF", [.. "RIFF"u8, 4, 0, 0, 0, .. "WAVE"u8], PictureProblem.NotAPicture },
        {
            "PNG of 1 × 500 000 000", [.. PngHead, .. PngSize(1, 500_000_000), .. Chunk("IDAT", []), .. Chunk("IEND", [])],
            PictureProblem.TooManyPixels
        },
        { "PNG of 5001 × 5000", [.. PngHead, .. PngSize(5001, 5000), .. Chunk("IEND", [])], PictureProblem.TooManyPixels },
        {
            "PNG as large as can be written", [.. PngHead, .. PngSize(int.MaxValue, int.MaxValue), .. Chunk("IEND", [])],
            PictureProblem.TooManyPixels
        },
        { "PNG of negative size", [.. PngHead, .. PngSize(-1, 5), .. Chunk("IEND", [])], PictureProblem.Broken },
        { "PNG of no size", [.. PngHead, .. PngSize(0, 5), .. Chunk("IEND", [])], PictureProblem.Broken },
        { "PNG of 3 bits", [.. PngHead, .. PngSize(5, 5, depth: 3), .. Chunk("IEND", [])], PictureProblem.Broken },
        { "PNG without pixels", [.. PngHead, .. PngSize(5, 5), .. Chunk("IEND", [])], PictureProblem.Broken },
        { "PNG with two heads", Png(5, 5, PngSize(5, 5)), PictureProblem.Broken },
        { "PNG without a head", [.. PngHead, .. Chunk("IDAT", [1]), .. Chunk("IEND", [])], PictureProblem.Broken },
        { "PNG with an unknown part that must be known", Png(5, 5, Chunk("EVIL", [1, 2, 3])), PictureProblem.Broken },
        {
            "PNG whose pixels are in two places",
            [.. Png(5, 5)[..^12], .. Chunk("tEXt", [65]), .. Chunk("IDAT", [0]), .. Chunk("IEND", [])], PictureProblem.Broken
        },
        { "PNG that moves", Png(5, 5, Chunk("acTL", [0, 0, 0, 9, 0, 0, 0, 0])), PictureProblem.Moving },
        { "PNG with a wrong sum", Flip(Png(5, 5), 17), PictureProblem.Broken },
        { "PNG, cut off", Png(50, 50)[..^12], PictureProblem.Broken },
        {
            "PNG with a part longer than the file",
            [.. PngHead, .. PngSize(5, 5), 0xFF, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, 1, 2, 3, 4, 5, 6, 7, 8], PictureProblem.Broken
        },
        { "JPEG of 64 250²", Jpeg(64_250, 64_250)[..400], PictureProblem.TooManyPixels },
        { "JPEG of 5001 × 5000", Jpeg(5001, 5000), PictureProblem.TooManyPixels },
        { "JPEG of no height", Jpeg(8, 0), PictureProblem.Broken },
        { "JPEG, cut off in the scan", Jpeg(800, 800)[..^2], PictureProblem.Broken },
        { "JPEG, cut off in a table", Jpeg(8, 8)[..60], PictureProblem.Broken },
        { "JPEG, head only", [0xFF, 0xD8, 0xFF], PictureProblem.Broken },
        { "JPEG that ends before it begins", [0xFF, 0xD8, 0xFF, 0xD9], PictureProblem.Broken },
        { "JPEG with two frames", Jpeg(8, 8, Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])), PictureProblem.Broken },
        { "JPEG without a frame", [0xFF, 0xD8, .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0, 0xFF, 0xD9], PictureProblem.Broken },
        { "JPEG of a make no browser shows", Jpeg(8, 8, Segment(0xC9, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])), PictureProblem.Broken },
        { "JPEG with 101 scans", Scans(101), PictureProblem.Broken },
        { "JPEG with a length of one", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0xFF, 0xD9], PictureProblem.Broken },
        { "WebP that moves", WebPExtended(5, 5, 0x02, RiffChunk("ANIM", new byte[6])), PictureProblem.Moving },
        {
            "WebP that moves and does not say so", WebPExtended(5, 5, 0, RiffChunk("ANMF", new byte[16]), WebPPixels(5, 5)),
            PictureProblem.Moving
        },
        { "WebP of 16 384²", WebP(16_384, 16_384), PictureProblem.TooManyPixels },
        { "WebP of 16 777 216²", WebPExtended(16_777_216, 16_777_216, 0, WebPPixels(1, 1)), PictureProblem.TooManyPixels },
        { "WebP whose canvas is not its picture", WebPExtended(50, 50, 0, WebPPixels(5, 5)), PictureProblem.Broken },
        { "WebP with two pictures", Riff([.. WebPPixels(5, 5), .. WebPPixels(5, 5)]), PictureProblem.Broken },
        { "WebP without pixels", WebPExtended(5, 5, 0), PictureProblem.Broken },
        { "WebP, empty", Riff([]), PictureProblem.Broken },
        { "WebP, cut off", WebP(5, 5)[..^3], PictureProblem.Broken },
        { "WebP with something else first", Riff([.. RiffChunk("JUNK", [1, 2]), .. WebPPixels(5, 5)]), PictureProblem.Broken },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Anything_else_is_refused_with_its_reason_and_at_once(string name, byte[] file, PictureProblem problem)
    {
        Picture.Read(Png(1, 1));
        var started = Stopwatch.GetTimestamp();
        var reading = Picture.Read(file);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1), name);
        Assert.True(reading.Problem == problem, $"{name}: {reading.Problem}");
        Assert.Null(reading.Picture);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("image", true)]
    [InlineData("Kevät.PNG", true)]
    [InlineData("a.jpeg", true)]
    [InlineData("a.svg", false)]
    [InlineData("a.png.exe", false)]
    [InlineData("a.png\r\nX: y", false)]
    [InlineData("../../x.php", false)]
    [InlineData("a.html\0.png", true)] // the name is never used
    public void The_name_must_not_say_that_it_is_something_else(string? name, bool taken) =>
        Assert.Equal(taken ? PictureProblem.None : PictureProblem.NotAPicture, Picture.Read(Png(5, 5), name).Problem);

    [Fact]
    public void Where_and_by_what_a_JPEG_was_taken_is_left_behind()
    {
        var file = Jpeg(24, 8, Exif(6),
            Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0GPS"u8]), Segment(0xED, [.. "Photoshop 3.0\0GPS"u8]),
            Segment(0xE2, [.. "MPF\0GPS"u8]), Segment(0xFE, [.. "<?php GPS ?>"u8]), Segment(0xEE, [.. "Adobe\0d\0\0\0\0\u0001GPS"u8]),
            Segment(0xE2, [.. "ICC_PROFILE\0\u0001\u0001colours"u8]));
        file = [.. file, .. "<script>GPS</script>"u8];
        var picture = Picture.Read(file).Picture!;

        Assert.Contains("GPS", Encoding.Latin1.GetString(file));
        var text = Encoding.Latin1.GetString(picture.Bytes);
        Assert.DoesNotContain("GPS", text);
        Assert.DoesNotContain("Kamera1", text);
        Assert.DoesNotContain("php", text);
        Assert.Contains("ICC_PROFILE", text);
        Assert.Contains("Adobe", text);
        Assert.Equal([0xFF, 0xD9], picture.Bytes[^2..]);
        Assert.Equal(picture.Bytes, Picture.Read(picture.Bytes).Picture!.Bytes);
    }

    [Theory]
    [InlineData(1, 24, 8), InlineData(3, 24, 8), InlineData(6, 8, 24), InlineData(8, 8, 24), InlineData(9, 24, 8), InlineData(0, 24, 8)]
    public void Which_side_of_a_JPEG_is_up_is_kept(int orientation, int width, int height)
    {
        foreach (var little in new[] { true, false })
        {
            var picture = Picture.Read(Jpeg(24, 8, Exif(orientation, little))).Picture!;
            Assert.Equal((width, height), (picture.Width, picture.Height));
            Assert.Equal(orientation is > 1 and < 9, Encoding.Latin1.GetString(picture.Bytes).Contains("Exif", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_JPEG_with_60_kB_of_comments_hundred_times_over_becomes_small()
    {
        var file = Jpeg(8, 8, [.. Enumerable.Repeat(Segment(0xFE, new byte[60_000]), 100)]);
        Assert.True(Picture.Read(file).Picture!.Bytes.Length < 400);
    }

    [Fact]
    public void A_PNG_keeps_what_draws_it()
    {
        var file = Png(5, 5, Chunk("gAMA", [0, 0, 0xB1, 0x8F]), Chunk("sRGB", [0]), Chunk("tEXt", [.. "Comment\0GPS"u8]),
            Chunk("eXIf", [.. "GPS"u8]),
            Chunk("iTXt", [.. "XML:com.adobe.xmp GPS"u8]), Chunk("tIME", new byte[7]), Chunk("zTXt", [.. "GPS"u8]));
        var text = Encoding.Latin1.GetString(Picture.Read([.. file, .. "<?php GPS"u8]).Picture!.Bytes);
        Assert.DoesNotContain("GPS", text);
        Assert.Contains("gAMA", text);
        Assert.Contains("sRGB", text);
        Assert.EndsWith("IEND\xAE\x42\x60\x82", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_WebP_keeps_what_draws_it()
    {
        var file = WebPExtended(5, 5, 0x2C, RiffChunk("ICCP", [.. "colours"u8]), WebPPixels(5, 5),
            RiffChunk("EXIF", [.. "GPS"u8]), RiffChunk("XMP ", [.. "GPS"u8]));
        var picture = Picture.Read([.. file, .. "GPS"u8]).Picture!;
        var text = Encoding.Latin1.GetString(picture.Bytes);
        Assert.DoesNotContain("GPS", text);
        Assert.DoesNotContain("EXIF", text);
        Assert.Contains("ICCP", text);
        Assert.Equal(0x20, picture.Bytes[20]);                          // says: a profile; no longer: EXIF, XMP
        Assert.Equal(picture.Bytes.Length - 8, BitConverter.ToInt32(picture.Bytes, 4));
    }

    [Fact]
    public void However_a_file_is_damaged_it_is_read_or_refused()
    {
        byte[][] seeds = [Jpeg(64, 64, Exif(6)), Png(9, 9, Chunk("sRGB", [0])),
            WebPExtended(9, 9, 0x2C, RiffChunk("ICCP", [1]), WebPPixels(9, 9))];
        var damage = from seed in Gen.Elements(seeds)
                     from changes in Gen.Choose(0, 255).Select(b => (byte)b).Zip(Gen.Choose(0, 400)).ListOf(6)
                     from cut in Gen.Choose(0, seed.Length)
                     from whole in Gen.Elements(true, true, false)
                     select Damage(seed, changes, whole ? seed.Length : cut);
        Prop.ForAll(damage.ToArbitrary(), file =>
        {
            var (picture, problem) = Picture.Read(file);
            if (picture is null) return problem != PictureProblem.None;
            return Picture.Read(picture.Bytes).Picture?.Bytes.SequenceEqual(picture.Bytes) == true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static byte[] Damage(byte[] seed, IEnumerable<(byte Value, int At)> changes, int length)
    {
        var file = seed.ToArray();
        foreach (var (value, at) in changes) if (at < file.Length) file[at] = value;
        return file[..length];
    }

    private static byte[] Flip(byte[] file, int at)
    {
        file[at] ^= 1;
        return file;
    }

    private static byte[] Scans(int count)
    {
        byte[] scan = [.. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x3F];
        return [.. Jpeg(8, 8)[..^2], .. Enumerable.Repeat(scan, count - 1).SelectMany(s => s), 0xFF, 0xD9];
    }
}
