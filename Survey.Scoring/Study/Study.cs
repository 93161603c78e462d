using System.Reflection;
using System.Security.Cryptography;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study.Resampling;
using Survey.Scoring.Study.Samples;

namespace Survey.Scoring.Study;

/// <summary>Questionnaire and responses to result, in the order of the work: answers, moments, statistics, result.</summary>
public static class Study
{
    private static readonly string Engine = "Survey.Scoring " + typeof(Study).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    /// <summary>Computes every figure of the study.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static StudyResult Evaluate(ResponseTable responses, StudyOptions? options = null) =>
        Evaluate(StudyMoments.Of(responses), responses, WithGroups(options ?? new StudyOptions(), responses));

    /// <summary>Computes every figure of the study from its moments: the time does not depend on the number of responses.</summary>
    /// <remarks>What needs the responses themselves is then undefined, with <see cref="UndefinedReason.NeedsResponses"/>.</remarks>
    public static StudyResult Evaluate(StudyMoments moments, StudyOptions? options = null) => Evaluate(moments, null, options ?? new StudyOptions());

    /// <summary>Only how carefully the questionnaire was answered, as <see cref="StudyResult.DataQuality"/> of the complete study says it.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static DataQualityResult Screen(ResponseTable responses, StudyOptions? options = null) =>
        DataQuality.Of(StudyMoments.Of(responses), responses, options ?? new StudyOptions());

    // Without other word the responses are all there are.
    private static StudyOptions WithGroups(StudyOptions options, ResponseTable responses) =>
        options is { MinimumGroup: not null, Groups: null } ? options with { Groups = GroupCounts.Of(responses) } : options;

    private static StudyResult Evaluate(StudyMoments moments, ResponseTable? responses, StudyOptions options)
    {
        var questionnaire = moments.Questionnaire;
        var models = ModelEvaluation.All(moments, options);
        if (options.Depth == StudyDepth.Complete) models = RobustFit.Beside(models, moments, responses);
        var commonSample = Comparisons.OnCommonSample(moments);
        var isResampled = options is { Depth: StudyDepth.Complete, Resamples: > 0 };
        var bootstrap = isResampled && responses is not null ? new StudyBootstrap(responses, moments.Plan, options) : null;
        var segments = Segments.All(moments, options);
        var result = new StudyResult
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
            Models = models,
            Comparisons = Comparisons.OfPairs(moments),
            CommonSample = commonSample,
            DataQuality = options.Depth != StudyDepth.Complete ? null
                : responses is null ? DataQuality.Nothing(UndefinedReason.NeedsResponses) : DataQuality.Of(moments, responses, options),
            Uncertainty = !isResampled ? null : bootstrap is null ? Uncertainty.WithoutResponses : Uncertainty.Of(bootstrap, moments, models, commonSample),
            Invariance = options.Depth == StudyDepth.Complete ? Invariance.Of(moments, responses, options) : null,
            DifferenceScrutiny = DifferenceScrutiny.Of(moments, responses, options),
            Priorities = Priorities.Of(moments, models, responses, bootstrap, options),
            Segments = segments,
            Sample = Sampling.Of(moments, segments, options.Population, responses),
            Missing = new MissingAnswers(moments.Answers.Answered, moments.Answers.Skipped, moments.Answers.NotApplicable, moments.Answers.NotSeen),
        };
        return result with { Verdict = Verdict.Of(result, questionnaire) };
    }
}
