using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>One plain mailbox, <c>local@domain</c>, of at most 254 octets: no name, no list, no quotes, no comment, no address
/// literal, nothing that could end a line. The domain is kept as mail servers know it (lower case, <c>xn--</c> form); the local part
/// is kept as written, since only its own server may say what case means there.</summary>
public sealed record EmailAddress
{
    private const int LongestAddress = 254, LongestLocal = 64, LongestLabel = 63;
    private static readonly SearchValues<char> _atomMarks = SearchValues.Create("!#$%&'*+-/=?^_`{|}~");
    private static readonly IdnMapping _idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    public string Local { get; }
    public string Domain { get; }

    /// <summary>True when the local part has letters beyond ASCII, which only a relay that offers SMTPUTF8 can carry.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    public override string ToString() => $"{Local}@{Domain}";

    /// <exception cref="FormatException">The text is not one plain address.</exception>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("Not one plain e-mail address.");

    /// <summary>Reads what a person typed. Spaces around it are forgiven, nothing else is.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        text = text?.Trim(' ');
        if (text is null or { Length: < 3 or > LongestAddress }) return false;

        var at = text.IndexOf('@');
        if (at != text.LastIndexOf('@') || !TryReadLocal(text[..Math.Max(at, 0)], out var local)) return false;
        if (!TryReadDomain(text[(at + 1)..], out var domain)) return false;
        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > LongestAddress) return false;

        address = new(local, domain);
        return true;
    }

    private static bool TryReadLocal(string text, out string local)
    {
        local = "";
        if (!text.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomRune))) return false;
        local = text.Normalize(NormalizationForm.FormC);
        return Encoding.UTF8.GetByteCount(local) <= LongestLocal;
    }

    private static bool IsAtomRune(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || _atomMarks.Contains((char)rune.Value)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool TryReadDomain(string text, out string domain)
    {
        domain = "";
        if (text.Length == 0) return false;
        try
        {
            var ascii = _idn.GetAscii(text).ToLowerInvariant();
            if (_idn.GetAscii(_idn.GetUnicode(ascii)) != ascii) return false; // an xn-- label that stands for nothing
            domain = ascii;
        }
        catch (ArgumentException)
        {
            return false;
        }
        var labels = domain.Split('.');
        return labels.Length > 1 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter);
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= LongestLabel
        && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
