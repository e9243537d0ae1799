using System.Net;
using System.Text;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;
using Matchmaking.Tests.Platform;

namespace Matchmaking.Tests.Local;

public sealed class LetterBoxTests
{
    [Fact]
    public async Task A_letter_that_comes_later_is_waited_for_and_one_that_never_comes_is_named()
    {
        await using var box = await LetterBox.StartAsync();
        var waiting = box.WaitForAsync(l => l.Subject == "second");
        await SendAsync(box, "first");
        Assert.False(waiting.IsCompleted);
        await SendAsync(box, "second");
        Assert.Equal(2, (await waiting).Number);
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => box.WaitForAsync(l => l.Subject == "third", TimeSpan.FromMilliseconds(50)));
        Assert.EndsWith("anna@example.org: first; anna@example.org: second", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_letter_makes_room()
    {
        await using var box = await LetterBox.StartAsync(settings: new() { Keep = 2 });
        foreach (var subject in (string[])["first", "second", "third"]) await SendAsync(box, subject);
        Assert.Equal(["second", "third"], box.Letters.Select(l => l.Subject));
        Assert.Equal(3, box.AcceptedCount);
        box.Clear();
        Assert.Empty(box.Letters);
    }

    [Fact]
    public async Task A_ledger_outside_has_each_letter_before_the_sender_hears_of_it()
    {
        await using var box = await LetterBox.StartAsync();
        var ledger = new List<string>();
        box.Accepted = letter => ledger.Add(letter.Subject);
        box.Fail(LetterBoxStep.Dot, LetterBoxFault.CloseUnanswered);
        await SendAsync(box, "kept and never told");
        Assert.Equal(["kept and never told"], ledger);
    }

    [Fact]
    public async Task A_letter_from_another_program_is_read_too()
    {
        const string raw = "FROM: =?iso-8859-1?q?=C5sa_=D6st?= <asa@example.org>\r\nSubject: one\r\n two\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\nfor old readers\r\n"
            + "--b\r\nContent-Type: multipart/alternative;\r\n boundary=\"c d\"\r\n\r\n--c d\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\nHej p=E5 =\r\ndig\r\n--c d\r\nContent-Type: text/html; charset=UTF-8\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nPHA+SMOkbHNhPC9w\r\nPg==\r\n--c d--\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n";
        var letter = new ReceivedLetter(default, "asa@example.org", ["anna@example.org"], Encoding.ASCII.GetBytes(raw));
        await Task.CompletedTask;
        Assert.Equal("Åsa Öst <asa@example.org>", letter.Headers["From"].Single());
        Assert.Equal(("one two", "Hej på dig", "<p>Hälsa</p>"), (letter.Subject, letter.Text, letter.Html));
    }

    [Theory]
    [InlineData("12345678 is your code", "", "12345678")]
    [InlineData("Your code", "It is 123456.", "123456")]
    [InlineData("Your code", "1234 5678", "12345678")]
    [InlineData("Your code", "https://example.org/i/12345678 and 2027-03-05 and 2026", null)]
    [InlineData("Your code", "Call 0401234567 or 123456789", null)]
    public void A_sign_in_code_is_seen(string subject, string text, string? code) => Assert.Equal(code, Letter(subject, text).Code);

    [Fact]
    public async Task The_page_lists_the_newest_first_with_its_code_and_escapes_what_it_shows()
    {
        await using var box = await LetterBox.StartAsync(pagePort: 0);
        await SendAsync(box, "<script>alert(1)</script> & Åsa");
        await SendAsync(box, "Kirjautumiskoodi 1234 5678");
        using var http = new HttpClient { BaseAddress = box.PageUrl };

        var list = await http.GetStringAsync("/", Stop);
        Assert.DoesNotContain("<script", list, StringComparison.Ordinal);
        Assert.Contains("<strong class=\"code\">12345678</strong>", list, StringComparison.Ordinal);
        Assert.True(list.IndexOf("Kirjautumiskoodi", StringComparison.Ordinal) < list.IndexOf("&lt;script&gt;", StringComparison.Ordinal));
        Assert.Contains("name=\"viewport\"", list, StringComparison.Ordinal);

        var one = await http.GetStringAsync("/letters/1", Stop);
        Assert.DoesNotContain("<script", one, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Åsa</h1>", one, StringComparison.Ordinal);
        Assert.Contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", one, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://treffitori.example.org/me\" target=\"_blank\" rel=\"noopener\">", one, StringComparison.Ordinal);
        Assert.Contains("Message-ID", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letters_html_is_shown_without_scripts_and_its_links_leave_the_frame()
    {
        await using var box = await LetterBox.StartAsync(pagePort: 0);
        await SendAsync(box, "Hello");
        using var http = new HttpClient { BaseAddress = box.PageUrl };
        using var html = await http.GetAsync("/letters/1/html", Stop);
        var policy = html.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.Contains("<base target=\"_blank\">", await html.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(box.Letters[0].Raw, await http.GetByteArrayAsync("/letters/1/raw", Stop));
    }

    [Fact]
    public async Task The_page_can_be_emptied_and_knows_what_it_has_not()
    {
        await using var box = await LetterBox.StartAsync(pagePort: 0);
        await SendAsync(box, "Hello");
        using var http = new HttpClient { BaseAddress = box.PageUrl };
        Assert.Contains("No letter has come yet.", await (await http.PostAsync("/clear", null, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        foreach (var path in (string[])["/letters/1", "/letters/x", "/letters/1/html", "/nothing", "/letters"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path, Stop)).StatusCode);
    }

    private static async Task SendAsync(LetterBox box, string subject)
    {
        await using var session = new SmtpSession(SmtpSessionTests.To(box));
        var letter = MimeLetter.Compose(MimeLetterTests.Make(subject, "Katso https://treffitori.example.org/me."));
        await session.SendAsync(EmailAddress.Parse("post@treffitori.example.org"), EmailAddress.Parse("anna@example.org"), letter, () => Task.FromResult(true), Stop);
    }

    private static ReceivedLetter Letter(string subject, string text) =>
        new(default, "post@treffitori.example.org", ["anna@example.org"], MimeLetter.Compose(MimeLetterTests.Make(subject, text)));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
