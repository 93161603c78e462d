using System.Reflection;
using System.Security.Cryptography;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>Questionnaire and responses to result, in the order of the work: answers, moments, statistics, result.</summary>
public static class Study
{
    private static readonly string Engine = "Survey.Scoring " + typeof(Study).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    /// <summary>Computes every figure of the study.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static StudyResult Evaluate(ResponseTable responses, StudyOptions? options = null) =>
        Evaluate(StudyMoments.Of(responses), responses, options ?? new StudyOptions());

    /// <summary>Computes every figure of the study from its moments: the time does not depend on the number of responses.</summary>
    public static StudyResult Evaluate(StudyMoments moments, StudyOptions? options = null) => Evaluate(moments, null, options ?? new StudyOptions());

    private static StudyResult Evaluate(StudyMoments moments, ResponseTable? responses, StudyOptions options)
    {
        var questionnaire = moments.Questionnaire;
        return new StudyResult
        {
            Engine = Engine,
            Questionnaire = new QuestionnaireIdentity(
                questionnaire.Id, questionnaire.Version, Convert.ToHexStringLower(SHA256.HashData(QuestionnaireFile.Write(questionnaire)))),
            Filter = options.Filter,
            Seed = options.Seed,
            DataHash = moments.DataHash.ToString(),
            Responses = moments.Responses,
            Items = Gaps.OfItems(moments),
            Dimensions = Gaps.OfDimensions(moments),
            GapModel = moments.Plan.GapModel?.Code,
            Models = ModelEvaluation.All(moments, options),
            Comparisons = Comparisons.OfPairs(moments),
            CommonSample = Comparisons.OnCommonSample(moments),
            Segments = Segments.All(moments, options.MinimumGroup),
            DataQuality = options.Depth != StudyDepth.Complete ? null
                : responses is null ? DataQuality.Nothing(UndefinedReason.NeedsResponses) : DataQuality.Of(moments, responses, options),
            Missing = new MissingAnswers(moments.Answers.Answered, moments.Answers.Skipped, moments.Answers.NotApplicable, moments.Answers.NotSeen),
        };
    }
}
