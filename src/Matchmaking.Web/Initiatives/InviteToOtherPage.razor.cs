using System.Globalization;
using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Web.Components;
using Matchmaking.Web.Initiatives.Drafts;
using Matchmaking.Web.Initiatives.Mails;
using Matchmaking.Web.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives;

/// <summary>An official chooses the other initiative and says why, sees what each person will get, and sends it.</summary>
public sealed partial class InviteToOtherPage(MatchmakingDb Db, InitiativeOfAddress Address, FindSimilar Similar, MunicipalityCatalog Municipalities, PreviewInvitation Preview,
    InviteToOther Invite, LetterLinks Absolute, Here Here, Me Me, Redirect Redirect, IStringLocalizer<Texts> T, IStringLocalizer<Mails.Texts> Letters)
{
    private const string Typed = "typed", Send = "send", Change = "change";
    private readonly FormErrors _errors = new();
    private InitiativeAtHand? _at;
    private List<Choice> _choices = [];
    private LetterWords? _letter;
    private int _people;

    [Parameter] public int Number { get; set; }
    [Parameter] public string Slug { get; set; } = "";
    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        if (await Address.FindAsync(Number) is not { CanInvite: true } at)
        {
            Redirect.ToNotFound();
            return;
        }
        if (at.Detail.IsOver)
        {
            Redirect.Instead(at.Link, T["Invite.IsOver"]);
            return;
        }
        var ids = (await SimilarInitiatives.FindOthersAsync(Similar, at.Detail, default)).ToList();
        var similar = ids.Count == 0 ? [] : await Db.Initiatives().TakingDoers()
            .Where(i => ids.Contains(i.Id) && !Db.InitiativeInvitations().Standing().Any(v => v.FromId == at.Detail.Id && v.ToId == i.Id)).Select(i => new { i.Id, i.Number, i.Title, i.Why }).ToListAsync();
        _choices = [.. similar.OrderBy(i => ids.IndexOf(i.Id)).Select(i => new Choice(i.Number.ToString(CultureInfo.InvariantCulture), i.Title, i.Why))];
        if (_choices.Count > 0) _choices.Add(new(Typed, T["Invite.Typed"], T["Invite.Typed.Help"]));
        _at = at;
    }

    private async Task SendAsync()
    {
        if (_at is null || Input!.Act == Change) return;
        var other = await OtherAsync();
        var words = TypedText.Read(_errors, T, "Input.Words", Input.Words, InitiativeInvitation.MostWords, T["Invite.Words.Missing"]);
        if (other is null || words is null) return;
        var outcome = Inviting.Invited;
        if (Input.Act == Send) outcome = await Invite.RunAsync(Me.SignedIn, _at.Detail.Id, other.Id, words);
        else (outcome, _people) = await Preview.RunAsync(Me.SignedIn, _at.Detail.Id, other.Id);
        if (outcome == Inviting.NotAllowed) Redirect.ToNotFound();
        else if (outcome != Inviting.Invited) _errors.Add(Field, Problem(outcome));
        else if (Input.Act == Send) Redirect.To(_at.Link, T["Invite.Sent"]);
        else _letter = await LetterAsync(other, words);
    }

    private bool IsTyped => Input!.Other is null or "" or Typed;

    /// <summary>Where it was said which one is meant.</summary>
    private string Field => IsTyped || _choices.Count == 0 ? "Input.Address" : "Input.Other";

    /// <summary>The one that was chosen or typed; without it the form says what to do.</summary>
    private async Task<OtherInitiative?> OtherAsync()
    {
        if (IsTyped && string.IsNullOrWhiteSpace(Input!.Address))
        {
            if (_choices.Count > 0 && Input.Other != Typed) _errors.Add("Input.Other", T["Invite.Other.Missing"]);
            else _errors.Add("Input.Address", T["Invite.Address.Missing"]);
            return null;
        }
        var number = InitiativeNumber.Read(IsTyped ? Input!.Address : Input!.Other);
        var other = number is null ? null : await Db.Initiatives().Visible().Where(i => i.Number == number)
            .Select(i => new OtherInitiative(i.Id, i.Number, i.Slug, i.Title, i.Why, i.Language, i.MunicipalityId)).SingleOrDefaultAsync();
        if (other is null) _errors.Add(Field, T["Invite.NoOther"]);
        return other;
    }

    private async Task<LetterWords> LetterAsync(OtherInitiative other, string words)
    {
        var municipality = (await Municipalities.GetAsync()).ById(other.MunicipalityId)?.Name(Here.Language) ?? "";
        var item = new Item(other.Title, other.Language, Absolute.To(Here.Language, Links.Initiative(other.Number, other.Slug)), other.Why, municipality);
        return new InvitationWords(_at!.Detail.Title, Me.Name, words, item, Absolute.To(Here.Language, Links.JoinInitiative(other.Number, other.Slug))).Write(Letters);
    }

    private string Problem(Inviting outcome) => T[outcome switch
    {
        Inviting.InvitedAlready => "Invite.InvitedAlready",
        Inviting.InvitedHere => "Invite.InvitedHere",
        Inviting.TheSame => "Invite.TheSame",
        Inviting.IsOver => "Invite.IsOver",
        Inviting.OtherIsClosed => "Invite.OtherIsClosed",
        Inviting.OtherIsOwn => "Invite.OtherIsOwn",
        Inviting.Nobody => "Invite.Nobody",
        _ => "Invite.NoOther",
    }];

    private sealed record OtherInitiative(Guid Id, int Number, string Slug, string Title, string Why, string Language, Guid MunicipalityId);

    public sealed class InputModel
    {
        /// <summary>The number of one that was offered, or "typed".</summary>
        public string? Other { get; set; }
        public string? Address { get; set; }
        public string? Words { get; set; }

        /// <summary>"send", "change", or nothing: show the letter first.</summary>
        public string? Act { get; set; }
    }
}
