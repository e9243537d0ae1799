namespace Matchmaking.Web.Platform;

/// <summary>Settings that must not stand in the repository: they come from the environment, from files named by the environment
/// (<c>Search__Key__File=/path</c>), or from /run/secrets, where the file's name is the setting's.</summary>
internal static class Secrets
{
    private const string File = ":File";

    public static void AddSecrets(this ConfigurationManager configuration)
    {
        configuration.AddKeyPerFile("/run/secrets", optional: true);
        var named = configuration.AsEnumerable().Where(s => s.Value is not null && s.Key.EndsWith(File, StringComparison.OrdinalIgnoreCase));
        configuration.AddInMemoryCollection(named.ToDictionary(s => s.Key[..^File.Length], s => (string?)Read(s.Key, s.Value!)));
    }

    /// <summary>Refuses to start without what production needs, or with a value that everybody knows.</summary>
    /// <exception cref="SettingsException">In one line: what is missing and how to give it.</exception>
    public static void Require(IConfiguration configuration, bool serves)
    {
        string[] needed = serves
            ? ["ConnectionStrings:Matchmaking", "Web:BaseUrl", "Search:Url", "Search:Key", "Mail:Host", "Mail:From"]
            : ["ConnectionStrings:Matchmaking"];
        var missing = needed.Where(n => string.IsNullOrWhiteSpace(configuration[n])).ToList();
        if (missing.Count > 0) throw new SettingsException(
            $"Cannot start: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not set. " +
            $"Set {Variable(missing[0])} in the environment, {Variable(missing[0])}__File to a file that holds it, or put it into /run/secrets/{Variable(missing[0])}.");
        if (configuration["Search:Key"] is "masterKey" or "change-me" or "secret") throw new SettingsException("Cannot start: Search:Key is a value that everybody knows.");
        if (serves && configuration["Web:BaseUrl"] is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == "https" || url.IsLoopback)))
            throw new SettingsException($"Cannot start: Web:BaseUrl must be the site's https address, not '{address}'.");
    }

    private static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    private static string Read(string setting, string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Cannot start: {setting} names a file that cannot be read, '{path}'.");
        }
    }
}

/// <summary>The program cannot start as it is set up; the message is meant for the operator.</summary>
public sealed class SettingsException(string message) : Exception(message);
