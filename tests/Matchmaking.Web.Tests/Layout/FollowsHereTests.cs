using Matchmaking.Web.Layout;
using Matchmaking.Web.Tests.Components;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Tests.Layout;

public sealed class FollowsHereTests
{
    [Theory]
    [InlineData(true, "/theme/joensuu.1.css")]
    [InlineData(false, null)]
    public async Task The_frame_takes_the_colours_of_the_municipality_that_the_page_enters_later(bool enters, string? theme)
    {
        var html = await Rendered.AsHtmlAsync<Frame>(("Enters", enters));

        Assert.Equal(theme, html.QuerySelector("link")?.GetAttribute("href"));
    }

    /// <summary>A frame and then its page, as in the layout.</summary>
    private sealed class Frame : ComponentBase
    {
        [Parameter] public bool Enters { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<ThemeLink>(0);
            builder.CloseComponent();
            builder.OpenComponent<Page>(1);
            builder.AddComponentParameter(2, "Enters", Enters);
            builder.CloseComponent();
        }
    }

    private sealed class Page : ComponentBase
    {
        [Inject] private Here Here { get; set; } = null!;
        [Parameter] public bool Enters { get; set; }

        protected override async Task OnInitializedAsync()
        {
            await Task.Yield();
            if (Enters) Here.Enter(new(Guid.CreateVersion7(), "joensuu", "Joensuu", "FI", "Europe/Helsinki", "/theme/joensuu.1.css"));
        }
    }
}
