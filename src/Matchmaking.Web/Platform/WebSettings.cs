using System.Net;

namespace Matchmaking.Web.Platform;

/// <summary>The section <c>Web</c> of the configuration.</summary>
public sealed class WebSettings
{
    /// <summary>The site's own address as the public sees it, without a trailing slash; the only source of absolute addresses.
    /// Over https cookies are Secure and their names begin with <c>__Host-</c>; http is meant for loopback.</summary>
    public Uri BaseUrl { get; init; } = new("http://localhost:5080");

    /// <summary>False: this process runs the jobs only, and of HTTP answers nothing but /health.</summary>
    public bool Serve { get; init; } = true;

    /// <summary>Other host names that are answered, separated by semicolons. Those of loopback and of <see cref="BaseUrl"/> always are.</summary>
    public string Hosts { get; init; } = "";

    /// <summary>Addresses or networks (CIDR) of our own reverse proxies: only their X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
    public string[] Proxies { get; init; } = [];

    /// <summary>Networks (CIDR) behind which many people share an address, such as a town's libraries: more may sign up from there.</summary>
    public string[] SharedNetworks { get; init; } = [];

    /// <summary>The port of the inner listener that may answer /health/deps; without one it is answered to loopback only.</summary>
    public int? HealthPort { get; init; }

    /// <summary>How long a stopping process says "not ready" and still serves, so that the proxy can turn away.</summary>
    public int DrainSeconds { get; init; }

    /// <summary>Where to tell of a security hole: mailto: or https:. Shown in /.well-known/security.txt, which is missing without it.</summary>
    public Uri? SecurityContact { get; init; }

    public bool IsHttps => BaseUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>Names a cookie as the browser's rules for its kind ask.</summary>
    public string CookieName(string name) => IsHttps ? $"__Host-{name}" : name;

    /// <summary>An absolute address of this site.</summary>
    public string Absolute(string local) => BaseUrl.GetLeftPart(UriPartial.Authority) + local;

    internal IPNetwork[] ProxyNetworks => Networks(Proxies, nameof(Proxies));

    internal IPNetwork[] ManyPeopleNetworks => Networks(SharedNetworks, nameof(SharedNetworks));

    /// <exception cref="SettingsException">One of them is neither an address nor a network.</exception>
    private static IPNetwork[] Networks(string[] texts, string setting) => [.. texts.Select(text =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingsException($"Cannot start: '{text}' in Web:{setting} is neither an address nor a network (CIDR)."))];
}
