using System.Text.Json.Serialization;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>The digest of one period. It goes out until the next is due, at most once, and only to those who still want it.</summary>
public sealed record DigestMail(Guid? To, Guid DigestId) : Mail(To)
{
    public override MailClass Class => MailClass.Digest;

    /// <summary>Until the next is due.</summary>
    [JsonIgnore] public TimeSpan PeriodLeft { get; init; }

    public override TimeSpan UsefulFor => PeriodLeft;

    private static readonly Func<MatchmakingDb, Guid?, CancellationToken, Task<bool>> WantsAny = EF.CompileAsyncQuery((MatchmakingDb db, Guid? person, CancellationToken _) =>
        db.Set<Person>().Any(p => p.Id == person && p.DigestRhythm != DigestRhythm.Never && p.SuspendedAt == null && p.EmailConfirmed));

    /// <summary>What it tells is looked at again when it is written; here it is asked whether the person wants any.</summary>
    internal static Task<bool> StillWanted(MatchmakingDb db, DigestMail mail, CancellationToken ct) => WantsAny(db, mail.To, ct);
}
