namespace Matchmaking.Local;

/// <summary>The clone this program was built in: its sources, and what a first run keeps beside them.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Where a first run keeps its database, index, logs and secrets. Deleting it starts the world anew.</summary>
    public static string LocalData => InRoot(".local");

    public static string InRoot(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Matchmaking.sln"))) return folder.FullName;
        throw new CannotStartException($"Matchmaking.sln was not found above {AppContext.BaseDirectory}; run this from a clone.");
    }
}
