using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Municipalities;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>What the three steps of posting share: the draft is loaded for its owner only, and saved whatever stands in it, so that
/// nothing is lost because it is not valid yet.</summary>
public abstract class DraftStep : ComponentBase
{
    [Inject] protected MatchmakingDb Db { get; set; } = null!;
    [Inject] protected SaveDraft SaveDraft { get; set; } = null!;
    [Inject] protected MunicipalityCatalog Municipalities { get; set; } = null!;
    [Inject] protected VocabularyCatalog Vocabulary { get; set; } = null!;
    [Inject] protected TimeProvider Clock { get; set; } = null!;
    [Inject] protected Here Here { get; set; } = null!;
    [Inject] protected Me Me { get; set; } = null!;
    [Inject] protected Redirect Redirect { get; set; } = null!;
    [Inject] protected Dates Dates { get; set; } = null!;
    [Inject] protected IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter] public Guid DraftId { get; set; }
    [SupplyParameterFromForm] public InitiativeInput? Input { get; set; }

    /// <summary>Asks for what is missing as soon as the page is opened: one came here from a publishing that could not be.</summary>
    [SupplyParameterFromQuery] public bool? Check { get; set; }

    protected FormErrors Errors { get; } = new();

    /// <summary>What the form shows: what was typed, else what is saved.</summary>
    protected DraftWords Words { get; set; } = new();

    /// <summary>The version that a form made now is filled from.</summary>
    protected int Version { get; private set; }

    /// <summary>What was saved in another window meanwhile.</summary>
    protected DraftWords? Newer { get; private set; }

    protected DraftChoices? Choices { get; private set; }

    protected DraftCheck Checks => new(Choices!, Errors, T, Dates, Clock.GetUtcNow());

    /// <summary>False when the reader was sent elsewhere.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>It was posted while it was being saved: a second press of the button. The reader is sent to what was posted.</summary>
    protected bool IsPosted { get; private set; }

    /// <param name="fresh">What a new draft begins with, where there may be none yet.</param>
    protected async Task LoadAsync(DraftWords? fresh = null)
    {
        if (!Me.IsWelcomed)
        {
            Redirect.To(Links.Welcome(Here.Address));
            return;
        }
        var draft = await StoredAsync();
        if (draft is null && fresh is null)
        {
            Redirect.ToNotFound();
            return;
        }
        if (draft is { PostedAs: not null } && Input is null) // a form that is sent finds itself first; saving it then leads to what was posted
        {
            GoToPosted(draft);
            return;
        }
        (Words, Version) = draft is null ? (fresh!, 0) : (DraftWords.Read(draft.Words), draft.Version);
        if (Input is not null) Words = Input.Into(Words);
        Choices = await ChoicesAsync();
        IsLoaded = true;
    }

    /// <summary>Saves <see cref="Words"/>. False, with the reason among the errors, when they could not be.</summary>
    /// <param name="goOn">The step at which to go on next time.</param>
    protected async Task<bool> SaveAsync(int goOn)
    {
        var saving = await SaveDraft.RunAsync(Me.SignedIn, DraftId, Input!.Version, Words.Title, Words.ToJson(), goOn);
        var saved = await StoredAsync();
        if (saved is { PostedAs: not null })
        {
            IsPosted = true;
            GoToPosted(saved);
            return false;
        }
        Version = saved?.Version ?? 0; // also after Outrun: whoever has seen the newer text and sends again, means it
        if (saving == SavingDraft.Outrun) Newer = DraftWords.Read(saved!.Words);
        if (saving != SavingDraft.Saved) Errors.Add(T[$"Saving.{saving}"]);
        return saving == SavingDraft.Saved;
    }

    protected string Step(int step) => Links.DraftStep(DraftId, step);

    private Task<Stored?> StoredAsync() => Db.InitiativeDrafts().Where(d => d.Id == DraftId && d.OwnerId == Me.Id)
        .Select(d => new Stored(d.Words, d.Version, d.PostedAsId, Db.Initiatives().Where(i => i.Id == d.PostedAsId).Select(i => (int?)i.Number).FirstOrDefault(),
            Db.Initiatives().Where(i => i.Id == d.PostedAsId).Select(i => i.Slug).FirstOrDefault())).SingleOrDefaultAsync();

    private void GoToPosted(Stored draft) => Redirect.To(draft is { Number: { } number, Slug: { } slug } ? Links.Initiative(number, slug) : Links.Initiatives, T["Posting.AlreadyPosted"]);

    private async Task<DraftChoices> ChoicesAsync()
    {
        var municipalities = await Municipalities.GetAsync();
        var place = Words.MunicipalityId is { } id ? municipalities.ById(id) : null;
        if (place is not null) Here.Enter(MunicipalityOfAddress.Entry(place, Here.Language));
        List<Area> areas = place is null ? [] : await Db.Areas().AsNoTracking().Where(a => a.MunicipalityId == place.Id && (a.RemovedAt == null || a.Id == Words.AreaId)).ToListAsync();
        return new(await Vocabulary.GetAsync(), municipalities, areas);
    }

    private sealed record Stored(string Words, int Version, Guid? PostedAs, int? Number, string? Slug);
}
