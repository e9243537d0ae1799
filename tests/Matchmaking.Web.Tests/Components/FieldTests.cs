using AngleSharp.Dom;
using Matchmaking.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Tests.Components;

public sealed class FieldTests
{
    private static readonly Choice[] Choices = [new("a", "A", "About A"), new("b", "B", "About B"), new("c", "C")];

    public static TheoryData<string> Fields => [.. Render.Keys];

    private static readonly Dictionary<string, Func<(string, object?)[], Task<IDocument>>> Render = new()
    {
        ["text"] = p => Rendered.AsHtmlAsync<TextField>(p),
        ["area"] = p => Rendered.AsHtmlAsync<TextAreaField>(p),
        ["select"] = p => Rendered.AsHtmlAsync<SelectField>([.. p, ("Choices", Choices)]),
        ["date"] = p => Rendered.AsHtmlAsync<DateField>(p),
        ["check"] = p => Rendered.AsHtmlAsync<CheckField>(p),
        ["radio"] = p => Rendered.AsHtmlAsync<RadioCards>([.. p, ("Choices", Choices)]),
        ["checks"] = p => Rendered.AsHtmlAsync<CheckboxGroup>([.. p, ("Choices", Choices)]),
        ["cards"] = p => Rendered.AsHtmlAsync<CheckboxGroup>([.. p, ("Choices", Choices), ("Cards", true)]),
    };

    [Theory, MemberData(nameof(Fields))]
    public async Task Every_control_has_a_label_and_every_id_is_there_once(string field)
    {
        var page = await Render[field]([("Name", "Input.Thing"), ("Label", "Thing"), ("Description", "Help"), ("Error", "Wrong")]);

        var controls = page.QuerySelectorAll("input, select, textarea");
        Assert.NotEmpty(controls);
        Assert.All(controls, c => Assert.NotNull(page.QuerySelector($"label[for='{c.Id}']")));
        Assert.Equal(page.Ids().Count(), page.Ids().Distinct().Count());
        foreach (var id in page.QuerySelectorAll("[aria-describedby]").SelectMany(e => e.GetAttribute("aria-describedby")!.Split(' ')))
            Assert.Contains(id, page.Ids());
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task The_error_summary_leads_to_a_control(string field)
    {
        var page = await Render[field]([("Name", "Input.Thing"), ("Label", "Thing"), ("Error", "Wrong")]);

        Assert.Matches("^(INPUT|SELECT|TEXTAREA)$", page.GetElementById(FormErrors.IdOf("Input.Thing"))!.TagName);
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task Help_and_error_are_tied_to_what_they_are_about(string field)
    {
        var wrong = await Render[field]([("Name", "Thing"), ("Label", "Thing"), ("Description", "Help"), ("Error", "Wrong")]);
        var right = await Render[field]([("Name", "Thing"), ("Label", "Thing")]);

        Assert.NotNull(wrong.QuerySelector("[aria-describedby='Thing-d Thing-e']"));
        Assert.Contains("Help", wrong.GetElementById("Thing-d")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Wrong", wrong.GetElementById("Thing-e")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(wrong.QuerySelectorAll("[aria-invalid=true]"));
        Assert.Empty(right.QuerySelectorAll("[aria-invalid], [aria-describedby^='Thing-d'], [aria-describedby='Thing-e'], .ds-validation-message"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text()
    {
        var page = await Rendered.AsHtmlAsync<TextField>(("Name", "Thing"), ("Label", "Thing"), ("Value", "\"><script>alert(1)</script>"));

        Assert.Equal("\"><script>alert(1)</script>", page.QuerySelector("input")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("script"));
    }

    [Fact]
    public async Task What_was_chosen_is_chosen_again()
    {
        var radio = await Rendered.AsHtmlAsync<RadioCards>(("Name", "Thing"), ("Label", "Thing"), ("Choices", Choices), ("Value", "b"));
        var select = await Rendered.AsHtmlAsync<SelectField>(("Name", "Thing"), ("Label", "Thing"), ("Choices", Choices), ("Value", "b"));
        string[] two = ["a", "c"];
        var checks = await Rendered.AsHtmlAsync<CheckboxGroup>(("Name", "Thing"), ("Label", "Thing"), ("Choices", Choices), ("Values", two));

        Assert.Equal("b", radio.QuerySelectorAll("[checked]").Single().GetAttribute("value"));
        Assert.Equal("b", select.QuerySelectorAll("[selected]").Single().GetAttribute("value"));
        Assert.Equal(two, checks.QuerySelectorAll("[checked]").Select(c => c.GetAttribute("value")));
    }

    [Fact]
    public async Task A_field_takes_its_error_from_the_form()
    {
        var errors = new FormErrors();
        errors.Add("Thing", "First");
        errors.Add("Thing", "Second");

        RenderFragment field = b => { b.OpenComponent<TextField>(0); b.AddComponentParameter(1, "Name", "Thing"); b.AddComponentParameter(2, "Label", "Thing"); b.CloseComponent(); };
        var page = await Rendered.AsHtmlAsync<CascadingValue<FormErrors>>(("Value", errors), ("ChildContent", field));

        var message = page.GetElementById("Thing-e")!.TextContent;
        Assert.EndsWith("First", message, StringComparison.Ordinal);
    }
}
