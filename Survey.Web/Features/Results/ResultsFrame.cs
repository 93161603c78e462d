using System.Collections.Immutable;
using Survey.Web.Reports;

namespace Survey.Web.Features.Results;

/// <summary>A view with the page that shows it. Public because components and so their parameters are; what it holds is not.</summary>
public sealed class ResultsFrame
{
    internal ResultsFrame(ResultsView view, string path, string titleKey, IEnumerable<ReportBlock> blocks, params ReadOnlySpan<SectionLink> further) =>
        (View, Path, TitleKey, Sections) = (view, path, titleKey, [.. SectionLink.To(blocks), .. further]);

    internal ResultsView View { get; }

    /// <summary>The page's address below the survey's.</summary>
    internal string Path { get; }

    internal string TitleKey { get; }

    /// <summary>What stands on the page, in order.</summary>
    internal ImmutableArray<SectionLink> Sections { get; }
}
