using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Matchmaking.Tests.Platform.Pictures;

/// <summary>Pictures built byte by byte, whole and hostile, so that no file of anybody's has to be kept. Each is of one colour.</summary>
internal static class HandmadePictures
{
    public static byte[] Jpeg(int width, int height, params byte[][] extraSegments)
    {
        var blocks = (long)((width + 7) / 8) * ((height + 7) / 8);
        return
        [
            0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 72, 0, 72, 0, 0]), .. extraSegments.SelectMany(s => s),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)16, 64)]),
            .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]), .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            .. new byte[Math.Min(blocks * 2 / 8, 9_000_000)], 0x3F, 0xFF, 0xD9,               // two zero bits a block, padded with ones
        ];
    }

    public static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>What a phone writes: which side is up, and where it was.</summary>
    public static byte[] Exif(int orientation, bool little = false)
    {
        byte[] Short(int v) => little ? [(byte)v, (byte)(v >> 8)] : [(byte)(v >> 8), (byte)v];
        byte[] Long(int v) => little ? [.. Short(v), .. Short(v >> 16)] : [.. Short(v >> 16), .. Short(v)];
        byte[] tiff =
        [
            .. little ? "II"u8 : "MM"u8, .. Short(42), .. Long(8), .. Short(3),
            .. Short(0x010F), .. Short(2), .. Long(8), .. Long(50),                                  // maker of the camera
            .. Short(0x0112), .. Short(3), .. Long(1), .. Short(orientation), .. Short(0),
            .. Short(0x8825), .. Short(4), .. Long(1), .. Long(58),                                  // where the GPS data are
            .. Long(0), .. "Kamera1\0"u8, .. "GPS 62.6010 N 29.7636 E"u8,
        ];
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);
    }

    public static byte[] Png(int width, int height, params byte[][] extraChunks)
    {
        var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < Math.Min(height, 20_000); y++) deflate.Write(new byte[1 + 3 * Math.Min(width, 20_000)]);
        byte[] head = [.. PngHead, .. PngSize(width, height), .. extraChunks.SelectMany(c => c)];
        return [.. head, .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    public static byte[] PngHead => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] PngSize(int width, int height, byte depth = 8, byte colours = 2) =>
        Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), depth, colours, 0, 0, 0]);

    public static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        var sum = uint.MaxValue;
        foreach (var b in named)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
        }
        return [.. BigEndian(body.Length), .. named, .. BigEndian((int)~sum)];
    }

    /// <summary>Lossless: a colour whose every pixel takes no bit.</summary>
    public static byte[] WebPPixels(int width, int height)
    {
        var bits = (uint)(width - 1) | (uint)(height - 1) << 14;
        byte[] size = [(byte)bits, (byte)(bits >> 8), (byte)(bits >> 16), (byte)(bits >> 24)];
        // no transform, no cache, one set of codes; five codes of one symbol each (symbol 0, written in one bit)
        return RiffChunk("VP8L", [0x2F, .. size, 0b1000_1000, 0b1000_1000, 0b0000_1000, 0]);
    }

    public static byte[] WebP(int width, int height) => Riff(WebPPixels(width, height));

    public static byte[] WebPExtended(int width, int height, byte flags, params byte[][] chunks) => Riff(
    [
        .. RiffChunk("VP8X", [flags, 0, 0, 0, .. LittleEndian(width - 1)[..3], .. LittleEndian(height - 1)[..3]]),
        .. chunks.SelectMany(c => c),
    ]);

    public static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. LittleEndian(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    public static byte[] RiffChunk(string name, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(name), .. LittleEndian(body.Length), .. body, .. new byte[body.Length & 1]];

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
