using System.Globalization;
using Matchmaking.Web.Components.Language;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Tests.Components.Language;

/// <summary>The reader's language, and the clock, for a test of words.</summary>
internal static class Speaking
{
    private static readonly IServiceProvider Services =
        new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new StoppedClock()).AddLanguage().BuildServiceProvider();

    public static Dates Dates => DatesAt(new Here());

    public static Dates DatesAt(Here here) => new(Words, Services.GetRequiredService<TimeProvider>(), here);

    public static Numbers Numbers => Services.GetRequiredService<Numbers>();

    public static Lists Lists => Services.GetRequiredService<Lists>();

    public static IStringLocalizer<Texts> Words => Services.GetRequiredService<IStringLocalizer<Texts>>();

    /// <summary>Thursday 25 March 2021, noon in Finland.</summary>
    public static DateTimeOffset Now { get; } = new(2021, 3, 25, 10, 0, 0, TimeSpan.Zero);

    /// <param name="culture">Language and country: fi-FI, sv-FI, sv-SE, en-GB. Lasts for the test it is called in.</param>
    public static void Speak(string culture)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture[..2]);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
