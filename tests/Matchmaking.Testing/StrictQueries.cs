using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Testing;

/// <summary>What the database library only warns of is an error in tests: rows cut off in no order, and lists multiplied with each other.</summary>
public static class StrictQueries
{
    public static IServiceCollection AddStrictQueries(this IServiceCollection services) => services.ConfigureDbContext<MatchmakingDb>(o => o.ConfigureWarnings(w => w.Throw(
        CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.DistinctAfterOrderByWithoutRowLimitingOperatorWarning,
        RelationalEventId.MultipleCollectionIncludeWarning)));
}
