using Matchmaking.Initiatives;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Matching;

/// <summary>Who might help whom, and why we think so: the roles that may suit a person, ranked, each with the stored facts behind it, and the
/// host's view of those who allow it. Only what people said of themselves and did here is used; nothing is inferred.</summary>
public static class MatchingModule
{
    public static IServiceCollection AddMatching(this IServiceCollection services) => services
        .AddScoped<ReadFacts>().AddScoped<KeepMatches>().AddScoped<MatchPeople>().AddScoped<MatchInParts>().AddScoped<MatchInitiative>()
        .AddWrite<ImportMatchWeights>().AddWrite<RefreshMatches>().AddWrite<RefreshAllMatches>()
        .AddWrite<AnswerMatch>().AddWrite<LiftTheme>().AddWrite<CallReasonWrong>().AddWrite<TrustReason>().AddWrite<SeeMatches>()
        .AddWrite<ChangeMatchWeights>().AddScoped<PreviewMatchWeights>()
        .AddScoped<FindPossibleDoers>().AddWrite<AskDoer>().AddWrite<StopSharingContact>()
        .AddMail<InterestedMail>(InitiativeMail.StillWanted).AddMail<AskedToDoMail>(AskedToDoMail.StillWanted)
        .AddMail<ContactToHostMail>(ContactToHostMail.StillWanted).AddMail<ContactToDoerMail>(ContactToDoerMail.StillWanted)
        .AddScoped<IPersonalData, MatchingPersonalData>();
}
