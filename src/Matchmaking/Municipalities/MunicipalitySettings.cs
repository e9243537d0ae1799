using System.Collections.Frozen;
using System.Net.Mail;
using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>The setting that cannot be as it was given.</summary>
public enum SettingsFault
{
    /// <summary>An official language of the municipality is not offered.</summary>
    OwnLanguageMissing,
    LanguageUnknown,
    MinorityLanguageUnknown,
    BrandColour,
    SupportColour,
    ReplyDeadline,
    WelcomeFi,
    WelcomeSv,
    WelcomeEn,
    ContactName,
    ContactRole,
    ContactPhone,
    ContactEmail,
    /// <summary>Nothing is wrong with the settings, but whoever gave them may not.</summary>
    NotAllowed,
}

/// <summary>What a municipality decides for itself.</summary>
public sealed record MunicipalitySettings
{
    public const int MaxWelcome = 600;
    public const int MaxContact = 80;
    public const int MaxEmail = 254;
    public const int LongestReplyDeadline = 60;

    private static readonly FrozenSet<string> KnownLanguages = ["fi", "sv", "en"];

    /// <summary>ISO 639 codes of the national minority languages of both countries; smi is Sámi, whichever.</summary>
    public static readonly IReadOnlyList<string> KnownMinorityLanguages = ["fi", "fit", "se", "sma", "smj", "smn", "sms", "smi", "rom", "yi"];

    /// <summary>The languages in which it answers and writes; its official ones are always among them.</summary>
    [NotPersonal] public string[] OfferedLanguages { get; init; } = [];

    /// <summary>Minority languages with a standing in the municipality, by ISO 639 code.</summary>
    [NotPersonal] public string[] MinorityLanguages { get; init; } = [];

    /// <summary>#rrggbb; null for the colours of the product.</summary>
    [NotPersonal] public string? BrandColour { get; init; }

    /// <summary>#rrggbb, beside the brand's own.</summary>
    [NotPersonal] public string? SupportColour { get; init; }

    public Guid? LogoId { get; init; }

    /// <summary>Days within which an idea or an obstacle is answered once the municipality has joined.</summary>
    public int ReplyDeadlineDays { get; init; } = 14;

    /// <summary>The themes it offers to choose from; empty for all.</summary>
    public Guid[] ThemeIds { get; init; } = [];

    [NotPersonal] public string? WelcomeFi { get; init; }
    [NotPersonal] public string? WelcomeSv { get; init; }
    [NotPersonal] public string? WelcomeEn { get; init; }

    /// <summary>The official whom residents may turn to.</summary>
    [Personal(OnErase.Keep, OfficialContact, Export = false)] public string? ContactName { get; init; }
    [Personal(OnErase.Keep, OfficialContact, Export = false)] public string? ContactRole { get; init; }
    [Personal(OnErase.Keep, OfficialContact, Export = false)] public string? ContactPhone { get; init; }
    [Personal(OnErase.Keep, OfficialContact, Export = false)] public string? ContactEmail { get; init; }

    private const string OfficialContact = "An official's public contact at work, which the municipality changes when the official does";

    /// <summary>The words of welcome in the language, or null.</summary>
    public string? Welcome(string language) => language switch { "fi" => WelcomeFi, "sv" => WelcomeSv, _ => WelcomeEn };

    /// <summary>The settings as they may be stored, and every fault in them; with a fault they may not be stored.</summary>
    internal (MunicipalitySettings Clean, IReadOnlyList<SettingsFault> Faults) Check(IReadOnlyCollection<string> ownLanguages)
    {
        var faults = new List<SettingsFault>();
        var clean = this with
        {
            OfferedLanguages = [.. OfferedLanguages.Distinct()],
            MinorityLanguages = [.. MinorityLanguages.Distinct()],
            ThemeIds = [.. ThemeIds.Distinct()],
            BrandColour = Colour(BrandColour, SettingsFault.BrandColour),
            SupportColour = Colour(SupportColour, SettingsFault.SupportColour),
            WelcomeFi = Text(WelcomeFi, TextKind.MultiLine, MaxWelcome, SettingsFault.WelcomeFi),
            WelcomeSv = Text(WelcomeSv, TextKind.MultiLine, MaxWelcome, SettingsFault.WelcomeSv),
            WelcomeEn = Text(WelcomeEn, TextKind.MultiLine, MaxWelcome, SettingsFault.WelcomeEn),
            ContactName = Text(ContactName, TextKind.Name, MaxContact, SettingsFault.ContactName),
            ContactRole = Text(ContactRole, TextKind.SingleLine, MaxContact, SettingsFault.ContactRole),
            ContactPhone = Text(ContactPhone, TextKind.SingleLine, MaxContact, SettingsFault.ContactPhone),
            ContactEmail = Text(ContactEmail, TextKind.SingleLine, MaxEmail, SettingsFault.ContactEmail),
        };
        FaultIf(ownLanguages.Except(OfferedLanguages).Any(), SettingsFault.OwnLanguageMissing);
        FaultIf(!OfferedLanguages.All(KnownLanguages.Contains), SettingsFault.LanguageUnknown);
        FaultIf(!MinorityLanguages.All(KnownMinorityLanguages.Contains), SettingsFault.MinorityLanguageUnknown);
        FaultIf(ReplyDeadlineDays is < 1 or > LongestReplyDeadline, SettingsFault.ReplyDeadline);
        FaultIf(clean.ContactPhone is { } phone && !IsPhone(phone), SettingsFault.ContactPhone);
        FaultIf(clean.ContactEmail is { } email && !IsEmail(email), SettingsFault.ContactEmail);
        return (clean, faults);

        void FaultIf(bool wrong, SettingsFault fault)
        {
            if (wrong && !faults.Contains(fault)) faults.Add(fault);
        }

        string? Colour(string? typed, SettingsFault fault)
        {
            if (string.IsNullOrWhiteSpace(typed)) return null;
            var read = Municipalities.BrandColour.Read(typed);
            FaultIf(read is null, fault);
            return read;
        }

        string? Text(string? typed, TextKind kind, int max, SettingsFault fault)
        {
            var text = TextRules.Clean(typed, kind, max);
            FaultIf(!text.IsGoodOrEmpty, fault);
            return text.IsGood ? text.Text : null;
        }
    }

    private static bool IsPhone(string phone) => phone.Count(char.IsAsciiDigit) >= 5 && phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '/');

    private static bool IsEmail(string email) =>
        MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.') && !address.Host.Contains('[');
}
