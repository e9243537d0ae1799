using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matchmaking.Platform;

/// <summary>What every module stands on: the database, work tables and their clock, letters, the trail. No civic word is known here.</summary>
public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddScoped<Claims>().AddSingleton<Tick>().AddSingleton<MailKinds>().AddSingleton<Thumbnails>().AddWrite<SendOutgoingMail>();
    }

    /// <summary>Registers a write (named by its verb) or a job.</summary>
    public static IServiceCollection AddWrite<T>(this IServiceCollection services) where T : class => services.AddScoped<T>();
}
