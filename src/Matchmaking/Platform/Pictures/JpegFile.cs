using System.Buffers;
using System.Buffers.Binary;

namespace Matchmaking.Platform.Pictures;

/// <summary>Copies of a JPEG file what draws the picture: tables, frame, scans, the colour profile, and which side is up.</summary>
internal static class JpegFile
{
    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9;

    /// <summary>A progressive picture has about ten; each costs a decoder a walk over the whole picture.</summary>
    private const int MaxScans = 100;

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static PictureReading Read(ReadOnlySpan<byte> file)
    {
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write((ReadOnlySpan<byte>)[0xFF, 0xD8]);
        int width = 0, height = 0, scans = 0;
        int? orientation = null;
        var hasHead = false;
        for (var at = 2; ;)
        {
            if (at >= file.Length || file[at] != 0xFF) return PictureProblem.Broken;
            while (at < file.Length && file[at] == 0xFF) at++;
            if (at == file.Length) return PictureProblem.Broken;
            var marker = file[at++];
            if (marker == EndOfImage)
            {
                if (scans == 0) return PictureProblem.Broken;
                kept.Write((ReadOnlySpan<byte>)[0xFF, EndOfImage]);
                var lies = orientation is >= 5;
                return new Picture(PictureKind.Jpeg, lies ? height : width, lies ? width : height, kept.WrittenSpan.ToArray());
            }

            if (at + 2 > file.Length) return PictureProblem.Broken;
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || at + length > file.Length) return PictureProblem.Broken;
            var body = file.Slice(at + 2, length - 2);
            at += length;
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:                                                      // the frame
                    if (width > 0 || !TryReadSize(body, out width, out height)) return PictureProblem.Broken;
                    if (Picture.HasTooManyPixels(width, height)) return PictureProblem.TooManyPixels;
                    Write(kept, marker, body);
                    break;
                case 0xC4 or 0xDB or 0xDD:                                                      // tables
                    Write(kept, marker, body);
                    break;
                case StartOfScan:
                    if (width == 0 || ++scans > MaxScans) return PictureProblem.Broken;
                    Write(kept, marker, body);
                    var end = EndOfScan(file, at);
                    kept.Write(file[at..end]);
                    at = end;
                    break;
                case 0xE0:                                                                      // its thumbnail is left out
                    if (!hasHead && body.Length >= 14 && body.StartsWith("JFIF\0"u8)) Write(kept, marker, [.. body[..12], 0, 0]);
                    hasHead = true;
                    break;
                case 0xE1:
                    if (orientation is not null || !body.StartsWith("Exif\0\0"u8)) break;
                    orientation = ReadOrientation(body[6..]);
                    if (orientation > 1) Write(kept, marker, OnlyOrientation(orientation.Value));
                    break;
                case 0xE2:
                    if (body.StartsWith("ICC_PROFILE\0"u8)) Write(kept, marker, body);
                    break;
                case 0xEE:                                                                      // how the colours are coded
                    if (body.Length >= 12 && body.StartsWith("Adobe"u8)) Write(kept, marker, body[..12]);
                    break;
                case >= 0xE3 and <= 0xEF or 0xFE:
                    break;
                default:
                    return PictureProblem.Broken;
            }
        }
    }

    private static bool TryReadSize(ReadOnlySpan<byte> frame, out int width, out int height)
    {
        width = height = 0;
        if (frame.Length < 6 || frame[0] != 8 || frame[5] is not (1 or 3 or 4) || frame.Length != 6 + 3 * frame[5]) return false;
        height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width > 0 && height > 0;
    }

    /// <summary>Where the next marker stands. In a scan, FF00 is a byte, FFD0–D7 are restarts, and FFFF is filling.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length) return file.Length;
            at += next;
            if (file[at + 1] is not (0x00 or 0xFF or >= 0xD0 and <= 0xD7)) return at;
            at += file[at + 1] == 0xFF ? 1 : 2;
        }
    }

    /// <summary>1 is upright, and what is said of anything unreadable.</summary>
    private static int ReadOrientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 1;
        var at = Long(tiff[4..], little);
        if (at > tiff.Length - 2) return 1;
        var entries = tiff[(int)at..];
        var count = Short(entries, little);
        for (var i = 0; i < count && 2 + 12 * (i + 1) <= entries.Length; i++)
        {
            var entry = entries[(2 + 12 * i)..];
            if (Short(entry, little) != 0x0112) continue;
            return Short(entry[2..], little) == 3 && Short(entry[8..], little) is >= 1 and <= 8 and var value ? value : 1;
        }
        return 1;

        static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
            little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

        static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
            little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private static byte[] OnlyOrientation(int value) =>
        [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)value, 0, 0, 0, 0, 0, 0];

    private static void Write(ArrayBufferWriter<byte> kept, byte marker, ReadOnlySpan<byte> body)
    {
        var length = body.Length + 2;
        kept.Write((ReadOnlySpan<byte>)[0xFF, marker, (byte)(length >> 8), (byte)length]);
        kept.Write(body);
    }
}
