using Matchmaking.Moderation;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Initiatives;

/// <summary>Ideas and doing: something people want to do together, the roles it needs, and the people who take them.
/// When every role has its minimum the initiative is ready, and everyone in it is told once.</summary>
public static class InitiativesModule
{
    public static IServiceCollection AddInitiatives(this IServiceCollection services) => services
        .AddWrite<SaveDraft>().AddWrite<DiscardDraft>().AddWrite<PostInitiative>().AddWrite<EditInitiative>()
        .AddWrite<JoinInitiative>().AddWrite<HoldPlace>().AddWrite<ConfirmPlace>().AddWrite<LeaveInitiative>().AddWrite<ReportTask>()
        .AddWrite<TurnInitiative>().AddWrite<SayAlive>().AddWrite<PostUpdate>().AddWrite<AskQuestion>().AddWrite<AnswerQuestion>().AddWrite<PostNote>()
        .AddWrite<ProposeDate>().AddWrite<VoteDates>().AddWrite<ChooseDate>().AddWrite<AskHandover>().AddWrite<AnswerHandover>()
        .AddScoped<PreviewInvitation>().AddWrite<InviteToOther>().AddWrite<TakeBackInvitation>()
        .AddWrite<ThankDoers>().AddWrite<ShareProof>().AddWrite<DeleteProof>()
        .AddWrite<AskTheDormant>().AddWrite<FreeLapsedPlaces>().AddWrite<ForgetDrafts>()
        .AddScoped<IPersonalData, InitiativePersonalData>()
        .AddSearchable(InitiativeSearchDocument.Kind, InitiativeSearchDocument.BuildAsync, InitiativeSearchDocument.Ids)
        .AddModerated<ModeratedInitiative>().AddModerated<ModeratedUpdate>().AddModerated<ModeratedQuestion>().AddModerated<ModeratedAnswer>().AddModerated<ModeratedNote>()
        .AddMail<NewDoerMail>(InitiativeMail.StillWanted).AddMail<ReadyMail>(InitiativeMail.StillWanted).AddMail<ChangedMail>(InitiativeMail.StillWanted)
        .AddMail<PlaceFreedMail>(InitiativeMail.StillWanted).AddMail<OneShortMail>(InitiativeMail.StillWanted).AddMail<NoticeBoardMail>(NoticeBoardMail.StillWanted)
        .AddMail<JoinedMail>(InitiativeMail.StillWanted).AddMail<DateChosenMail>(InitiativeMail.StillWanted).AddMail<MovedMail>(InitiativeMail.StillWanted).AddMail<DormantQuestionMail>(InitiativeMail.StillWanted)
        .AddMail<HandoverAskedMail>(InitiativeMail.StillWanted).AddMail<HandoverDoneMail>(InitiativeMail.StillWanted)
        .AddMail<QuestionAskedMail>(InitiativeMail.StillWanted).AddMail<QuestionAnsweredMail>(InitiativeMail.StillWanted)
        .AddMail<UpdateMail>(InitiativeMail.StillWanted).AddMail<ThanksMail>(InitiativeMail.StillWanted)
        .AddMail<InvitedToOtherMail>(InvitedToOtherMail.StillWanted).AddMail<PeopleInvitedMail>(PeopleInvitedMail.StillWanted)
        .AddMail<DraftWaitsMail>(DraftWaitsMail.StillWanted);
}
