using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

public enum PictureOutcome
{
    Added,
    NotAllowed,
    /// <summary>The file is not taken; the problem says why.</summary>
    Refused,
    /// <summary>The person has as many pictures, or as many megabytes of them, as one may.</summary>
    QuotaFull,
}

/// <summary>What came of adding a picture.</summary>
public readonly record struct AddingPicture(PictureOutcome Outcome, Guid PictureId = default, PictureProblem Problem = PictureProblem.None);

/// <summary>Keeps a picture that a person sent: read from its head, drawn anew in two sizes, and without what the camera wrote into it.</summary>
public sealed class AddPicture(MatchmakingDb db, Thumbnails thumbnails, TimeProvider clock)
{
    /// <summary>A person keeps no more pictures than this.</summary>
    public const int MostPictures = 50;

    /// <summary>Nor more bytes of them, in both sizes together.</summary>
    public const long MostBytes = 100 * 1024 * 1024;

    /// <param name="fileName">As the sender named it; only its ending is looked at.</param>
    /// <param name="alt">What is to be seen; cleaned and not empty.</param>
    public async Task<AddingPicture> RunAsync(Actor actor, ReadOnlyMemory<byte> file, string? fileName, string alt, CancellationToken ct = default)
    {
        if (actor.Suspended) return new(PictureOutcome.NotAllowed);
        var reading = Picture.Read(file.Span, fileName);
        if (reading.Picture is not { } picture) return new(PictureOutcome.Refused, Problem: reading.Problem);
        if (!await HasRoomAsync(actor.PersonId, 0, ct)) return new(PictureOutcome.QuotaFull); // before the work of drawing
        var sizing = await thumbnails.RunAsync(picture, ct);
        if (sizing.Sizes is not { } sizes) return new(PictureOutcome.Refused, Problem: sizing.Problem);
        return await db.InTransactionAsync(async () =>
        {
            await db.Database.ExecuteSqlAsync($"select 1 from person where id = {actor.PersonId} for no key update", ct);
            var stored = StoredPicture.Of(actor.PersonId, sizes, alt, clock.GetUtcNow());
            if (!await HasRoomAsync(actor.PersonId, stored.TotalBytes, ct)) return new(PictureOutcome.QuotaFull);
            db.Add(stored);
            await db.SaveChangesAsync(ct);
            return new AddingPicture(PictureOutcome.Added, stored.Id);
        }, ct);
    }

    private async Task<bool> HasRoomAsync(Guid ownerId, int more, CancellationToken ct)
    {
        var kept = await db.Pictures().Where(p => p.OwnerId == ownerId).GroupBy(p => p.OwnerId).Select(g => new { Count = g.Count(), Bytes = g.Sum(p => (long)p.TotalBytes) }).SingleOrDefaultAsync(ct);
        return kept is null || (kept.Count < MostPictures && kept.Bytes + more <= MostBytes);
    }
}

/// <summary>Says in other words what is to be seen in one's own picture.</summary>
public sealed class DescribePicture(MatchmakingDb db)
{
    /// <param name="alt">Cleaned and not empty.</param>
    public async Task<bool> RunAsync(Actor actor, Guid pictureId, string alt, CancellationToken ct = default) => !actor.Suspended
        && await db.Pictures().Where(p => p.Id == pictureId && p.OwnerId == actor.PersonId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Alt, alt), ct) == 1;
}

/// <summary>Throws one's own picture away; whatever showed it shows none.</summary>
public sealed class RemovePicture(MatchmakingDb db)
{
    public async Task<bool> RunAsync(Actor actor, Guid pictureId, CancellationToken ct = default) =>
        await db.Pictures().Where(p => p.Id == pictureId && p.OwnerId == actor.PersonId).ExecuteDeleteAsync(ct) == 1;
}
