using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Layout;

/// <summary>A part of the frame that shows the municipality. The frame is rendered before the page inside it has found out where it is,
/// so it is rendered again when the page enters one.</summary>
public abstract class FollowsHere : ComponentBase, IDisposable
{
    [Inject] protected Here Here { get; set; } = null!;

    protected override void OnInitialized() => Here.Entered += StateHasChanged;

    public void Dispose()
    {
        Here.Entered -= StateHasChanged;
        GC.SuppressFinalize(this);
    }
}
