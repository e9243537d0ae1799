using Matchmaking.Platform.Mail;

namespace Matchmaking.Web.Letters;

/// <summary>Registers the writer and, by scan, every kind of letter that somebody writes.</summary>
internal static class LetterServices
{
    public static IServiceCollection AddLetters(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var type in typeof(LetterServices).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(ILetterOf))))
            services.AddScoped(typeof(ILetterOf), type);
        services.AddScoped<UnsubscribeAddress>().AddScoped<Digests.Mails.DigestItemWords>().AddScoped<Initiatives.Mails.InitiativeLetterSource>().AddSingleton<LetterLinks>();
        return services.AddSingleton(_ => SmtpSettings.Read(configuration)).AddScoped<ILetterWriter, LetterWriter>();
    }
}
