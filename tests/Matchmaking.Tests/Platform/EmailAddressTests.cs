using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

public sealed class EmailAddressTests
{
    private static readonly string _localOf64 = new('l', 64);
    private static readonly string _domainOf189 = $"{new string('a', 63)}.{new string('b', 63)}.{new string('c', 58)}.fi";

    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData(" Anna.Ek+kunta@Example.ORG ", "Anna.Ek+kunta@example.org")]
    [InlineData("o'brien@example.org", "o'brien@example.org")]
    [InlineData("{a}|b%c!d/e=f?g^h_i`j~k#l$m&n*o@example.org", "{a}|b%c!d/e=f?g^h_i`j~k#l$m&n*o@example.org")]
    [InlineData("a@b.fi", "a@b.fi")]
    [InlineData("0@1.2.example", "0@1.2.example")]
    [InlineData("anna@räksmörgås.example", "anna@xn--rksmrgs-5wao1o.example")]
    [InlineData("anna@RÄKSMÖRGÅS.Example", "anna@xn--rksmrgs-5wao1o.example")]
    [InlineData("anna@XN--RKSMRGS-5WAO1O.example", "anna@xn--rksmrgs-5wao1o.example")]
    [InlineData("åsa@example.org", "åsa@example.org")]
    [InlineData("a\u030Asa@example.org", "åsa@example.org")]
    public void One_plain_address_is_read_and_its_domain_made_what_servers_know(string typed, string expected)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address));
        Assert.Equal(expected, address.ToString());
        Assert.Equal(EmailAddress.Parse(expected), address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@")]
    [InlineData("anna")]
    [InlineData("@example.org")]
    [InlineData("anna@")]
    [InlineData("a@b")]
    [InlineData("a@localhost")]
    [InlineData("a@b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org;b@example.org")]
    [InlineData("a@example.org b@example.org")]
    [InlineData("Anna <a@example.org>")]
    [InlineData("<a@example.org>")]
    [InlineData("mailto:a@example.org")]
    [InlineData("a(comment)@example.org")]
    [InlineData("\"anna\"@example.org")]
    [InlineData("\"a\r\nBcc: x@y\"@z.fi")]
    [InlineData("\"a@b\"@example.org")]
    [InlineData("a\\b@example.org")]
    [InlineData("a b@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData(".a@example.org")]
    [InlineData("a.@example.org")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@[IPv6:::1]")]
    [InlineData("a@127.0.0.1")]
    [InlineData("a@.example.org")]
    [InlineData("a@example..org")]
    [InlineData("a@example.org.")]
    [InlineData("a@-example.org")]
    [InlineData("a@example-.org")]
    [InlineData("a@exa_mple.org")]
    [InlineData("a@exa mple.org")]
    [InlineData("a@xn--…")]
    [InlineData("a@xn--….fi")]
    [InlineData("a@xn--.fi")]
    [InlineData("a@xn--0000000000h.fi")]
    [InlineData("a@example.org\n")]
    [InlineData("\ra@example.org")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("a@example.org>\r\nRCPT TO:<b@example.org")]
    [InlineData("a\0@example.org")]
    [InlineData("a@exa\0mple.org")]
    [InlineData("a\t@example.org")]
    [InlineData("a\u202E@example.org")]
    [InlineData("a\u2028@example.org")]
    [InlineData("a\u0085@example.org")]
    [InlineData("a@example.org\u2028b")]
    [InlineData("\uD83D@example.org")]
    [InlineData("a@\uD83D.org")]
    [InlineData("a＠example.org")]
    public void All_else_is_refused(string? typed)
    {
        Assert.False(EmailAddress.TryParse(typed, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void The_longest_address_is_254_octets_and_the_longest_local_part_64()
    {
        Assert.True(EmailAddress.TryParse($"{_localOf64}@{_domainOf189}", out var longest));
        Assert.Equal(254, longest.ToString().Length + 0);
        Assert.False(EmailAddress.TryParse($"{_localOf64}@x{_domainOf189}", out _));
        Assert.False(EmailAddress.TryParse($"l{_localOf64}@example.org", out _));
        Assert.True(EmailAddress.TryParse($"{new string('å', 32)}@example.org", out _));
        Assert.False(EmailAddress.TryParse($"{new string('å', 33)}@example.org", out _)); // 66 octets
        Assert.False(EmailAddress.TryParse($"a@{new string('d', 64)}.fi", out _));
    }

    [Fact]
    public void Only_letters_beyond_ascii_before_the_at_need_a_relay_that_carries_them()
    {
        Assert.True(EmailAddress.Parse("åsa@example.org").NeedsUtf8);
        Assert.False(EmailAddress.Parse("asa@åre.example").NeedsUtf8);
    }

    [Fact]
    public void Whatever_is_typed_gives_an_address_safe_in_a_command_and_a_header_or_none()
    {
        string[] locals = ["a", "Z9", "mats", "o'brien", "x+kunta", "å", "a\u030A", "a.b", "1"], labels = ["a", "b1", "c-d", "åre", "xn--rksmrgs-5wao1o", "ı", "ß"];
        string[] odd = ["@", ".", "-", "xn--", "\r\n", "\n", "\0", " ", "\t", ",", ";", "<", ">", "\"", "(", "[", "]", ":", "\\", "\uD83D", "\uDE00", "😀",
            "\u202E", "\u200D", "。", "＠", "\u00AD", "½", "ﬁ", "٣"];
        var plain = from local in Gen.Elements(locals)
                    from more in Gen.Elements(locals)
                    from label in Gen.Elements(labels)
                    from end in Gen.Elements("fi", "example.org", "Example")
                    select $"{local}{more}@{label}.{end}";
        var disturbed = from text in plain from piece in Gen.Elements(odd) from at in Gen.Choose(0, text.Length) select text.Insert(at, piece);
        var (accepted, refused) = (0, 0);
        Prop.ForAll(Gen.OneOf(plain, disturbed, disturbed.SelectMany(t => Gen.Elements(odd).Select(o => o + t))).ToArbitrary(), text =>
        {
            if (!EmailAddress.TryParse(text, out var address))
            {
                refused++;
                return true;
            }
            accepted++;
            var safe = address.ToString();
            return safe.Count(c => c == '@') == 1 && !safe.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || "<>()[]\\,;:\"".Contains(c))
                && address.Domain.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
                && EmailAddress.Parse(safe) == address;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
        Assert.True(accepted > 5_000 && refused > 5_000, $"of 20,000 {accepted} were addresses and {refused} were not");
    }
}
