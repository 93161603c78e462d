using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Storage;

/// <summary>
/// A survey while it is being designed: the whole questionnaire that it started from, what of it is left out, and the settings.
/// What is left out stays in the draft, so that it can be taken in again.
/// </summary>
internal sealed record SurveyDraft
{
    /// <summary>The whole questionnaire, with the survey's own title and attributes.</summary>
    public required Questionnaire Questionnaire { get; init; }

    /// <summary>The ids of the dimensions that are not asked.</summary>
    public ImmutableArray<string> DimensionsLeftOut { get; init; } = [];

    /// <summary>The ids of the outcomes that are not asked.</summary>
    public ImmutableArray<string> OutcomesLeftOut { get; init; } = [];

    public bool LeavesOutImportance { get; init; }

    public bool LeavesOutComment { get; init; }

    /// <summary>The ids of items, dimensions and questions that were deleted: responses may hold them, so nothing else is given them.</summary>
    public ImmutableArray<string> RetiredIds { get; init; } = [];

    public required SurveySettings Settings { get; init; }

    /// <summary>Whether the importance question is asked: it shares points among dimensions, so there must be two of them.</summary>
    public bool AsksImportance =>
        Questionnaire.Importance is not null && !LeavesOutImportance && Questionnaire.Dimensions.Count(dimension => !DimensionsLeftOut.Contains(dimension.Id)) > 1;

    /// <summary>What respondents are asked: the questionnaire without what is left out, with the models that remain possible (weighted ones rest on the importance points).</summary>
    public Questionnaire Asked => Questionnaire with
    {
        Dimensions = [.. Questionnaire.Dimensions.Where(dimension => !DimensionsLeftOut.Contains(dimension.Id))],
        Outcomes = [.. Questionnaire.Outcomes.Where(outcome => !OutcomesLeftOut.Contains(outcome.Id))],
        Importance = AsksImportance ? Questionnaire.Importance : null,
        Comment = LeavesOutComment ? null : Questionnaire.Comment,
        Models = [.. Questionnaire.Models.Where(model => AsksImportance || MeasurementModels.Find(model) is not { IsWeighted: true })],
    };
}
