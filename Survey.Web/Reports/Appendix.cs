using System.Collections.Immutable;

namespace Survey.Web.Reports;

/// <summary>
/// Puts blocks in the order of paper: sentences, charts and the tables that are results of their own first, and the evidence of every section,
/// which a screen folds, in an appendix behind them.
/// </summary>
internal sealed class Appendix(ReportContext report)
{
    private readonly List<ReportBlock> _main = [];
    private readonly List<(ReportBlock.Heading Section, List<ReportBlock> Blocks)> _sections = [];
    private ReportBlock.Heading? _section;

    /// <summary>The same blocks, with what is folded behind them.</summary>
    public static ImmutableArray<ReportBlock> Behind(ReportContext report, IEnumerable<ReportBlock> blocks)
    {
        var appendix = new Appendix(report);
        foreach (var block in blocks) appendix.Add(block);
        appendix.Close();
        return [.. appendix._main, .. appendix.Blocks()];
    }

    private void Add(ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Heading { Level: 1 } heading:
                Close();
                _section = heading;
                _main.Add(heading);
                break;
            case ReportBlock.Details { StaysOnPaper: true } details:
                _main.AddRange(details.Blocks);
                break;
            case ReportBlock.Details details:
                Keep(details.Blocks);
                break;
            case ReportBlock.Figure { Data: { } data } figure:
                _main.Add(figure with { Data = null });
                if (data.IsShown) _main.Add(data.Table);
                else Keep([data.Table]);
                break;
            default:
                _main.Add(block);
                break;
        }
    }

    private void Keep(IEnumerable<ReportBlock> blocks)
    {
        if (_section is null) throw new InvalidOperationException("What is folded stands below a heading.");
        if (_sections.Count == 0 || _sections[^1].Section != _section) _sections.Add((_section, []));
        _sections[^1].Blocks.AddRange(blocks);
    }

    /// <summary>Ends a section with the place of its evidence.</summary>
    private void Close()
    {
        if (_sections.Count > 0 && _sections[^1].Section == _section) _main.Add(new ReportBlock.Paragraph(report.T["Appendix.See", _sections.Count], IsAside: true));
    }

    private IEnumerable<ReportBlock> Blocks()
    {
        if (_sections.Count == 0) yield break;
        yield return new ReportBlock.Heading(1, report.T["Appendix.Title"], "appendix", StartsPage: true);
        yield return new ReportBlock.Paragraph(report.T["Appendix.Explanation"]);
        foreach (var ((section, blocks), index) in _sections.Select((section, index) => (section, index)))
        {
            yield return new ReportBlock.Heading(2, report.T["Appendix.Section", index + 1, section.Text], "appendix-" + section.Anchor);
            foreach (var block in blocks) yield return block;
        }
    }
}
