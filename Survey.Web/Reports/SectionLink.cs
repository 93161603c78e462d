namespace Survey.Web.Reports;

/// <summary>A section of a page, for the list that leads there.</summary>
public sealed record SectionLink(string Anchor, string Text)
{
    /// <summary>The sections among the blocks.</summary>
    internal static IEnumerable<SectionLink> To(IEnumerable<ReportBlock> blocks) =>
        blocks.OfType<ReportBlock.Heading>().Where(heading => heading.Level == 1).Select(heading => new SectionLink(heading.Anchor, heading.Text));
}
