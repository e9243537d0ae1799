using Matchmaking.Web.Components;

namespace Matchmaking.Web.Tests.Components;

public sealed class ErrorSummaryTests
{
    [Fact]
    public async Task It_leads_to_each_field_on_this_page_in_the_order_they_were_found()
    {
        var errors = new FormErrors();
        errors.Add("Input.Title", "Write a title");
        errors.Add("Input.Roles[1].Name", "Name the role");
        errors.Add("Somebody was first");

        var page = await Rendered.AsHtmlAsync<ErrorSummary>(("Errors", errors));

        Assert.Equal(["Write a title", "Name the role", "Somebody was first"], page.QuerySelectorAll("li").Select(li => li.TextContent.Trim()));
        var here = new Here();
        Assert.Equal([here.Anchor("Input-Title"), here.Anchor("Input-Roles-1-Name")], page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!));
        Assert.True(page.QuerySelector("[role=group]")!.HasAttribute("autofocus"));
    }

    [Fact]
    public async Task Without_errors_there_is_none() =>
        Assert.Empty((await Rendered.AsHtmlAsync<ErrorSummary>(("Errors", new FormErrors()))).Body!.Children);
}
