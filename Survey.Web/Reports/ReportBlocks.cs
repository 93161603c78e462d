using System.Collections.Immutable;

namespace Survey.Web.Reports;

/// <summary>How the blocks of parts are put together for a page.</summary>
internal static class ReportBlocks
{
    /// <summary>The blocks of a part whose name is the page's own title: without its first heading, the others moved up by one level.</summary>
    public static IEnumerable<ReportBlock> UnderPageTitle(this IEnumerable<ReportBlock> blocks) => blocks
        .Where((block, place) => place > 0 || block is not ReportBlock.Heading)
        .Select(block => block is ReportBlock.Heading heading ? heading with { Level = heading.Level - 1 } : block);

    /// <summary>Evidence behind the sentences before it, named by its tables.</summary>
    public static ReportBlock.Details Folded(this ReportContext report, params IEnumerable<ReportBlock> blocks)
    {
        ImmutableArray<ReportBlock> all = [.. blocks];
        return new ReportBlock.Details(report.T["Details.Tables", string.Join(" · ", all.OfType<ReportBlock.Table>().Select(table => table.Caption))], all);
    }
}
