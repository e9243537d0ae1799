using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.People;

/// <summary>Persons with an account, the offices some of them hold, and what each may know and take back of the own data.
/// There are no passwords: one signs in by a code sent to the address, or by a passkey.</summary>
public static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(o =>
            {
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                o.User.RequireUniqueEmail = true;
                (o.Lockout.MaxFailedAccessAttempts, o.Lockout.DefaultLockoutTimeSpan) = (5, TimeSpan.FromMinutes(5));
            })
            .AddDefaultTokenProviders();
        return services
            .AddScoped<IUserStore<Person>, PersonStore>()
            .AddWrite<AskForCode>().AddWrite<GiveCode>().AddWrite<WelcomePerson>().AddWrite<ChangeProfile>().AddWrite<ChangeLetters>().AddWrite<Unsubscribe>().AddWrite<UndoUnsubscribe>().AddWrite<ChangeAddress>()
            .AddWrite<ExportMyData>().AddWrite<DeleteAccount>().AddWrite<Appoint>().AddWrite<EndAppointment>().AddWrite<MakeAdministrator>().AddWrite<TryAgain>().AddWrite<ForgetExpired>().AddWrite<LetGoOfTheAway>()
            .AddWrite<JoinMunicipality>().AddWrite<ChangeMunicipalitySettings>().AddWrite<AddArea>().AddWrite<ChangeArea>().AddWrite<RemoveArea>().AddWrite<MergeFreeWord>().AddWrite<SetAsideFreeWord>().AddWrite<TakeBackFreeWord>()
            .AddWrite<AddPicture>().AddWrite<DescribePicture>().AddWrite<RemovePicture>()
            .AddWrite<ReadSecondFactors>().AddWrite<StartAuthenticator>().AddWrite<AddAuthenticator>().AddWrite<RemoveAuthenticator>().AddWrite<MakeRecoveryCodes>()
            .AddWrite<GiveSecondFactor>().AddWrite<AddPasskey>().AddWrite<RemovePasskey>().AddWrite<EndSessions>()
            .AddScoped<IPersonalData, PersonalData>()
            .AddMail<SignInCodeMail>((db, mail, ct) => db.SignInCodes().AnyAsync(c => c.Id == mail.CodeId && c.UsedAt == null && c.SealedCode != null, ct))
            .AddMail<AddressChangedMail>((_, _, _) => Task.FromResult(true))
            .AddMail<SecondFactorMail>((_, _, _) => Task.FromResult(true))
            .AddMail<AccountDeletedMail>((_, _, _) => Task.FromResult(true))
            .AddMail<StillWantedMail>((db, mail, ct) => db.People().AnyAsync(p => p.Id == mail.To && p.AwayAsks > 0, ct))
            .AddMail<AppointedMail>((db, mail, ct) => db.Appointments().AnyAsync(a => a.Id == mail.AppointmentId && a.EndedAt == null, ct));
    }
}
