using System.Text;
using System.Text.Json;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

public sealed class MimeLetterTests
{
    /// <summary>Reads a letter with Python's email package and prints what it found, its complaints too.</summary>
    public const string Reader = """
        import email, email.header, email.policy, email.utils, json, sys
        def show(raw):
            m = email.message_from_bytes(raw, policy=email.policy.default)
            complaints = [repr(d) for p in m.walk() for d in p.defects] + [f"{k}: {d!r}" for k, v in m.items() for d in v.defects]
            part = lambda kind: m.get_body((kind,)).get_content() .replace("\r\n", "\n") if m.get_body((kind,)) else ""
            address = lambda h: m[h].addresses[0]
            # its new policy puts a space into a name of several encoded words; its old reader does not
            old = email.message_from_bytes(raw)
            name = lambda h: str(email.header.make_header(email.header.decode_header(email.utils.parseaddr(old[h])[0])))
            return json.dumps({
                "Complaints": complaints, "Headers": [k for k, _ in m.items()], "Subject": m["subject"],
                "From": address("from").addr_spec, "FromName": name("from"), "Senders": len(m["from"].addresses),
                "To": address("to").addr_spec, "ToName": name("to"), "Receivers": len(m["to"].addresses),
                "Date": m["date"].datetime.isoformat(), "MessageId": m["message-id"], "Unsubscribe": m["list-unsubscribe"],
                "Type": m.get_content_type(), "Text": part("plain"), "Html": part("html"),
            })
        """;

    private static readonly Letter _letter = Make();

    public sealed record Reading(
        string[] Complaints, string[] Headers, string Subject, string From, string FromName, int Senders, string To, string ToName, int Receivers,
        string Date, string MessageId, string? Unsubscribe, string Type, string Text, string Html);

    public static Letter Make(string subject = "Hello", string text = "Hello", string to = "anna@example.org") => new()
    {
        From = EmailAddress.Parse("post@treffitori.example.org"),
        FromName = "Treffitori",
        To = EmailAddress.Parse(to),
        Subject = subject,
        Text = text,
        Html = $"<!doctype html><html lang=\"fi\"><body><p>{text}</p></body></html>",
        Language = "fi",
        MessageId = Letter.MessageIdOf(Guid.Parse("0197f3b2-0000-7000-8000-000000000001"), EmailAddress.Parse("post@treffitori.example.org")),
        Date = new(2027, 3, 5, 7, 0, 9, TimeSpan.FromHours(2)),
    };

    [Theory]
    [InlineData("Hello")]
    [InlineData("")]
    [InlineData("Tervetuloa Jyväskylään: åäö ÅÄÖ")]
    [InlineData("🎉 Nyt koossa: Kyläkeinu & 👩‍👩‍👧‍👦🏳️‍🌈")]
    [InlineData("Ääkkösiä ja emojeja niin pitkästi 🎈 että otsikko täytyy taittaa monelle riville 🎈 eikä yksikään kirjain saa katketa keskeltä 🎈 loppu")]
    [InlineData("A plain subject that is so long that no mail server in the world would like to see it standing on one single line, now would it?")]
    [InlineData("=?utf-8?Q?not_an_encoded_word?=")]
    [InlineData("  spaces around  ")]
    [InlineData("tab\tin\u0001it")]
    public async Task A_subject_comes_back_as_it_was_written(string subject)
    {
        var read = await ReadAsync(_letter with { Subject = subject });
        Assert.Equal(subject, read.Subject);
        Assert.Empty(read.Complaints);
    }

    [Theory]
    [InlineData("Anna Ek")]
    [InlineData("Ek, Anna (Åre)")]
    [InlineData("\"Anna\" \\ <Ek>; x@y")]
    [InlineData("Åsa-Märta Öst 🎈")]
    [InlineData("Kaupunginosan asukasyhdistys ry, Ääkkösten ja pitkien nimien jaosto, joka ei mahdu riville 🎈")]
    public async Task Names_come_back_as_they_were_written_and_make_no_second_receiver(string name)
    {
        var read = await ReadAsync(_letter with { ToName = name, FromName = name });
        Assert.Equal((name, "anna@example.org", 1), (read.ToName, read.To, read.Receivers));
        Assert.Equal((name, "post@treffitori.example.org", 1), (read.FromName, read.From, read.Senders));
        Assert.Empty(read.Complaints);
    }

    [Fact]
    public async Task Text_and_html_come_back_as_they_were_written()
    {
        var text = string.Join('\n',
            "Hei Åsa,", "", ".", "..", ".alkaa pisteellä", "From here", "--=_letter--", "--=_letter", "välilyönti lopussa ", "sarkain\tja lopussa\t", "= =3D =?",
            "👩‍👩‍👧‍👦", new string('å', 3000), new string('x', 3000), "loppu");
        var letter = _letter with { Text = text, Html = $"<!doctype html><p lang=\"sv\">{text}</p>" };
        var read = await ReadAsync(letter);
        Assert.Equal(text, read.Text.TrimEnd('\n'));
        Assert.Equal(letter.Html, read.Html.TrimEnd('\n'));
        Assert.Equal("multipart/alternative", read.Type);
        Assert.Empty(read.Complaints);
    }

    [Theory]
    [InlineData("one\r\ntwo\rthree\nfour")]
    [InlineData("one\ntwo\nthree\nfour\n\n")]
    public void Every_kind_of_line_end_becomes_crlf(string text)
    {
        var mime = Text(MimeLetter.Compose(_letter with { Text = text }));
        Assert.Contains("\r\n\r\none\r\ntwo\r\nthree\r\nfour\r\n\r\n--", mime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_can_be_left_by_one_click_and_says_what_it_is()
    {
        var digest = _letter with
        {
            Unsubscribe = new("https://treffitori.example.org/u/abc~def"),
            UnsubscribeByMail = EmailAddress.Parse("unsub+abc~def@treffitori.example.org"),
            ListId = "digest.treffitori.example.org",
            FeedbackId = "digest:jonkoping:treffitori",
        };
        var read = await ReadAsync(digest);
        Assert.Equal("<https://treffitori.example.org/u/abc~def>, <mailto:unsub%2Babc~def@treffitori.example.org>", read.Unsubscribe);
        Assert.Empty(read.Complaints);

        var mime = Text(MimeLetter.Compose(digest));
        Assert.Contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", mime, StringComparison.Ordinal);
        Assert.Contains("\r\nList-Id: <digest.treffitori.example.org>\r\n", mime, StringComparison.Ordinal);
        Assert.Contains("\r\nFeedback-ID: digest:jonkoping:treffitori\r\n", mime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_nobody_can_opt_out_of_has_just_the_headers_it_needs()
    {
        var read = await ReadAsync(_letter);
        Assert.Equal(
            ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"], read.Headers);
        Assert.Equal("<0197f3b2000070008000000000000001@treffitori.example.org>", read.MessageId);
        Assert.Equal("2027-03-05T07:00:09+02:00", read.Date);
    }

    [Fact]
    public void The_same_letter_always_gives_the_same_bytes() =>
        Assert.Equal(MimeLetter.Compose(_letter with { }), MimeLetter.Compose(_letter with { }));

    [Fact]
    public void A_letter_is_ascii_in_lines_of_at_most_76_characters_with_crlf_only()
    {
        var subject = string.Concat(Enumerable.Repeat("Åäö 🎈 ", 40));
        var bytes = MimeLetter.Compose(_letter with { Subject = subject, ToName = subject, Text = subject + new string('.', 500), Html = subject });
        Assert.All(bytes, b => Assert.True(b is (>= (byte)' ' and < 127) or (byte)'\r' or (byte)'\n'));
        var lines = Text(bytes).Split("\r\n");
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 76));
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(lines, line => Assert.DoesNotContain('\r', line));
    }

    [Fact]
    public void An_address_beyond_ascii_stands_as_it_is_since_no_encoding_exists_for_it() =>
        Assert.Contains("\r\nTo: åsa@example.org\r\n", Text(MimeLetter.Compose(Make(to: "åsa@example.org"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("\r\nBcc: eve@example.org")]
    [InlineData("\nBcc: eve@example.org")]
    [InlineData("\rBcc: eve@example.org")]
    [InlineData("\r\n\r\nbody")]
    [InlineData("a\0b")]
    public void What_would_end_a_header_is_refused_wherever_a_header_comes_from(string attack)
    {
        Assert.Throws<ArgumentException>(() => _letter with { Subject = $"Hello{attack}" });
        Assert.Throws<ArgumentException>(() => _letter with { FromName = $"Anna{attack}" });
        Assert.Throws<ArgumentException>(() => _letter with { ToName = $"Anna{attack}" });
        Assert.Throws<ArgumentException>(() => _letter with { Language = $"fi{attack}" });
        Assert.Throws<ArgumentException>(() => _letter with { MessageId = $"<a@b{attack}>" });
        Assert.Throws<ArgumentException>(() => _letter with { ListId = $"a{attack}" });
        Assert.Throws<ArgumentException>(() => _letter with { FeedbackId = $"a{attack}" });
        Assert.False(EmailAddress.TryParse($"anna@example.org{attack}", out _));
        Assert.DoesNotContain("\nBcc", Text(MimeLetter.Compose(_letter with { Unsubscribe = new($"https://example.org/u/{attack}x") })), StringComparison.Ordinal);
    }

    [Fact] // the control of the test above: the reader that the other tests trust would have seen the planted header
    public async Task A_header_that_did_get_in_is_seen()
    {
        var planted = Text(MimeLetter.Compose(_letter)).Replace("Subject: Hello", "Subject: Hello\r\nBcc: eve@example.org", StringComparison.Ordinal);
        Assert.Contains("Bcc", (await ReadAsync(Encoding.UTF8.GetBytes(planted))).Headers);
    }

    [Fact]
    public void A_log_learns_nothing_of_what_a_letter_says() =>
        Assert.Equal(_letter.MessageId, (_letter with { Subject = "12345678 is your code", Text = "12345678" }).ToString());

    private static string Text(byte[] mime) => Encoding.UTF8.GetString(mime);

    private static Task<Reading> ReadAsync(Letter letter) => ReadAsync(MimeLetter.Compose(letter));

    private static async Task<Reading> ReadAsync(byte[] mime) =>
        JsonSerializer.Deserialize<Reading>(await Python.RunAsync($"{Reader}\nprint(show(sys.stdin.buffer.read()))", mime))!;
}
