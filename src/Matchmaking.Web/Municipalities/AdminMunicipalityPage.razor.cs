using System.Globalization;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Municipalities;

public sealed partial class AdminMunicipalityPage(
    Here Here, Me Me, MatchmakingDb Db, VocabularyCatalog Vocabulary, ChangeMunicipalitySettings Change, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private readonly FormErrors _errors = new();
    private Municipality? _municipality;
    private IReadOnlyList<Theme> _themes = [];
    private IReadOnlyList<OfficialLine> _officials = [];
    private int _wanted;
    private bool _isPosted;

    [Parameter] public string Municipality { get; set; } = "";

    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override void OnInitialized()
    {
        _isPosted = Input is not null;
        Input ??= new();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Here.Municipality is not { } here || !Me.SignedIn.CanCoordinate(here.Id)) { Redirect.ToNotFound(); return; }
        _municipality = await Db.Municipalities().AsNoTracking().Include(m => m.Areas).SingleAsync(m => m.Id == here.Id);
        _wanted = await Db.WantedHere().CountAsync(w => w.MunicipalityId == here.Id);
        _officials = await Db.OfficialsAsync(here.Id);
        _themes = (await Vocabulary.GetAsync()).Themes;
        if (!_isPosted) Input = InputModel.Of(_municipality, _themes);
    }

    private async Task SaveAsync()
    {
        if (_municipality is null || Input!.Go == "preview") return;
        var faults = await Change.RunAsync(Me.SignedIn, _municipality.Id, Input.ToSettings(_municipality, _themes));
        if (faults.Contains(SettingsFault.NotAllowed)) { Redirect.ToNotFound(); return; }
        if (faults.Count == 0) { Redirect.To(Links.AdminMunicipality(Municipality), T["Settings.Saved"]); return; }
        foreach (var fault in faults) _errors.Add($"Input.{FieldOf(fault)}", T[$"Settings.Fault.{fault}"]);
    }

    private static string FieldOf(SettingsFault fault) => fault switch
    {
        SettingsFault.OwnLanguageMissing or SettingsFault.LanguageUnknown => nameof(InputModel.OtherLanguages),
        SettingsFault.MinorityLanguageUnknown => nameof(InputModel.MinorityLanguages),
        _ => fault.ToString(),
    };

    /// <summary>The settings as text, so that what was typed comes back when it is wrong.</summary>
    public sealed class InputModel
    {
        public string? BrandColour { get; set; }
        public string? SupportColour { get; set; }

        /// <summary>Offered besides the official ones. A form in which none is ticked leaves it null, as it does the other lists.</summary>
        public string[]? OtherLanguages { get; set; }
        public string[]? MinorityLanguages { get; set; }
        public string? ReplyDeadline { get; set; }

        /// <summary>Keys of themes; none for all.</summary>
        public string[]? Themes { get; set; }
        public string? WelcomeFi { get; set; }
        public string? WelcomeSv { get; set; }
        public string? WelcomeEn { get; set; }
        public string? ContactName { get; set; }
        public string? ContactRole { get; set; }
        public string? ContactPhone { get; set; }
        public string? ContactEmail { get; set; }

        /// <summary>"preview" when only the colours are to be looked at.</summary>
        public string? Go { get; set; }

        internal static InputModel Of(Municipality municipality, IEnumerable<Theme> themes)
        {
            var settings = municipality.Settings;
            return new()
            {
                BrandColour = settings.BrandColour,
                SupportColour = settings.SupportColour,
                OtherLanguages = [.. settings.OfferedLanguages.Except(municipality.Languages)],
                MinorityLanguages = settings.MinorityLanguages,
                ReplyDeadline = settings.ReplyDeadlineDays.ToString(CultureInfo.InvariantCulture),
                Themes = [.. themes.Where(t => settings.ThemeIds.Contains(t.Id)).Select(t => t.Key)],
                WelcomeFi = settings.WelcomeFi,
                WelcomeSv = settings.WelcomeSv,
                WelcomeEn = settings.WelcomeEn,
                ContactName = settings.ContactName,
                ContactRole = settings.ContactRole,
                ContactPhone = settings.ContactPhone,
                ContactEmail = settings.ContactEmail,
            };
        }

        internal MunicipalitySettings ToSettings(Municipality municipality, IEnumerable<Theme> themes) => municipality.Settings with
        {
            BrandColour = BrandColour,
            SupportColour = SupportColour,
            OfferedLanguages = [.. municipality.Languages, .. OtherLanguages ?? []],
            MinorityLanguages = MinorityLanguages ?? [],
            ReplyDeadlineDays = int.TryParse(ReplyDeadline, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var days) ? days : 0,
            ThemeIds = [.. themes.Where(t => Themes?.Contains(t.Key) == true).Select(t => t.Id)],
            WelcomeFi = WelcomeFi,
            WelcomeSv = WelcomeSv,
            WelcomeEn = WelcomeEn,
            ContactName = ContactName,
            ContactRole = ContactRole,
            ContactPhone = ContactPhone,
            ContactEmail = ContactEmail,
        };
    }
}
