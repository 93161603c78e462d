using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Storage;
using static Survey.Tests.Respond.RespondStudy;

namespace Survey.Tests.Respond;

/// <summary>
/// A survey with further questions: visits (number, asked once more when empty) and services (several) at the start; the dimension assurance only for those
/// who came twice; a ranking after reliability, needed; why (text) for those who rate overall quality below 4, the last visit (day) and a recommendation at the end.
/// </summary>
internal static class QuestionStudy
{
    public static Task<RespondStudy> PublishAsync(SurveyApp app, bool hasRandomOrder = false, SurveySettings? settings = null) =>
        RespondStudy.PublishAsync(app, settings: settings, change: questionnaire => With(questionnaire, hasRandomOrder));

    public static Questionnaire With(Questionnaire questionnaire, bool hasRandomOrder = false) => questionnaire with
    {
        Importance = null,
        Models = ["servqual", "servperf"],
        Dimensions =
        [
            .. questionnaire.Dimensions.Select(dimension => dimension.Id switch
            {
                "assurance" => dimension with { When = When(new ConditionTerm("visits") { From = 2 }) },
                "tangibles" => dimension with { HasRandomOrder = hasRandomOrder },
                _ => dimension,
            }),
        ],
        Questions =
        [
            new("visits", QuestionKind.Number, Both("How often were you in {branch|our branch}?", "چند بار به {branch|شعبهٔ ما} آمده‌اید؟")) { Least = 0, Most = 366, Place = Question.Start, Requirement = Requirement.Soft },
            new("services", QuestionKind.Multiple, Both("Which services?", "کدام خدمات؟")) { Place = Question.Start, Options = Options(("loan", "Loan", "وام"), ("card", "Card", "کارت"), ("transfer", "Transfer", "حواله")) },
            new("order", QuestionKind.Ranking, Both("What matters most?", "چه چیزی مهم‌تر است؟"))
            {
                Place = "reliability", Requirement = Requirement.Hard, Options = Options(("price", "Price", "قیمت"), ("time", "Time", "زمان"), ("care", "Care", "توجه")),
            },
            new("why", QuestionKind.LongText, Both("Why?", "چرا؟")) { When = When(new ConditionTerm(questionnaire.Outcomes[0].Id) { To = 3 }) },
            new("last", QuestionKind.Date, Both("When were you here last?", "آخرین بار کی اینجا بودید؟")),
            new("again", QuestionKind.Nps, Both("Would you recommend us?", "ما را توصیه می‌کنید؟")),
        ],
    };

    private static Condition When(params ConditionTerm[] terms) => new(NeedsAll: true, [.. terms]);

    private static System.Collections.Immutable.ImmutableArray<AttributeOption> Options(params (string Id, string English, string Persian)[] options) =>
        [.. options.Select(option => new AttributeOption(option.Id, Both(option.English, option.Persian)))];
}
