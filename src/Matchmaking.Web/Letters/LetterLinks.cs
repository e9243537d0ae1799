using Matchmaking.Web.Platform;

namespace Matchmaking.Web.Letters;

/// <summary>Absolute addresses for letters, from configuration alone.</summary>
public sealed class LetterLinks(WebSettings site)
{
    /// <param name="link">One of <see cref="Links"/>.</param>
    public string To(string language, string link) => site.Absolute(link.StartsWith('/') ? link : $"/{language}/{(link == Links.Home ? "" : link)}");
}
