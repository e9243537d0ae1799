using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Web.Platform;

/// <summary>What may be done only so often.</summary>
public enum Limit { SignIn, SignUp, Search, NothingFound, Join, Report, Want, Unsubscribe }

/// <summary>Marks a page or endpoint whose use is limited: posting to it, or for <see cref="Limit.Search"/> asking for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedAttribute(Limit limit) : Attribute
{
    public Limit Limit { get; } = limit;
}

/// <summary>Counts, in memory, how often each address or person does a limited thing. Each process counts for itself: with two, twice as
/// much passes. What must hold exactly (codes of an account, letters to an address) is counted in the database by its write.</summary>
public sealed class RateLimits(TimeProvider clock, WebSettings settings)
{
    /// <summary>Beyond so many counted addresses the least used are forgotten; about 20 MB.</summary>
    public const int MostRemembered = 200_000;

    private static readonly Dictionary<Limit, Rule> Rules = new()
    {
        [Limit.SignIn] = new(25, TimeSpan.FromMinutes(5)),
        [Limit.SignUp] = new(5, TimeSpan.FromMinutes(30)) { FromSharedNetwork = 60 },
        [Limit.Search] = new(60, TimeSpan.FromMinutes(1)) { OfGet = true },
        [Limit.NothingFound] = new(40, TimeSpan.FromDays(1)) { OfGet = true, ByPerson = true }, // beyond these nothing is noted; the search goes on
        [Limit.Join] = new(10, TimeSpan.FromMinutes(1)) { ByPerson = true },
        [Limit.Report] = new(20, TimeSpan.FromDays(1)) { ByPerson = true },
        [Limit.Want] = new(5, TimeSpan.FromMinutes(30)) { ByPerson = true, FromSharedNetwork = 60 },
        [Limit.Unsubscribe] = new(300, TimeSpan.FromMinutes(1)), // a mailbox provider presses for all its people from few addresses
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<(Limit, UInt128), long> _freeAt = [];
    private readonly IPNetwork[] _shared = settings.ManyPeopleNetworks;

    public int Remembered { get { lock (_lock) return _freeAt.Count; } }

    /// <summary>Counts this request. Beyond the limit the answer says 429, and when to come back.</summary>
    public bool Passes(Limit limit, HttpContext context)
    {
        if (Take(limit, context) is not { } wait) return true;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return false;
    }

    /// <summary>Counts this request. Null when it may pass; else how long to wait.</summary>
    public TimeSpan? Take(Limit limit, HttpContext context)
    {
        var rule = Rules[limit];
        if (HttpMethods.IsGet(context.Request.Method) != rule.OfGet) return null;
        var address = AddressOf(context);
        var person = rule.ByPerson ? Session.PersonOf(context.User) : null;
        var times = rule.FromSharedNetwork is { } many && _shared.Any(n => n.Contains(address)) ? many : rule.Times;
        return Take((limit, person is { } p ? Number(p.ToByteArray()) : Number(address)), times, rule.Per);
    }

    /// <summary>So many at once, then one more each time its share of the period has passed: for every key one moment is kept, at which all
    /// that was taken will be paid back.</summary>
    private TimeSpan? Take((Limit, UInt128) key, int times, TimeSpan per)
    {
        var now = clock.GetUtcNow().UtcTicks;
        lock (_lock)
        {
            var before = _freeAt.GetValueOrDefault(key);
            var paidAt = (before > now + per.Ticks ? now + per.Ticks : Math.Max(before, now)) + per.Ticks / times; // or the clock was set back
            if (paidAt - now > per.Ticks) return TimeSpan.FromTicks(paidAt - now - per.Ticks);
            _freeAt[key] = paidAt;
            if (_freeAt.Count > MostRemembered) Forget(now);
            return null;
        }
    }

    /// <summary>Forgets those who have nothing to pay back, and then as many as needed of those who have least.</summary>
    private void Forget(long now)
    {
        foreach (var (key, _) in _freeAt.Where(f => f.Value <= now).ToList()) _freeAt.Remove(key);
        if (_freeAt.Count > MostRemembered * 3 / 4)
            foreach (var (key, _) in _freeAt.OrderBy(f => f.Value).Take(MostRemembered / 2).ToList()) _freeAt.Remove(key);
    }

    /// <summary>The household that asks, as far as its address tells it.</summary>
    public static UInt128 NetworkOf(HttpContext context) => Number(AddressOf(context));

    private static IPAddress AddressOf(HttpContext context) => Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Of an IPv6 address the network counts (/64): a household has all the rest.</summary>
    private static UInt128 Number(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return Number(address.AddressFamily == AddressFamily.InterNetworkV6 ? [.. bytes.AsSpan(0, 8), 6] : bytes);
    }

    private static UInt128 Number(byte[] bytes) => bytes.Aggregate(UInt128.Zero, (number, b) => (number << 8) | b);

    private sealed record Rule(int Times, TimeSpan Per)
    {
        public int? FromSharedNetwork { get; init; }
        public bool ByPerson { get; init; }
        public bool OfGet { get; init; }
    }
}

/// <summary>Answers 429 and when to come back where a limit is reached; what was typed is kept.</summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>() is { } limited && !limits.Passes(limited.Limit, context)) await KeptForm.KeepAsync(context);
        else await next(context);
    }
}
