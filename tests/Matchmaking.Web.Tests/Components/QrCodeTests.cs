using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Matchmaking.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QRCoder;

namespace Matchmaking.Web.Tests.Components;

public sealed partial class QrCodeTests
{
    private const string Address = "https://example.org/fi/initiatives/1234/siivoustalkoot-sarkiniemessa";

    [Fact]
    public void The_picture_is_the_code_module_by_module()
    {
        var code = QrCode.Of(Address);
        var drawn = new HashSet<(int X, int Y)>();
        foreach (Match run in Run().Matches(code.Path))
            for (var i = 0; i < int.Parse(run.Groups[3].Value); i++) drawn.Add((int.Parse(run.Groups[1].Value) + i, int.Parse(run.Groups[2].Value)));

        using var data = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        Assert.Equal(rows.Count, code.Size);
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count; x++) Assert.Equal(rows[y][x], drawn.Contains((x, y)));
    }

    [Fact]
    public void It_has_a_quiet_border_of_four()
    {
        var code = QrCode.Of(Address);
        var columns = Run().Matches(code.Path).Select(r => (From: int.Parse(r.Groups[1].Value), Length: int.Parse(r.Groups[3].Value)));
        Assert.All(columns, c => Assert.True(c.From >= 4 && c.From + c.Length <= code.Size - 4));
    }

    [Fact]
    public void Another_address_is_another_picture() =>
        Assert.NotEqual(QrCode.Of("https://example.org/a").Path, QrCode.Of("https://example.org/b").Path);

    [Fact]
    public void The_file_is_small_whole_and_without_style_or_script()
    {
        var svg = QrCode.Of(Address).ToSvg("Avaa \"talkoot\" <nyt> & heti");
        var root = XElement.Parse(svg);
        Assert.Equal("Avaa \"talkoot\" <nyt> & heti", root.Attribute("aria-label")!.Value);
        Assert.Null(root.DescendantsAndSelf().Attributes("style").FirstOrDefault());
        Assert.Null(root.Attribute("width"));
        Assert.InRange(svg.Length, 1_000, 8_000);
    }

    [Fact]
    public async Task On_a_page_it_has_a_name_and_no_style()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<QrPicture>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Address"] = Address, ["Label"] = "Avaa talkoot" }))).ToHtmlString());
        var svg = new HtmlParser().ParseDocument(html).QuerySelector("svg")!;
        Assert.Equal(("Avaa talkoot", "img"), (svg.GetAttribute("aria-label"), svg.GetAttribute("role")));
        Assert.Equal(QrCode.Of(Address).Path, svg.QuerySelectorAll("path")[1].GetAttribute("d"));
        Assert.DoesNotContain("style", html, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\3z")]
    private static partial Regex Run();
}
