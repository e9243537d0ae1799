using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>A draft waits, and when it goes.</summary>
internal sealed class DraftWaitsLetter(MatchmakingDb db, Dates dates, LetterLinks links, IStringLocalizer<Texts> t) : LetterOf<DraftWaitsMail>
{
    protected override async Task<LetterWords?> WriteAsync(DraftWaitsMail mail, Reader reader, CancellationToken ct)
    {
        var draft = await db.InitiativeDrafts().Where(d => d.Id == mail.DraftId && d.PostedAsId == null).Select(d => new { d.Title, d.Step, d.SavedAt }).SingleOrDefaultAsync(ct);
        if (draft is null) return null;
        var (title, day) = (draft.Title.Length > 0 ? draft.Title : t["DraftWaits.Untitled"].Value, dates.Day(WallClock.Date(draft.SavedAt + InitiativeDraft.KeptFor, reader.TimeZone)));
        return new(t["DraftWaits.Subject", title], t["DraftWaits.Preheader"],
            [new Paragraph(t["DraftWaits.Body", title]), new Paragraph(t["DraftWaits.Goes", day]), new Button(t["DraftWaits.Button"], links.To(reader.Language, Links.DraftStep(mail.DraftId, draft.Step)))],
            t["DraftWaits.Why"]);
    }
}
