using Microsoft.AspNetCore.Components;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>Saves what was typed, or gives it back with what is wrong, or, where somebody saved in between, beside what is stored now.</summary>
public sealed partial class EditSurveyPage
{
    private readonly FormErrors errors = new();
    private ManagedSurvey? survey;
    private DraftForm? form;
    private FieldingCalendar calendar = new(false, TimeZoneInfo.Utc);
    private List<DraftDifference> differences = [];
    private bool isConflict;
    private int revision;

    [Parameter] public string Slug { get; set; } = "";

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var found = await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted);
        if (found is null)
        {
            Navigation.NotFound();
            return;
        }
        calendar = await Context.CalendarAsync(Http.RequestAborted);
        Show(found);
        form = DraftForm.Of(found, calendar);
    }

    private async Task SaveAsync()
    {
        if (survey is null) return;
        var posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        form = DraftForm.Read(posted);
        revision = form.Revision;
        var button = posted["do"].ToString();
        var change = form.Apply(survey, calendar, DraftOperation.Parse(button), T, errors);
        if (errors.Any) return;

        var saved = await Surveys.SaveDraftAsync(
            User.Organisation, survey.SurveyId, revision, change.Draft, change.Slug, change.OpensAt, change.ClosesAt, User.AccountId, Http.RequestAborted);
        switch (saved.Status)
        {
            case SurveyWriteStatus.Done when button == "publish":
                Navigation.NavigateTo($"/surveys/{change.Slug}/publish");
                break;
            case SurveyWriteStatus.Done:
                Navigation.NavigateTo(change.Anchor is null ? $"/surveys/{change.Slug}/edit?done=saved" : $"/surveys/{change.Slug}/edit#{change.Anchor}");
                break;
            case SurveyWriteStatus.SlugTaken:
                errors.Add("slug", T["SlugTaken"]);
                break;
            case SurveyWriteStatus.Conflict:
                await ShowConflictAsync(change);
                break;
            default:
                Navigation.NotFound();
                survey = null;
                break;
        }
    }

    /// <summary>Both stand side by side, and saving again is a decision: the form now carries the stored revision.</summary>
    private async Task ShowConflictAsync(DraftChange mine)
    {
        if (await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted) is not { } stored) return;
        Show(stored);
        isConflict = true;
        differences = DraftDifference.Between(mine, new(stored.Draft, stored.Slug, stored.OpensAt, stored.ClosesAt, null), calendar, T);
        Http.Response.StatusCode = StatusCodes.Status409Conflict;
    }

    private void Show(ManagedSurvey current)
    {
        survey = current;
        revision = current.DraftRevision;
    }
}
