using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;

namespace Matchmaking.Web.Account;

/// <summary>A role that a person took, as the own pages show it.</summary>
/// <param name="Proof">In the address of the record of it, once the host has confirmed it.</param>
public sealed record MyDoing(int Number, string Slug, string Title, string Language, InitiativeState State, Guid MunicipalityId, string When, DateTime? StartsAt,
    string Role, CommitmentState Mine, DateTimeOffset At, DateTimeOffset? ThankedAt, string? Proof)
{
    public bool IsOver => Mine == CommitmentState.Done || State is InitiativeState.Done or InitiativeState.Withdrawn;
}

/// <summary>Something a person brought.</summary>
/// <param name="Questions">Not answered yet.</param>
public sealed record MyInitiative(int Number, string Slug, string Title, string Language, InitiativeState State, int Doers, int Missing, DateTimeOffset? DormantAskedAt, DateTimeOffset? HiddenAt, int Questions)
{
    public bool IsOver => State is InitiativeState.Done or InitiativeState.Withdrawn;
}

public static class MyDoings
{
    /// <summary>What the person is in, waits for or has done; the newest first. Of hidden initiatives nothing.</summary>
    public static IQueryable<MyDoing> DoingsOf(this MatchmakingDb db, Guid personId) => db.Doings(db.Commitments()
        .Where(c => c.PersonId == personId && c.HeldUntil == null && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done)), db.Initiatives().Visible());

    /// <summary>Of those what is still to be done.</summary>
    public static IQueryable<MyDoing> CurrentDoingsOf(this MatchmakingDb db, Guid personId) => db.Doings(db.Commitments()
        .Where(c => c.PersonId == personId && c.HeldUntil == null && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting)),
        db.Initiatives().Visible().Where(i => i.State != InitiativeState.Done && i.State != InitiativeState.Withdrawn));

    private static IQueryable<MyDoing> Doings(this MatchmakingDb db, IQueryable<Commitment> commitments, IQueryable<Initiative> initiatives) => commitments
        .OrderByDescending(c => c.At)
        .Join(db.Roles(), c => c.RoleId, r => r.Id, (c, r) => new { Commitment = c, r.Title })
        .Join(initiatives, c => c.Commitment.InitiativeId, i => i.Id, (c, i) => new MyDoing(
            i.Number, i.Slug, i.Title, i.Language, i.State, i.MunicipalityId, i.When, i.StartsAt, c.Title, c.Commitment.State, c.Commitment.At, c.Commitment.ThankedAt,
            db.Proofs().Where(p => p.CommitmentId == c.Commitment.Id && p.PersonId == c.Commitment.PersonId).Select(p => p.Token).FirstOrDefault()));

    public static IQueryable<MyInitiative> StartedBy(this MatchmakingDb db, Guid personId) => db.Initiatives().Where(i => i.StarterId == personId)
        .OrderByDescending(i => i.LastLifeAt).Select(i => new MyInitiative(i.Number, i.Slug, i.Title, i.Language, i.State, i.Doers, i.Missing, i.DormantAskedAt, i.HiddenAt,
            db.InitiativeQuestions().Count(q => q.InitiativeId == i.Id && q.AnsweredAt == null && q.HiddenAt == null)));
}
