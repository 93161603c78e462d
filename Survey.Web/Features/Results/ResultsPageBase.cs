using Microsoft.AspNetCore.Components;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports;

namespace Survey.Web.Features.Results;

/// <summary>A page about the results of one survey: it reads the choice that its address names, and then what it shows of it.</summary>
public abstract class ResultsPageBase : ComponentBase
{
    [Parameter] public string Slug { get; set; } = "";

    [Inject] private protected ResultsReader Reader { get; set; } = default!;

    [Inject] private protected CurrentUser User { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IHttpContextAccessor Http { get; set; } = default!;

    /// <summary>The view; null until it has been read.</summary>
    private protected ResultsView? View { get; private set; }

    private protected IQueryCollection Query => Http.HttpContext!.Request.Query;

    private protected CancellationToken Cancel => Http.HttpContext!.RequestAborted;

    /// <summary>How much has to be computed for the page.</summary>
    private protected virtual StudyDepth Depth => StudyDepth.Complete;

    protected sealed override async Task OnInitializedAsync()
    {
        var view = await Reader.ReadAsync(User.Organisation, Slug, ResultsQuery.Read(Query), Depth, mayLackResponses: true, Cancel);
        if (view is null)
        {
            Navigation.NotFound();
            return;
        }

        if (view.State == ResultsState.Ready) view = await ShowAsync(view, view.Report(Language.Current));
        View = view;
    }

    /// <summary>Makes what the page shows of figures that are there.</summary>
    /// <returns>The view; another one where the page has read more.</returns>
    private protected virtual Task<ResultsView> ShowAsync(ResultsView view, ReportContext report)
    {
        Show(report);
        return Task.FromResult(view);
    }

    /// <inheritdoc cref="ShowAsync"/>
    private protected virtual void Show(ReportContext report)
    {
    }
}
