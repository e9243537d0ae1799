using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Public news of an initiative.</summary>
internal sealed class ModeratedUpdate : Moderated
{
    public override string Kind => "update";

    public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from initiative where id = (select initiative_id from initiative_update where id = {id}) for no key update", ct);

    public override Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct) => db.InitiativeUpdates().Where(u => u.Id == id)
        .Join(db.Initiatives(), u => u.InitiativeId, i => i.Id, (u, i) => new ModeratedThing(Kind, u.Id, Excerpt(u.Text), u.Text, u.Language, u.AuthorId, i.MunicipalityId, u.HiddenAt,
            u.HiddenAt == null && i.HiddenAt == null, $"initiatives/{i.Number}/{i.Slug}", u.PictureId)).SingleOrDefaultAsync(ct);

    public override Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct) => SetAsync(db, id, now, ct);

    public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => SetAsync(db, id, null, ct);

    private static async Task SetAsync(MatchmakingDb db, Guid id, DateTimeOffset? hiddenAt, CancellationToken ct)
    {
        var update = await db.InitiativeUpdates().SingleAsync(u => u.Id == id, ct);
        update.HiddenAt = hiddenAt;
        await db.Pictures().HideAsync(update.PictureId, hiddenAt, ct);
        db.Touch($"initiative:{update.InitiativeId:N}");
    }
}

/// <summary>A public question; its answer goes with it.</summary>
internal sealed class ModeratedQuestion : Moderated
{
    public override string Kind => "question";

    public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) => LockInitiativeAsync(db, id, ct);

    public override Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct) => db.InitiativeQuestions().Where(q => q.Id == id)
        .Join(db.Initiatives(), q => q.InitiativeId, i => i.Id, (q, i) => new ModeratedThing(Kind, q.Id, Excerpt(q.Text), q.Text, q.Language, q.AskerId, i.MunicipalityId, q.HiddenAt,
            q.HiddenAt == null && i.HiddenAt == null, $"initiatives/{i.Number}/{i.Slug}", null)).SingleOrDefaultAsync(ct);

    public override Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct) => SetAsync(db, id, q => q.HiddenAt = now, ct);

    public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => SetAsync(db, id, q => q.HiddenAt = null, ct);

    internal static Task LockInitiativeAsync(MatchmakingDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from initiative where id = (select initiative_id from initiative_question where id = {id}) for no key update", ct);

    internal static async Task SetAsync(MatchmakingDb db, Guid id, Action<InitiativeQuestion> set, CancellationToken ct)
    {
        var question = await db.InitiativeQuestions().SingleAsync(q => q.Id == id, ct);
        set(question);
        db.Touch($"initiative:{question.InitiativeId:N}");
    }
}

/// <summary>The answer to a public question, under the question's id. The question can stay without it.</summary>
internal sealed class ModeratedAnswer : Moderated
{
    public override string Kind => "answer";

    public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) => ModeratedQuestion.LockInitiativeAsync(db, id, ct);

    public override Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct) => db.InitiativeQuestions().Where(q => q.Id == id && q.Answer != null)
        .Join(db.Initiatives(), q => q.InitiativeId, i => i.Id, (q, i) => new ModeratedThing(Kind, q.Id, Excerpt(q.Answer!), q.Answer!, q.AnswerLanguage!, q.AnsweredById, i.MunicipalityId, q.AnswerHiddenAt,
            q.AnswerHiddenAt == null && q.HiddenAt == null && i.HiddenAt == null, $"initiatives/{i.Number}/{i.Slug}", null)).SingleOrDefaultAsync(ct);

    public override Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct) => ModeratedQuestion.SetAsync(db, id, q => q.AnswerHiddenAt = now, ct);

    public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => ModeratedQuestion.SetAsync(db, id, q => q.AnswerHiddenAt = null, ct);
}

/// <summary>A note on the notice board; only the people in the initiative know of it.</summary>
internal sealed class ModeratedNote : Moderated
{
    public override string Kind => "note";

    public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from initiative where id = (select initiative_id from note where id = {id}) for no key update", ct);

    public override Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct) => db.Notes().Where(n => n.Id == id)
        .Join(db.Initiatives(), n => n.InitiativeId, i => i.Id, (n, i) => new ModeratedThing(Kind, n.Id, Excerpt(n.Text), n.Text, n.Language, n.AuthorId, i.MunicipalityId, n.HiddenAt,
            n.HiddenAt == null && i.HiddenAt == null, $"initiatives/{i.Number}/{i.Slug}/board", null)).SingleOrDefaultAsync(ct);

    /// <summary>As <see cref="InitiativeRights.IsInIt"/> says.</summary>
    public override async Task<bool> MayReadAsync(MatchmakingDb db, Actor? reader, ModeratedThing thing, CancellationToken ct)
    {
        if (reader is null or { Suspended: true }) return false;
        var me = reader.PersonId;
        return await db.Notes().Where(n => n.Id == thing.Id).Join(db.Initiatives(), n => n.InitiativeId, i => i.Id, (_, i) => i)
            .AnyAsync(i => i.StarterId == me || db.Commitments().Counting().Any(c => c.InitiativeId == i.Id && c.PersonId == me), ct);
    }

    public override Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct) => SetAsync(db, id, now, ct);

    public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => SetAsync(db, id, null, ct);

    private static async Task SetAsync(MatchmakingDb db, Guid id, DateTimeOffset? hiddenAt, CancellationToken ct) =>
        (await db.Notes().SingleAsync(n => n.Id == id, ct)).HiddenAt = hiddenAt;
}
