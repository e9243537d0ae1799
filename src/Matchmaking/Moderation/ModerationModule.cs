using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Moderation;

/// <summary>What people say breaks the rules, and what a person decides about it. Knows no kind of thing: a module whose things can be seen
/// by others registers each kind, and says how it is found, hidden and shown again. Nothing is ever hidden by a machine.</summary>
public static class ModerationModule
{
    public static IServiceCollection AddModeration(this IServiceCollection services) => services
        .AddSingleton<ModeratedKinds>()
        .AddWrite<ReportContent>().AddWrite<HideContent>().AddWrite<KeepContent>().AddWrite<RestoreContent>().AddWrite<ForgetReports>()
        .AddScoped<IPersonalData, ModerationPersonalData>()
        .AddMail<ReportReceivedMail>((db, mail, ct) => db.Reports().AnyAsync(r => r.Id == mail.ReportId, ct))
        .AddMail<ReportDecidedMail>((db, mail, ct) => db.Reports().AnyAsync(r => r.Id == mail.ReportId && r.DecisionId != null, ct))
        .AddMail<HiddenMail>((db, mail, ct) => db.Decisions().AnyAsync(d => d.Id == mail.DecisionId, ct))
        .AddMail<RestoredMail>((db, mail, ct) => db.Decisions().AnyAsync(d => d.Id == mail.DecisionId, ct));

    /// <summary>Makes a kind of thing reportable.</summary>
    public static IServiceCollection AddModerated<T>(this IServiceCollection services) where T : Moderated => services.AddSingleton<Moderated, T>();
}
