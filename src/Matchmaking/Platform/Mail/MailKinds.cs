using System.Text.Json;
using Matchmaking.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Platform.Mail;

/// <summary>Asked at the moment of sending: is the letter still wanted (visible, not over, not unsubscribed)?</summary>
public delegate Task<bool> StillWanted<in T>(MatchmakingDb db, T mail, CancellationToken ct) where T : Mail;

/// <summary>One registered kind of letter.</summary>
public sealed record MailKind(Type Type, Func<MatchmakingDb, Mail, CancellationToken, Task<bool>> IsStillWanted)
{
    public string Name => Type.Name;

    public Mail Read(string args) => (Mail)JsonSerializer.Deserialize(args, Type)!;
}

/// <summary>Every kind of letter there is. A row of a kind that is not here fails loudly.</summary>
public sealed class MailKinds(IEnumerable<MailKind> kinds)
{
    private readonly Dictionary<string, MailKind> _kinds = kinds.ToDictionary(k => k.Name);

    public IReadOnlyCollection<MailKind> All => _kinds.Values;

    public MailKind Of(string name) => _kinds.TryGetValue(name, out var kind) ? kind : throw new InvalidOperationException($"No letter is called {name}.");
}

public static class MailKindServices
{
    /// <summary>Registers a kind of letter with the question that is asked when it is about to go out.</summary>
    public static IServiceCollection AddMail<T>(this IServiceCollection services, StillWanted<T> stillWanted) where T : Mail =>
        services.AddSingleton(new MailKind(typeof(T), (db, mail, ct) => stillWanted(db, (T)mail, ct)));
}
