namespace Matchmaking.Web.Components;

/// <summary>What has to be put right in a form, in the order it was found; a field is named as in the form ("Input.Title").
/// A page keeps one, cascades it to its fields and hands it to the <see cref="ErrorSummary"/>.</summary>
public sealed class FormErrors
{
    private readonly List<FormError> _all = [];

    public bool Any => _all.Count > 0;
    public IReadOnlyList<FormError> All => _all;

    /// <summary>Adds what is wrong with a field. Only the first message of a field is shown beside it.</summary>
    /// <param name="label">The field's own words, where the message alone does not tell which field it is about.</param>
    public void Add(string name, string message, string? label = null) => _all.Add(new(name, message, label));

    /// <summary>Adds what is wrong with the whole, not with one field.</summary>
    public void Add(string message) => _all.Add(new(null, message));

    public string? For(string name) => _all.Find(e => e.Name == name)?.Message;

    /// <summary>The id of the field with this name, also of the first choice where there are several.</summary>
    public static string IdOf(string name) => name.Replace('.', '-').Replace("[", "-").Replace("]", "");
}

/// <param name="Name">The field's name in the form; null where the whole form is meant.</param>
/// <param name="Message">A whole sentence that says what to do.</param>
/// <param name="Label">Said before the message in the summary.</param>
public sealed record FormError(string? Name, string Message, string? Label = null)
{
    public string InSummary => Label is null ? Message : $"{Label.TrimEnd('?')}: {Message}";
}
