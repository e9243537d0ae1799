using System.Text;

namespace Matchmaking.Web.Letters;

/// <summary>A letter as plain text, as a person would type it.</summary>
internal static class LetterText
{
    public static string Of(LetterWords words, LetterFrame frame)
    {
        var text = new StringBuilder();
        if (frame.Greeting.Length > 0) text.Append(frame.Greeting).Append("\n\n");
        foreach (var block in words.Blocks) text.Append(Of(block)).Append("\n\n");
        text.Append("-- \n").Append(words.Why).Append('\n');
        if (frame.SettingsUrl is { } settings) text.Append(frame.SettingsText).Append(": ").Append(settings).Append('\n');
        if (words.Unsubscribe is { } unsubscribe) text.Append(frame.UnsubscribeText).Append(": ").Append(unsubscribe).Append('\n');
        return text.Append(frame.Sender).Append('\n').ToString();
    }

    private static string Of(LetterBlock block) => block switch
    {
        Paragraph p => p.Text,
        LetterHeading h => h.Text.ToUpperInvariant(),
        Quote q => "> " + q.Text.ReplaceLineEndings("\n> "),
        Code c => $"    {c.Text}",
        Button b => $"{b.Text}:\n{b.Url}",
        LinkLine l => $"{l.Text}:\n{l.Url}",
        Bullets l => string.Join('\n', l.Items.Select(i => $"- {i}")),
        Item i => $"* {i.Title}\n  {i.Text.ReplaceLineEndings("\n  ")}\n  {i.Why}\n  {i.Url}",
        _ => throw new InvalidOperationException($"A letter has no {block.GetType().Name}."),
    };
}
