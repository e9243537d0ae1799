using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matchmaking.Web.Components.Language;

/// <summary>How dates, numbers and lists are written in three languages. Pages inject <see cref="Dates"/>, <see cref="Numbers"/> and
/// <see cref="Lists"/>; they read the culture at every call, so each letter of a job may be written in another language.</summary>
public static class LanguageModule
{
    public static IServiceCollection AddLanguage(this IServiceCollection services)
    {
        services.TryAddScoped<Here>();
        return services.AddLocalization().AddScoped<Dates>().AddSingleton<Numbers>().AddSingleton<Lists>();
    }
}
