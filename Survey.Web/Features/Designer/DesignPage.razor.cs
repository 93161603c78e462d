using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Designer;

/// <summary>Saves what was typed, or gives it back with what is wrong. What somebody else saved in between is merged; a person decides what both changed.</summary>
public sealed partial class DesignPage
{
    private readonly FormErrors errors = new();
    private ManagedSurvey? survey;
    private DesignForm? form;
    private DraftStand? stand;
    private LocalTime time = null!;
    private DesignMerge? merge;
    private Questionnaire? mineQuestionnaire;
    private string operation = DesignOperation.Save;
    private List<string> untranslated = [];

    [Parameter] public string Slug { get; set; } = "";

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    /// <summary>A place in the questionnaire, as a JSON path, and the language of its text: the page goes there.</summary>
    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    [SupplyParameterFromQuery(Name = "in")] public string? In { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private Questionnaire questionnaire => survey!.Draft.Questionnaire;

    private string Here => $"/surveys/{Slug}/design";

    /// <summary>The ratings of the questionnaire, and those of the family that could be added.</summary>
    private IEnumerable<Battery> Offered => questionnaire.Batteries
        .Concat(StandardBatteries.Order.Where(id => questionnaire.Batteries.All(battery => battery.Id != id)).Select(id => StandardBatteries.New(id, questionnaire)));

    private string Stand => stand is { Revision: > 1 } known
        ? known.AccountId == User.AccountId || known.SavedBy is null
            ? T["SavedAt", T.Language.DateTime(known.SavedAt, time)]
            : T["SavedByAt", known.SavedBy, T.Language.DateTime(known.SavedAt, time)]
        : T["NotChangedYet"];

    protected override async Task OnInitializedAsync()
    {
        var found = await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted);
        if (found is null)
        {
            Navigation.NotFound();
            return;
        }
        if (At is not null && HttpMethods.IsGet(Http.Request.Method))
        {
            Navigation.NavigateTo(DesignAddress.FieldOf(At, found.Draft.Questionnaire, Language.Find(In) ?? Language.Current) is { } field ? $"{Here}#{field}" : Here);
            return;
        }
        time = (await Organisations.FindAsync(User.Organisation, Http.RequestAborted) ?? throw new InvalidOperationException("The organisation of a session is gone.")).Time;
        await ShowAsync(found, DesignForm.Of(found.Draft, found.DraftRevision));
    }

    private async Task SaveAsync()
    {
        if (survey is null) return;
        var posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        operation = posted["do"].ToString() is { Length: > 0 } button ? button : DesignOperation.Save;
        var mine = DesignForm.Read(posted);
        if (mine.Revision != survey.DraftRevision)
        {
            mine = await MergedAsync(mine);
            if (merge is not null) return;
        }
        var (draft, anchor) = Change(mine);
        if (errors.Any)
        {
            form = mine;
            return;
        }
        var saved = StoredJson.Write(draft) == StoredJson.Write(survey.Draft)
            ? new SurveyWrite(SurveyWriteStatus.Done, survey.DraftRevision)
            : await Surveys.SaveDraftAsync(User.Organisation, survey.SurveyId, survey.DraftRevision, draft, survey.Slug, survey.OpensAt, survey.ClosesAt, User.AccountId, Http.RequestAborted);
        switch (saved.Status)
        {
            case SurveyWriteStatus.Done:
                Navigation.NavigateTo(anchor is null ? $"{Here}?done={(mine.Has(WasMerged) ? "merged" : "saved")}" : $"{Here}#{anchor}");
                break;
            case SurveyWriteStatus.Conflict:
                // Somebody saved in this very moment: once more, with what is stored now.
                if (await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted) is not { } stored) goto default;
                survey = stored;
                await SaveAsync();
                break;
            default:
                survey = null;
                Navigation.NotFound();
                break;
        }
    }

    private const string WasMerged = "merged";

    /// <summary>My form with what was saved in between; where both changed the same, the question which to keep.</summary>
    private async Task<DesignForm> MergedAsync(DesignForm mine)
    {
        var before = await History.FindAsync(User.Organisation, survey!.SurveyId, mine.Revision, Http.RequestAborted);
        var theirs = DesignForm.Of(survey.Draft, survey.DraftRevision);
        var outcome = DesignMerge.Of(before is null ? DesignForm.Read(FormCollection.Empty) : DesignForm.Of(before, mine.Revision), mine, theirs);
        if (outcome.Both.Count == 0 && outcome.Lost.Count == 0) return outcome.Merged.With([new(WasMerged, DesignForm.On)]);
        merge = outcome;
        mineQuestionnaire = (before ?? survey.Draft).Questionnaire;
        form = outcome.Merged;
        Http.Response.StatusCode = StatusCodes.Status409Conflict;
        return outcome.Merged;
    }

    private (SurveyDraft Draft, string? Anchor) Change(DesignForm mine)
    {
        var read = new DesignReader(mine, survey!.Draft, T, errors).Read();
        if (errors.Any) return (survey.Draft, null);
        var (draft, anchor) = DesignOperation.Parse(operation).Apply(read, mine, T, errors);
        if (!errors.Any)
            foreach (var problem in QuestionnaireFile.Check(draft.Questionnaire).Problems.Where(problem => problem.IsError))
                errors.Add(DesignAddress.FieldOf(problem.Path, draft.Questionnaire, T.Language) ?? "", problem.Message(T.Language.Tag));
        return (draft, anchor);
    }

    private async Task GoAsync()
    {
        if (survey is null) return;
        var posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        var revision = DesignForm.Read(posted).Revision;
        var isUndo = posted["do"] == "undo";
        var outcome = isUndo
            ? await Surveys.UndoAsync(User.Organisation, survey.SurveyId, revision, User.AccountId, Http.RequestAborted)
            : await Surveys.RedoAsync(User.Organisation, survey.SurveyId, revision, User.AccountId, Http.RequestAborted);
        Navigation.NavigateTo($"{Here}?done={outcome.Status switch { SurveyWriteStatus.Done => isUndo ? "undone" : "redone", SurveyWriteStatus.Conflict => "changed", _ => "nothing" }}");
    }

    private async Task ShowAsync(ManagedSurvey current, DesignForm shown)
    {
        survey = current;
        form = shown;
        stand = await History.StandAsync(User.Organisation, current.SurveyId, Http.RequestAborted);
        untranslated = Untranslated(current.Draft.Settings.Languages, shown);
    }

    /// <summary>The fields that are empty in a language that respondents may choose, though there is a text in another one.</summary>
    private static List<string> Untranslated(ImmutableArray<string> asked, DesignForm form)
    {
        var languages = Language.All.Where(language => asked.Contains(language.Tag)).ToList();
        return
        [
            .. from field in form.Values
               where field.Value.Length == 0
               let language = languages.FirstOrDefault(language => field.Key.EndsWith("." + language.Tag, StringComparison.Ordinal))
               where language is not null
               let name = field.Key[..^(language.Tag.Length + 1)]
               where Language.All.Any(other => form[DesignField.In(name, other)].Length > 0)
               select field.Key,
        ];
    }
}
