using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Components;

/// <summary>What all fields have in common. They stand in a plain form with <c>novalidate</c>; the page checks the values itself.</summary>
public abstract class InputField : ComponentBase
{
    /// <summary>The name that the form sends, such as "Input.Title".</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Help that is needed before answering, under the label.</summary>
    [Parameter] public string? Description { get; set; }

    /// <summary>What is wrong. Left out, it comes from the cascaded <see cref="FormErrors"/>.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>A field that may be left empty says so beside its label.</summary>
    [Parameter] public bool Required { get; set; } = true;

    /// <summary>The language that is to be written here, when it is not the page's.</summary>
    [Parameter] public string? Lang { get; set; }

    /// <summary>Further attributes of the input, as they are.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Others { get; set; }

    [CascadingParameter] public FormErrors? Errors { get; set; }

    protected string Id => FormErrors.IdOf(Name);
    protected string? Message => Error ?? Errors?.For(Name);
    protected string? Invalid => Message is null ? null : "true";
    protected string? AriaRequired => Required ? "true" : null;

    /// <summary>The ids of help and error, in reading order.</summary>
    protected string? DescribedBy => (Description, Message) switch
    {
        (null, null) => null,
        (_, null) => $"{Id}-d",
        (null, _) => $"{Id}-e",
        _ => $"{Id}-d {Id}-e",
    };
}
