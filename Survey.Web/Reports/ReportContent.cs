using System.Collections.Immutable;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>Blocks with the language that they are written in. Public because components and so their parameters are; what it holds is not.</summary>
public sealed class ReportContent
{
    internal ReportContent(Language language, IEnumerable<ReportBlock> blocks) => (Language, Blocks) = (language, [.. blocks]);

    internal Language Language { get; }

    internal ImmutableArray<ReportBlock> Blocks { get; }
}
