using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Web.Components;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>The picture of a form: a new one, other words for the present one, or none.</summary>
public sealed class DraftPicture(AddPicture add, DescribePicture describe, RemovePicture remove, IStringLocalizer<Texts> T)
{
    /// <summary>The most that is read of a form with a picture: a little more than a picture may have, so that one that is too heavy is
    /// told to be so.</summary>
    public const int MostBytes = Picture.MaxBytes + 1_000_000;

    /// <summary>The picture that there is from now on. One that is not taken leaves the present one in its place.</summary>
    public async Task<Guid?> ReadAsync(Actor actor, InitiativeInput input, Guid? present, FormErrors errors)
    {
        var file = input.Picture is { } sent && (sent.Length > 0 || sent.FileName.Length > 0) ? sent : null; // browsers send an empty one when none was chosen
        if (file is null && (present is null || input.PictureGone)) return null;
        var alt = TextRules.Clean(input.PictureAlt, TextKind.SingleLine, StoredPicture.MaxAlt, maxBytes: 400);
        if (!alt.IsGood) errors.Add("Input.PictureAlt", T[alt.Problem == TextProblem.TooLong ? "Picture.Alt.TooLong" : file is null ? "Picture.Alt.Missing" : "Picture.Alt.MissingAgain"]);
        if (!alt.IsGood) return present;
        if (file is not null) return await AddAsync(actor, file, alt.Text, errors) ?? present;
        await describe.RunAsync(actor, present!.Value, alt.Text);
        return present;
    }

    /// <summary>Throws away the picture that is not used: after saving the former, after a failed saving the new one.</summary>
    public async Task TidyAsync(Actor actor, Guid? used, Guid? other)
    {
        if (other is { } unused && unused != used) await remove.RunAsync(actor, unused);
    }

    private async Task<Guid?> AddAsync(Actor actor, IFormFile file, string alt, FormErrors errors)
    {
        if (file.Length > Picture.MaxBytes)
        {
            errors.Add("Input.Picture", T["Picture.TooHeavy"]);
            return null;
        }
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes);
        var adding = await add.RunAsync(actor, bytes.ToArray(), file.FileName, alt);
        if (adding.Outcome == PictureOutcome.Added) return adding.PictureId;
        errors.Add("Input.Picture", T[adding.Outcome == PictureOutcome.Refused ? $"Picture.{adding.Problem}" : $"Picture.{adding.Outcome}"]);
        return null;
    }
}
