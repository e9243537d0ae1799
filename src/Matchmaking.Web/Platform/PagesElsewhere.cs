using System.Reflection;

namespace Matchmaking.Web.Platform;

/// <summary>An assembly beside this one that has pages; the tests bring theirs.</summary>
public sealed record PagesElsewhere(Assembly Assembly);
