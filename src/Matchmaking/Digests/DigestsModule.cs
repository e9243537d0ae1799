using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Digests;

/// <summary>The letter: one to each person who asked for it, weekly or daily at seven on the person's clock, at most seven items over all that
/// the person is in or might like. It sums up what the other modules know and is at most one for each period, whatever crashes.</summary>
public static class DigestsModule
{
    public static IServiceCollection AddDigests(this IServiceCollection services) => services
        .AddScoped<GatherFacts>()
        .AddScoped<DigestSource>()
        .AddWrite<ComposeDueDigests>()
        .AddWrite<ForgetDigests>()
        .AddScoped<IPersonalData, DigestPersonalData>()
        .AddMail<DigestMail>(DigestMail.StillWanted);
}
