using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Letters;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>Every kind of letter is registered with its question, and somebody writes it.</summary>
public sealed class LettersTests(TestSite site) : IClassFixture<TestSite>
{
    private static IReadOnlyList<Type> Mails => [.. typeof(Mail).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(Mail)))];

    [Fact]
    public async Task Every_letter_has_a_question_whether_it_is_still_wanted_and_one_writer()
    {
        var asked = site.Services.GetRequiredService<MailKinds>().All.Select(k => k.Type).ToList();
        var written = await site.InScopeAsync(s => Task.FromResult(s.GetServices<ILetterOf>().Select(l => l.MailType).ToList()));
        Assert.True(Mails.Count > 10);
        Assert.Empty(Lacking(Mails, asked));
        Assert.Empty(Lacking(Mails, written));
        Assert.Equal(written.Count, written.Distinct().Count());
    }

    [Fact]
    public void A_letter_that_nobody_writes_is_found() => Assert.Equal(["PlantedMail"], Lacking([.. Mails, typeof(PlantedMail)], Mails));

    private static IEnumerable<string> Lacking(IEnumerable<Type> mails, IEnumerable<Type> known) => mails.Except(known).Select(m => m.Name);

    private sealed record PlantedMail() : Mail(To: null);
}
