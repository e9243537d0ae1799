using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Municipalities;

/// <summary>The 308 municipalities of Finland and the 290 of Sweden: their names, regions, languages, areas and addresses, and what each
/// decides for itself. Who may decide it is asked in People, which knows the appointments.</summary>
public static class MunicipalitiesModule
{
    public static IServiceCollection AddMunicipalities(this IServiceCollection services) => services
        .AddSingleton<MunicipalityCatalog>()
        .AddScoped<IPersonalData, MunicipalityPersonalData>()
        .AddWrite<ImportMunicipalities>()
        .AddWrite<WantThisHere>();
}
