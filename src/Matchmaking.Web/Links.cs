using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web;

/// <summary>Every address of the site. They carry no language and no leading slash: <c>&lt;base href="/fi/"&gt;</c> completes them.
/// Those at the end have no language at all and stand from the root.</summary>
public static class Links
{
    public const string Home = "./";
    public const string Search = "search";
    public const string SignInPage = "sign-in";
    public const string Initiatives = "initiatives";
    public const string NewInitiative = "initiatives/new";

    /// <summary>What is like a title, for the script of the field.</summary>
    public const string SimilarInitiatives = "initiatives/similar";

    public const string Me = "me";
    public const string MyProfile = "me/profile";
    public const string MyMatches = "me/matches";

    /// <summary>What rests, was refused, or is not used.</summary>
    public const string MatchesAside = "me/matches/aside";

    /// <summary>Where the button posts that lets a fact count again.</summary>
    public const string TrustReason = "me/matches/trust";

    /// <summary>Where the button posts that suggests a theme as before.</summary>
    public const string LiftTheme = "me/matches/lift";
    public const string MyCommitments = "me/commitments";
    public const string MyNotifications = "me/notifications";
    public const string MyDigest = "me/notifications#digest";
    public const string MySettings = "me/settings";
    public const string MyPrivacy = "me/privacy";
    public const string MySecurity = "me/security";

    /// <summary>Where the button that makes notifications read posts to.</summary>
    public const string ReadNotifications = "me/notifications/read";

    /// <summary>Where the button that downloads the own data posts to.</summary>
    public const string ExportMyData = "me/export";
    public const string DeleteMe = "me/delete";
    public const string SignOut = "sign-out";
    public const string SignOutEverywhere = "me/sign-out-everywhere";
    public const string Authenticator = "me/security/app";
    public const string RemoveAuthenticator = "me/security/app/remove";
    public const string RecoveryCodes = "me/security/codes";
    public const string PasskeyChoices = "me/passkeys/options";
    public const string AddPasskey = "me/passkeys";
    public const string RemovePasskey = "me/passkeys/remove";
    public const string PasskeyQuestion = "sign-in/passkey/options";
    public const string GivePasskey = "sign-in/passkey";
    public const string MyAddress = "me/address";
    public const string MyAddressCode = "me/address/code";

    public const string Admin = "admin";
    public const string AdminMunicipalities = "admin/municipalities";
    public const string AdminJobs = "admin/jobs";

    /// <summary>Where the buttons post that put failed work back in the queue.</summary>
    public const string TryAgain = "admin/jobs/try-again";

    /// <summary>What was reported, for moderators.</summary>
    public const string AdminModeration = "admin/moderation";

    /// <summary>Words that people typed, for coordinators.</summary>
    public const string AdminWords = "admin/words";

    /// <summary>Where the button posts that makes a word wait again.</summary>
    public static string TakeBackWord(Guid id) => $"{AdminWords}/{id}/take-back";

    /// <summary>How many points each fact gives a suggestion, for coordinators.</summary>
    public const string AdminWeights = "admin/weights";

    /// <summary>The same with the fields filled with something to save.</summary>
    /// <param name="what">"defaults", or the id of a change that is to be put back.</param>
    public static string WeightsFrom(string what) => List(AdminWeights, ("from", what));

    /// <summary>What many looked for in vain, for coordinators.</summary>
    public const string AdminSearches = "admin/searches";

    /// <summary>Where the button posts that takes a search off that list.</summary>
    public const string SettleSearch = "admin/searches/settle";

    public const string Help = "help";
    public const string Accessibility = "accessibility";
    public const string Privacy = "privacy";
    public const string Terms = "terms";
    public const string Cookies = "cookies";
    public const string Contact = "contact";

    public const string Municipalities = "municipalities";

    public static string Municipality(string slug) => slug;

    /// <summary>Where one says that a listed municipality should join.</summary>
    public static string WantHere(string municipality) => $"{municipality}/want";

    /// <summary>Where the button on that page posts to.</summary>
    public static string WantedHere(string municipality) => $"{municipality}/wanted";

    public static string NewInitiativeIn(string municipality) => List(NewInitiative, ("in", municipality));

    /// <summary>The initiatives of one municipality.</summary>
    public static string InitiativesOf(string municipality) => $"{municipality}/initiatives";

    public static string Initiative(int number, string slug) => string.Create(CultureInfo.InvariantCulture, $"initiatives/{number}/{slug}");

    public static string EditInitiative(int number, string slug) => $"{Initiative(number, slug)}/edit";

    /// <param name="step">1 to 3.</param>
    public static string DraftStep(Guid draft, int step) => string.Create(CultureInfo.InvariantCulture, $"initiatives/drafts/{draft}/{step}");

    public static string DiscardDraft(Guid draft) => $"initiatives/drafts/{draft}/discard";

    public static string TurnInitiative(int number, string slug) => $"{Initiative(number, slug)}/state";

    public static string UpdateInitiative(int number, string slug) => $"{Initiative(number, slug)}/update";

    public static string AskInitiative(int number, string slug) => $"{Initiative(number, slug)}/ask";

    public static string AnswerInitiative(int number, string slug, Guid questionId) => $"{Initiative(number, slug)}/answer/{questionId}";

    public static string NoticeBoard(int number, string slug) => $"{Initiative(number, slug)}/board";

    public static string DatePoll(int number, string slug) => $"{Initiative(number, slug)}/dates";

    public static string ProposeDate(int number, string slug) => $"{DatePoll(number, slug)}/new";

    /// <summary>Where the button posts that makes a proposed time the initiative's time.</summary>
    public static string ChooseDate(int number, Guid optionId) => string.Create(CultureInfo.InvariantCulture, $"initiatives/{number}/dates/{optionId}/choose");

    public static string Handover(int number, string slug) => $"{Initiative(number, slug)}/handover";

    /// <summary>Where an official invites the people of one initiative to another.</summary>
    public static string InviteToOther(int number, string slug) => $"{Initiative(number, slug)}/invite";

    public static string TakeBackInvitation(int number, Guid invitation) => string.Create(CultureInfo.InvariantCulture, $"initiatives/{number}/invitations/{invitation}/take-back");

    public static string Thanks(int number, string slug) => $"{Initiative(number, slug)}/thanks";

    /// <summary>A proof of doing; whoever has the link may see it while it is shared.</summary>
    public static string Proof(string token) => $"proofs/{token}";

    public static string ShareProof(Guid id) => $"proofs/{id}/share";

    public static string UnshareProof(Guid id) => $"proofs/{id}/unshare";

    public static string DeleteProof(Guid id) => $"proofs/{id}/delete";

    public static string Picture(Guid id, string size) => $"/pictures/{id}/{size}";

    public static string SayInterested(Guid match) => $"{MyMatches}/{match}/interested";

    public static string SayNotNow(Guid match) => $"{MyMatches}/{match}/not-now";

    public static string TakeBackMatch(Guid match) => $"{MyMatches}/{match}/take-back";

    public static string NotThisKind(Guid match) => $"{MyMatches}/{match}/not-this-kind";

    public static string WrongReason(Guid match) => $"{MyMatches}/{match}/wrong";

    /// <summary>The profile, at a field of its form.</summary>
    public static string ProfileField(string name) => $"{MyProfile}#{Components.FormErrors.IdOf(name)}";

    /// <summary>Whom the starter could ask.</summary>
    public static string PossibleDoers(int number, string slug) => $"{Initiative(number, slug)}/doers";

    public static string AskDoer(int number, Guid match) => string.Create(CultureInfo.InvariantCulture, $"initiatives/{number}/doers/{match}/ask");

    /// <summary>Where the buttons post that end the sharing of contact details: the person's, and the host's.</summary>
    public static string StopSharing(Guid match) => $"{MyMatches}/{match}/stop-sharing";

    /// <inheritdoc cref="StopSharing(Guid)"/>
    public static string StopSharing(int number, Guid match) => string.Create(CultureInfo.InvariantCulture, $"initiatives/{number}/doers/{match}/stop-sharing");

    /// <summary>Joining, with the role chosen beforehand.</summary>
    public static string JoinRole(int number, string slug, Guid role) => List(JoinInitiative(number, slug), ("role", role.ToString()));

    public static string JoinInitiative(int number, string slug) => $"{Initiative(number, slug)}/join";

    /// <summary>A list with its filters; those without a value are left out.</summary>
    public static string List(string path, params IEnumerable<(string Name, string? Value)> filters) =>
        path + new QueryBuilder(filters.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!)));

    public static string SearchFor(string words) => Search + new QueryBuilder { { "q", words } };

    /// <param name="returnTo">The local address to come back to: <see cref="Here.Address"/>.</param>
    public static string SignIn(string? returnTo) => SignInPage + ReturnTo(returnTo);

    public static string SignInCode(string? returnTo) => $"{SignInPage}/code" + ReturnTo(returnTo);

    public static string SecondFactor(string? returnTo) => $"{SignInPage}/second-factor" + ReturnTo(returnTo);

    /// <summary>Where one shows by a fresh code that it is still oneself, before something that cannot be undone.</summary>
    public static string Reassure(string returnTo) => "me/confirm" + ReturnTo(returnTo);

    public static string Welcome(string? returnTo) => "welcome" + ReturnTo(returnTo);

    private static string ReturnTo(string? address) => string.IsNullOrEmpty(address) ? "" : new QueryBuilder { { "returnUrl", LocalUrl.OrHome(address) } }.ToString();

    public static string AdminMunicipality(string slug) => $"admin/municipalities/{slug}";

    /// <summary>Where anyone says that a thing breaks the rules.</summary>
    public static string Report(string kind, Guid id) => $"report/{kind}/{id}";

    public static string AdminModerated(string kind, Guid id) => $"{AdminModeration}/{kind}/{id}";

    public const string AdminAdministrators = "admin/administrators";
    public const string AppointAdministrator = "admin/administrators/new";

    public static string Appoint(string municipality) => $"{AdminMunicipality(municipality)}/appointments/new";

    public static string EndAppointment(Guid id) => $"admin/appointments/{id}/end";

    public static string JoinMunicipality(string slug) => $"{AdminMunicipality(slug)}/join";

    public static string AddArea(string municipality) => $"{AdminMunicipality(municipality)}/areas/new";

    public static string ChangeArea(string municipality, Guid area) => $"{AdminMunicipality(municipality)}/areas/{area}";

    public static string RemoveArea(string municipality, Guid area) => $"{ChangeArea(municipality, area)}/remove";

    /// <summary>Asks whether letters of a kind shall end; posting to it ends them.</summary>
    public static string Unsubscribe(string token) => $"/u/{token}";

    /// <summary>Where the button posts that brings them back.</summary>
    public static string UndoUnsubscribe(string token) => $"/u/{token}/undo";

    public static string Theme(string municipality, string hash) => $"/theme/{municipality}.{hash}.css";

    /// <summary>Where the script of a form saves what is being written.</summary>
    public static string Draft(Guid id) => $"/drafts/{id}";
}
