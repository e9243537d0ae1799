using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform;

public sealed class KeysTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_rows_that_another_process_reads()
    {
        await using var first = new ProbeSite();
        await first.InitializeAsync();
        var sealedText = Protector(first).Protect("x");
        await using var second = new ProbeSite { Database = first.Database };

        Assert.Equal("x", Protector(second).Unprotect(sealedText));
        Assert.Equal(1, await CountAsync(first));
        await using var db = first.Database.Open();
        Assert.Contains("<value>", (await db.DataProtectionKeys().SingleAsync(Ct)).Xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_certificate_a_stolen_row_opens_nothing_and_an_old_certificate_still_opens_its_own()
    {
        var (old, current) = (WriteCertificate(), WriteCertificate());
        await using var before = new ProbeSite { Settings = { ["Keys:Certificate"] = old, ["Keys:Password"] = "open" } };
        await before.InitializeAsync();
        var sealedText = Protector(before).Protect("x");
        await using (var db = before.Database.Open())
        {
            var xml = (await db.DataProtectionKeys().SingleAsync(Ct)).Xml;
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
            Assert.Contains("encryptedSecret", xml, StringComparison.Ordinal);
        }

        await using var thief = new ProbeSite { Database = before.Database };
        Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(sealedText));
        await using var after = new ProbeSite
        {
            Database = before.Database,
            Settings = { ["Keys:Certificate"] = current, ["Keys:OldCertificates:0"] = old, ["Keys:Password"] = "open" },
        };
        Assert.Equal("x", Protector(after).Unprotect(sealedText));
        File.Delete(old);
        File.Delete(current);
    }

    private static IDataProtector Protector(ProbeSite site) => site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<int> CountAsync(ProbeSite site)
    {
        await using var db = site.Database.Open();
        return await db.DataProtectionKeys().CountAsync(Ct);
    }

    private static string WriteCertificate()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=treffitori", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "open"));
        return path;
    }
}
