using System.Buffers;
using System.Buffers.Binary;

namespace Matchmaking.Platform.Pictures;

/// <summary>Copies of a WebP file the one frame, its transparency and its colour profile.</summary>
internal static class WebPFile
{
    private const byte HasProfile = 0x20, HasAlpha = 0x10, Moves = 0x02;

    public static bool Is(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static PictureReading Read(ReadOnlySpan<byte> file)
    {
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (end > file.Length) return PictureProblem.Broken;
        file = file[..(int)end];
        var (canvas, frame) = ((Width: 0, Height: 0), (Width: 0, Height: 0));
        ReadOnlySpan<byte> head = default, profile = default, alpha = default, pixels = default, pixelsName = default;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var name = file.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > file.Length - at - 8) return PictureProblem.Broken;
            var body = file.Slice(at + 8, (int)length);
            var isFirst = at == 12;
            at += 8 + body.Length + (body.Length & 1);
            if (name.SequenceEqual("VP8X"u8))
            {
                if (!isFirst || body.Length < 10) return PictureProblem.Broken;
                if ((body[0] & Moves) != 0) return PictureProblem.Moving;
                head = body[..10];
                canvas = (1 + Int24(body[4..]), 1 + Int24(body[7..]));
                if (Picture.HasTooManyPixels(canvas.Width, canvas.Height)) return PictureProblem.TooManyPixels;
            }
            else if (isFirst && !IsPixels(name)) return PictureProblem.Broken;
            else if (IsPixels(name))
            {
                if (!pixels.IsEmpty || !TryReadSize(name, body, out frame)) return PictureProblem.Broken;
                if (Picture.HasTooManyPixels(frame.Width, frame.Height)) return PictureProblem.TooManyPixels;
                pixelsName = name;
                pixels = body;
            }
            else if (name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8)) return PictureProblem.Moving;
            else if (name.SequenceEqual("ICCP"u8)) profile = body;
            else if (name.SequenceEqual("ALPH"u8)) alpha = body;
        }
        if (pixels.IsEmpty || (!head.IsEmpty && canvas != frame)) return PictureProblem.Broken;

        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write("RIFF\0\0\0\0WEBP"u8);
        if (!head.IsEmpty)
        {
            var flags = (head[0] & HasAlpha) | (profile.IsEmpty ? 0 : HasProfile);
            Write(kept, "VP8X"u8, [(byte)flags, 0, 0, 0, .. head[4..]]);
            if (!profile.IsEmpty) Write(kept, "ICCP"u8, profile);
            if (!alpha.IsEmpty) Write(kept, "ALPH"u8, alpha);
        }
        Write(kept, pixelsName, pixels);
        var bytes = kept.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return new Picture(PictureKind.WebP, frame.Width, frame.Height, bytes);
    }

    private static bool IsPixels(ReadOnlySpan<byte> name) => name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8);

    private static bool TryReadSize(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body, out (int Width, int Height) size)
    {
        size = default;
        if (name[3] == 'L')
        {
            if (body.Length < 5 || body[0] != 0x2F) return false;
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            size = (1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF));
            return bits >> 29 == 0;
        }
        if (body.Length < 10 || (body[0] & 1) != 0 || !body[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return false;
        size = (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        return size.Width > 0 && size.Height > 0;
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static void Write(ArrayBufferWriter<byte> kept, ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        kept.Write(name);
        BinaryPrimitives.WriteInt32LittleEndian(kept.GetSpan(4), body.Length);
        kept.Advance(4);
        kept.Write(body);
        if ((body.Length & 1) == 1) kept.Write((ReadOnlySpan<byte>)[0]);
    }
}
