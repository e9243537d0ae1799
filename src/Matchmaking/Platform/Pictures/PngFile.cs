using System.Buffers;
using System.Buffers.Binary;

namespace Matchmaking.Platform.Pictures;

/// <summary>Copies of a PNG file the chunks that draw the picture, each checked against its sum.</summary>
internal static class PngFile
{
    private static readonly uint[] Crc = [.. Enumerable.Range(0, 256).Select(n =>
        Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static PictureReading Read(ReadOnlySpan<byte> file)
    {
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(Signature);
        uint width = 0, height = 0;
        bool hasPixels = false, pixelsEnded = false;
        for (var at = Signature.Length; ;)
        {
            if (at + 12 > file.Length) return PictureProblem.Broken;
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) return PictureProblem.Broken;
            var chunk = file.Slice(at, (int)length + 12);
            var name = chunk.Slice(4, 4);
            at += chunk.Length;
            if (name.SequenceEqual("IHDR"u8) != (width == 0)) return PictureProblem.Broken;      // first, and once
            if (BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) != Sum(chunk[4..^4])) return PictureProblem.Broken;

            if (width == 0)
            {
                if (!TryReadSize(chunk[8..^4], out width, out height)) return PictureProblem.Broken;
                if (Picture.HasTooManyPixels(width, height)) return PictureProblem.TooManyPixels;
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                if (pixelsEnded) return PictureProblem.Broken;
                hasPixels = true;
            }
            else
            {
                pixelsEnded = hasPixels;
                if (name.SequenceEqual("acTL"u8) || name.SequenceEqual("fcTL"u8)) return PictureProblem.Moving;
                if (!IsKept(name))
                {
                    if (char.IsAsciiLetterUpper((char)name[0])) return PictureProblem.Broken;      // a decoder may not pass it by
                    continue;
                }
            }
            kept.Write(chunk);
            if (!name.SequenceEqual("IEND"u8)) continue;
            return hasPixels && length == 0
                ? new Picture(PictureKind.Png, (int)width, (int)height, kept.WrittenSpan.ToArray())
                : PictureProblem.Broken;
        }
    }

    private static bool IsKept(ReadOnlySpan<byte> name) => name.SequenceEqual("PLTE"u8) || name.SequenceEqual("tRNS"u8)
        || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("sRGB"u8) || name.SequenceEqual("IEND"u8);

    private static bool TryReadSize(ReadOnlySpan<byte> head, out uint width, out uint height)
    {
        width = height = 0;
        if (head.Length != 13) return false;
        width = BinaryPrimitives.ReadUInt32BigEndian(head);
        height = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        var makes = (Colours: head[9], Depth: head[8]) is
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        var isSize = width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue;
        return isSize && makes && head[10] == 0 && head[11] == 0 && head[12] <= 1;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes) sum = Crc[(byte)(sum ^ b)] ^ (sum >> 8);
        return ~sum;
    }
}
