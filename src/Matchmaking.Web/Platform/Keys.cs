using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Platform;

/// <summary>The keys behind cookies and forms: rows in the database, closed with a certificate where one is configured
/// (<c>Keys:Certificate</c>, a PKCS#12 file; <c>Keys:OldCertificates</c> still open what they closed; <c>Keys:Password</c> opens the files).</summary>
internal static class Keys
{
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("treffitori");
        services.AddSingleton<KeysInDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<KeysInDatabase>((o, repository) => o.XmlRepository = repository);
        if (configuration["Keys:Certificate"] is { Length: > 0 } path)
        {
            keys.ProtectKeysWithCertificate(Open(path, configuration));
            var old = configuration.GetSection("Keys:OldCertificates").Get<string[]>() ?? [];
            if (old.Length > 0) keys.UnprotectKeysWithAnyCertificate([.. old.Select(o => Open(o, configuration))]);
        }
        return services;
    }

    private static X509Certificate2 Open(string path, IConfiguration configuration)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, configuration["Keys:Password"]);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException)
        {
            throw new SettingsException($"Cannot start: the certificate '{path}' cannot be opened.");
        }
    }
}

internal sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var rows = scope.ServiceProvider.GetRequiredService<MatchmakingDb>().DataProtectionKeys().AsNoTracking().Select(k => k.Xml).ToList();
        return [.. rows.Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        db.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
