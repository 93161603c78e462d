using System.Collections.Immutable;

namespace Survey.Web.Reports;

/// <summary>How the blocks of parts are put together for a page.</summary>
internal static class ReportBlocks
{
    /// <summary>The blocks of a part whose name is the page's own title: without its first heading, the others moved up by one level.</summary>
    public static IEnumerable<ReportBlock> UnderPageTitle(this IEnumerable<ReportBlock> blocks) => blocks
        .Where((block, place) => place > 0 || block is not ReportBlock.Heading)
        .Select(block => block is ReportBlock.Heading heading ? heading with { Level = heading.Level - 1 } : block);

    // A longer list of names is harder to read than the tables are to find.
    private const int MostNames = 3;

    /// <summary>Evidence behind the sentences before it, named by its tables.</summary>
    public static ReportBlock.Details Folded(this ReportContext report, params IEnumerable<ReportBlock> blocks)
    {
        ImmutableArray<ReportBlock> all = [.. blocks];
        string[] names = [.. all.OfType<ReportBlock.Table>().Select(table => table.Caption)];
        return new ReportBlock.Details(names.Length switch
        {
            1 => report.T["Details.Table", names[0]],
            <= MostNames => report.T["Details.Tables", string.Join(" · ", names)],
            _ => report.T["Details.MoreTables", string.Join(" · ", names.Take(MostNames)), names.Length - MostNames],
        }, all);
    }

    /// <summary>A table that a screen folds because it is long on a phone, and paper shows.</summary>
    public static ReportBlock.Details FoldedOnScreen(this ReportContext report, ReportBlock.Table table) => report.Folded(table) with { StaysOnPaper = true };
}
