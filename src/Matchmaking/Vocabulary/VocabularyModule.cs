using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Vocabulary;

/// <summary>The words the product understands: themes, skills and purposes as rows in Finnish, Swedish and English, and the free words that
/// people add and coordinators merge into them.</summary>
public static class VocabularyModule
{
    public static IServiceCollection AddVocabulary(this IServiceCollection services) => services
        .AddSingleton<VocabularyCatalog>()
        .AddScoped<IPersonalData, VocabularyPersonalData>()
        .AddWrite<ImportVocabulary>()
        .AddWrite<AddFreeWord>();
}
