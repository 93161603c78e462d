using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>A survey whose respondents are shown the first item of every dimension and two of the others.</summary>
internal static class LiteStudy
{
    public static Task<RespondStudy> PublishAsync(SurveyApp app, int? expectationShare = null, SurveySettings? settings = null) =>
        RespondStudy.PublishAsync(app, settings: settings, change: questionnaire => With(questionnaire, expectationShare));

    public static Questionnaire With(Questionnaire questionnaire, int? expectationShare = null) => questionnaire with
    {
        Importance = null,
        Models = ["servqual", "servperf"],
        Batteries = [.. questionnaire.Batteries.Select(battery => battery.Id == "expectation" ? battery with { Share = expectationShare } : battery)],
        Dimensions = [.. questionnaire.Dimensions.Select(dimension => dimension with { Draw = 2, Items = [.. dimension.Items.Select((item, place) => item with { IsCommon = place == 0 })] })],
    };
}
