using Matchmaking.Platform.Mail;
using Microsoft.Extensions.Configuration;

namespace Matchmaking.Tests.Platform;

public sealed class SmtpSettingsTests
{
    [Fact]
    public void A_full_section_is_read()
    {
        var settings = Read(("Host", "relay.example.org"), ("Port", "2525"), ("From", "post@Treffitori.example.org"), ("FromName", "Treffitori"),
            ("User", "treffitori"), ("Password", "secret"), ("Tls", "when-offered"));
        Assert.Equal(("relay.example.org", 2525, "post@treffitori.example.org", "Treffitori"), (settings.Host, settings.Port, settings.From.ToString(), settings.FromName));
        Assert.Equal(("treffitori", "secret", SmtpTls.WhenOffered), (settings.User, settings.Password, settings.Tls));
        Assert.Equal("relay.example.org:2525", settings.ToString());
    }

    [Theory]
    [InlineData("relay.example.org", null, SmtpTls.Required)]
    [InlineData("127.0.0.1", null, SmtpTls.Never)]
    [InlineData("::1", null, SmtpTls.Never)]
    [InlineData("localhost", null, SmtpTls.Never)]
    [InlineData("localhost.example.org", null, SmtpTls.Required)]
    [InlineData("127.0.0.1", "required", SmtpTls.Required)]
    [InlineData("relay.example.org", "never", SmtpTls.Never)]
    public void Tls_is_required_unless_the_relay_is_this_machine_or_the_operator_says_else(string host, string? tls, SmtpTls expected)
    {
        var settings = Read(("Host", host), ("From", "post@treffitori.example.org"), ("Tls", tls));
        Assert.Equal((expected, 587), (settings.Tls, settings.Port));
    }

    [Theory]
    [InlineData("Host", "", "Mail:Host is not set.")]
    [InlineData("Port", "0", "Mail:Port is not a port number.")]
    [InlineData("Port", "70000", "Mail:Port is not a port number.")]
    [InlineData("From", "", "Mail:From is not set to one plain e-mail address.")]
    [InlineData("From", "Treffitori <post@treffitori.example.org>", "Mail:From is not set to one plain e-mail address.")]
    [InlineData("Tls", "yes", "Mail:Tls is not one of never, when-offered, required.")]
    public void What_is_wrong_is_named_in_one_line(string key, string value, string message)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Read(("Host", "relay.example.org"), ("From", "post@treffitori.example.org"), (key, value)));
        Assert.Equal(message, thrown.Message);
    }

    private static SmtpSettings Read(params (string Key, string? Value)[] mail) => SmtpSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(mail.GroupBy(m => m.Key).ToDictionary(m => $"Mail:{m.Key}", m => m.Last().Value)).Build());
}
