using System.Diagnostics;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Matchmaking.Web.Components;

/// <summary>Reads Markdown into a tree of which only known kinds of node are let through. HTML, footnotes, attributes, identifiers and
/// every other extension are off; pictures leave their description; headings begin at the third level, below a page's own.</summary>
internal static class MarkdownTree
{
    private static readonly MarkdownPipeline WithoutTables = Build(tables: false), WithTables = Build(tables: true);

    /// <returns>HTML that the second net has yet to pass; null when the text holds something that is not let through.</returns>
    /// <exception cref="Exception">Too deep, too slow, or a fault of the parser: the caller shows the text as it is.</exception>
    public static string? ToHtml(string text, bool tables, int maxCells, Budget budget)
    {
        var pipeline = tables ? WithTables : WithoutTables;
        var context = new MarkdownParserContext();
        context.Properties[typeof(Budget)] = budget;
        var tree = Markdig.Markdown.Parse(text, pipeline, context);
        budget.Check();
        var nodes = tree.Descendants().ToList();
        if (!nodes.All(IsKnown) || nodes.OfType<TableCell>().Count() > maxCells) return null;
        foreach (var heading in nodes.OfType<HeadingBlock>()) heading.Level = Math.Min(heading.Level + 2, 6);
        foreach (var link in nodes.OfType<LinkInline>()) Keep(link);
        foreach (var link in nodes.OfType<AutolinkInline>()) Keep(link);
        return tree.ToHtml(pipeline);
    }

    private static bool IsKnown(MarkdownObject node) => node is ParagraphBlock or HeadingBlock or ListBlock or ListItemBlock or QuoteBlock
        or CodeBlock or ThematicBreakBlock or BlankLineBlock or LinkReferenceDefinitionGroup or LinkReferenceDefinition
        or Table or TableRow or TableCell or LiteralInline or EmphasisInline or LinkInline or AutolinkInline or CodeInline
        or LineBreakInline or HtmlEntityInline or DelimiterInline
        || node.GetType() == typeof(ContainerInline);

    private static void Keep(LinkInline link)
    {
        link.Title = null;
        link.GetDynamicUrl = null;
        if (link.IsImage || SafeLink.Clean(link.Url) is null) link.ReplaceBy(new ContainerInline());
    }

    private static void Keep(AutolinkInline link)
    {
        if (SafeLink.Clean(link.IsEmail ? "mailto:" + link.Url : link.Url) is null) link.ReplaceBy(new LiteralInline(link.Url));
    }

    private static MarkdownPipeline Build(bool tables)
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = 128 }.DisableHtml().UseSoftlineBreakAsHardlineBreak()
            .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true });
        if (tables) builder.UsePipeTables();
        builder.BlockParsers.Insert(0, new LineClock());
        builder.InlineParsers.Insert(0, new MarkClock());
        return builder.Build();
    }

    /// <summary>The time that one text may take. The parser has no way to be interrupted, so it is asked at every line and mark.</summary>
    public sealed class Budget(TimeSpan time)
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public void Check()
        {
            if (Stopwatch.GetElapsedTime(_started) > time) throw new TimeoutException("The Markdown takes too long.");
        }

        public static void Check(MarkdownParserContext? context) =>
            (context?.Properties.GetValueOrDefault(typeof(Budget)) as Budget)?.Check();
    }

    private sealed class LineClock : BlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor)
        {
            Budget.Check(processor.Context);
            return BlockState.None;
        }
    }

    private sealed class MarkClock : InlineParser
    {
        public MarkClock() => OpeningCharacters = ['[', ']', '!', '*', '_', '`', '<', '&', '\\', '\n', '|', 'h', 'm', 't', 'w'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            Budget.Check(processor.Context);
            return false;
        }
    }
}
