using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>Identity's store of persons. The secrets of second factors (the key of the authenticator app, recovery codes) lie sealed in
/// their rows, so that a copy of the database gives nobody a second factor.</summary>
internal sealed class PersonStore(MatchmakingDb db, ISeal seal, IdentityErrorDescriber? describer = null) : UserOnlyStore<Person, MatchmakingDb, Guid>(db, describer)
{
    public override Task SetTokenAsync(Person user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : seal.Seal(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Person user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } stored ? seal.Open(stored) : null;
}
