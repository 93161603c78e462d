using System.Collections.Immutable;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>A section that a feature adds to the report of a survey.</summary>
internal interface IReportSection
{
    /// <summary>The section over all complete responses of the survey; empty where there is nothing to say.</summary>
    Task<ImmutableArray<ReportBlock>> BlocksAsync(OrganisationId organisation, string slug, Language language, CancellationToken cancel);
}
