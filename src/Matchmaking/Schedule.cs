using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using static Matchmaking.Platform.Jobs.Recurring;

namespace Matchmaking;

/// <summary>Everything that happens by the clock.</summary>
public static class Schedule
{
    public static readonly Recurring[] All =
    [
        Every<SendOutgoingMail>(seconds: 5),
        Every<UpdateSearch>(seconds: 1),
        Every<RefreshMatches>(seconds: 2),
        Every<ReconcileSearch>(seconds: 300),
        Every<ComposeDueDigests>(seconds: 60),
        Every<FreeLapsedPlaces>(seconds: 60),
        Every<AskTheDormant>(seconds: 3600),
        Nightly<RefreshAllMatches>(hour: 2, minute: 40),
        Nightly<ForgetExpired>(hour: 3, minute: 20),
        Nightly<ForgetNothingFound>(hour: 3, minute: 25),
        Nightly<ForgetReports>(hour: 3, minute: 30),
        Nightly<ForgetDrafts>(hour: 3, minute: 40),
        Nightly<ForgetDigests>(hour: 3, minute: 50),
        Nightly<LetGoOfTheAway>(hour: 4, minute: 0),
    ];
}
