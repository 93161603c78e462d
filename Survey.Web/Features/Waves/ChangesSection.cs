using System.Collections.Immutable;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Web.Features.Waves;

/// <summary>What changed from month to month, in the report: the two newest months that may be shown, and all of them in control charts.</summary>
internal sealed class ChangesSection(WavesReader reader) : IReportSection
{
    public async Task<ImmutableArray<ReportBlock>> BlocksAsync(OrganisationId organisation, string slug, Language language, CancellationToken cancel) =>
        await reader.ReadAsync(organisation, slug, new WavesQuery { By = WaveDivision.Months }, new Texts<WavesText>(language), cancel, waits: true) is { State: WavesState.Ready } view
            ? [.. view.Blocks()] : [];
}
