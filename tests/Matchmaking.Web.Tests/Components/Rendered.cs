using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Web.Tests.Components;

/// <summary>A component as it comes out on the page, without a server.</summary>
internal static class Rendered
{
    public static async Task<IDocument> AsHtmlAsync<T>(params (string Name, object? Value)[] parameters) where T : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().AddScoped<Here>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
        var values = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(values)).ToHtmlString());
        return await new HtmlParser().ParseDocumentAsync(html);
    }

    public static IEnumerable<string> Ids(this IDocument page) => page.QuerySelectorAll("[id]").Select(e => e.Id!);
}
