using System.Runtime.CompilerServices;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using WebSettings = Matchmaking.Web.Platform.WebSettings;

namespace Matchmaking.Web.Tests.Letters;

/// <summary>One writer serves the thousands of letters of a morning, and keeps none of them.</summary>
public sealed class LetterWriterTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Nothing_of_a_letter_is_kept_once_it_is_written() => site.InScopeAsync(async services =>
    {
        var letters = new NoticeLetter();
        var writer = WriterOf(services, letters);
        for (var n = 0; n < 20; n++) await WriteAsync(writer);
        Assert.InRange(letters.Alive(), 0, 1); // the last one may still stand in somebody's register
        GC.KeepAlive(writer);
        return true;
    });

    [Fact]
    public Task What_one_renderer_of_them_all_keeps_is_found() => site.InScopeAsync(async services =>
    {
        var letters = new NoticeLetter();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        for (var n = 0; n < 20; n++) await RenderAsync(renderer, letters);
        Assert.Equal(20, letters.Alive());
        GC.KeepAlive(renderer);
        return true;
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task WriteAsync(LetterWriter writer)
    {
        var row = new OutgoingMail { Kind = nameof(NoticeMail), Args = "{}", MessageId = "<1@treffitori>" };
        var letter = await writer.WriteAsync(row, new NoticeMail(), Ct);
        Assert.Contains("Moi!", letter!.Html);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RenderAsync(HtmlRenderer renderer, NoticeLetter letters)
    {
        var values = new Dictionary<string, object?> { ["Words"] = letters.Words(), ["Frame"] = new LetterFrame("fi", "Hei", "Treffitori", "https://example.org/fi", "", null, "") };
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LetterLayout>(ParameterView.FromDictionary(values))).ToHtmlString());
        Assert.Contains("Moi!", html);
    }

    private static LetterWriter WriterOf(IServiceProvider services, ILetterOf kind) => new(services.GetRequiredService<MatchmakingDb>(), [kind], services,
        services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<IStringLocalizer<Texts>>(), new SmtpSettings("127.0.0.1", 25, EmailAddress.Parse("post@example.org"), "Treffitori"), services.GetRequiredService<WebSettings>());

    private sealed record NoticeMail() : Mail(To: null);

    private sealed class NoticeLetter : ILetterOf
    {
        private readonly List<WeakReference> _written = [];

        public Type MailType => typeof(NoticeMail);

        /// <summary>So many of the letters' words are still held by somebody.</summary>
        public int Alive()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return _written.Count(w => w.IsAlive);
        }

        public LetterWords Words()
        {
            var words = new LetterWords("Moi", "Moi", [new Paragraph("Moi!")], "Moi");
            _written.Add(new(words));
            return words;
        }

        public Task<LetterWords?> WriteAsync(Mail mail, Reader reader, CancellationToken ct) => Task.FromResult<LetterWords?>(Words());

        public Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) =>
            Task.FromResult<Reader?>(new(EmailAddress.Parse("aino@example.org"), "Aino", "fi", null, TimeZoneInfo.Utc));
    }
}
