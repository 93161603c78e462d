using System.Reflection;
using System.Security.Cryptography;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study.Drawn;
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
    public static StudyResult Evaluate(ResponseTable responses, StudyOptions? options = null)
    {
        options = WithGroups(options ?? new StudyOptions(), responses);
        var levels = options.Depth == StudyDepth.Complete ? ImpactAsymmetry.Levels(StudyPlan.Of(responses.Questionnaire)) : [];
        return Evaluate(StudyMoments.Of(responses, levels), responses, null, levels, options);
    }

    /// <summary>Computes every figure of the study from its moments: the time does not depend on the number of responses.</summary>
    /// <remarks>What needs the responses themselves is then undefined, with <see cref="UndefinedReason.NeedsResponses"/>.</remarks>
    public static StudyResult Evaluate(StudyMoments moments, StudyOptions? options = null) => Evaluate(moments, null, null, [], options ?? new StudyOptions());

    /// <summary>
    /// Computes every figure of the study from its moments and those of groups of respondents, which say how sure figures are as well as the
    /// responses do; neither time depends on the number of responses.
    /// </summary>
    /// <remarks>Up to 4,000 responses the bootstrap draws single ones: then, and for whatever else needs them, figures are undefined with <see cref="UndefinedReason.NeedsResponses"/>.</remarks>
    /// <exception cref="ArgumentException">The groups are not those of the same responses.</exception>
    public static StudyResult Evaluate(StudyMoments moments, GroupedMoments groups, StudyOptions? options = null)
    {
        if (!moments.Plan.AsksTheSame(groups.Plan) || moments.Responses != groups.Responses)
            throw new ArgumentException("The groups are not those of the same responses.", nameof(groups));
        return Evaluate(moments, null, groups, [], options ?? new StudyOptions());
    }

    /// <summary>Only how carefully the questionnaire was answered, as <see cref="StudyResult.DataQuality"/> of the complete study says it.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static DataQualityResult Screen(ResponseTable responses, StudyOptions? options = null) =>
        DataQuality.Of(StudyMoments.Of(responses), responses, ResponseScreening.Of(responses, options?.Screening), options ?? new StudyOptions());

    // Without other word the responses are all there are.
    private static StudyOptions WithGroups(StudyOptions options, ResponseTable responses) =>
        options is { MinimumGroup: not null, Groups: null } ? options with { Groups = GroupCounts.Of(responses) } : options;

    private static StudyResult Evaluate(StudyMoments moments, ResponseTable? responses, GroupedMoments? groups, ScoreLevels[] levels, StudyOptions options)
    {
        // Where items are drawn nobody has all of them, and what searches, resamples or screens rests on respondents who have.
        if (moments.Plan.DrawsItems) options = options with { Depth = StudyDepth.Figures, Resamples = 0, Population = null };
        var questionnaire = moments.Questionnaire;
        var models = ModelEvaluation.All(moments, options);
        SecondPass? pass = null;
        BatteryInvariance? batteries = null;
        if (options.Depth == StudyDepth.Complete)
        {
            // The longest search needs no response, so that it runs while they are read.
            var figures = models;
            Parallel.Invoke(
                () => batteries = Invariance.BetweenBatteries(moments),
                () => pass = responses is null ? null : SecondPass.Of(responses, moments, levels, figures, options));
            models = RobustFit.Beside(models, moments.Plan, pass?.Fit);
        }

        var commonSample = Comparisons.OnCommonSample(moments);
        var isResampled = options is { Depth: StudyDepth.Complete, Resamples: > 0 };
        var bootstrap = isResampled ? StudyBootstrap.Of(moments, responses, groups, options) : null;
        var segments = Segments.All(moments, options);
        var (items, dimensions) = UnpairedGaps.Add(moments, Gaps.OfItems(moments), Gaps.OfDimensions(moments));
        var result = new StudyResult
        {
            Engine = Engine,
            Questionnaire = new QuestionnaireIdentity(
                questionnaire.Id, questionnaire.Version, Convert.ToHexStringLower(SHA256.HashData(QuestionnaireFile.Write(questionnaire)))),
            Filter = options.Filter,
            Seed = options.Seed,
            DataHash = moments.DataHash.ToString(),
            Responses = moments.Responses,
            Items = items,
            Dimensions = dimensions,
            GapModel = moments.Plan.GapModel?.Code,
            Models = models,
            Comparisons = Comparisons.OfPairs(moments),
            CommonSample = commonSample,
            DataQuality = options.Depth != StudyDepth.Complete ? null
                : pass is null ? DataQuality.Nothing(UndefinedReason.NeedsResponses) : DataQuality.Of(moments, responses!, pass.Screening, options),
            Uncertainty = !isResampled ? null : bootstrap is null ? Uncertainty.WithoutResponses : Uncertainty.Of(bootstrap, moments, models, commonSample),
            Invariance = options.Depth == StudyDepth.Complete ? Invariance.Of(moments, pass?.Segments, batteries, options) : null,
            DifferenceScrutiny = moments.Plan.DrawsItems ? null : DifferenceScrutiny.Of(moments, pass?.Gaps),
            Priorities = Priorities.Of(moments, models, pass?.Impact, moments.Plan.DrawsItems ? ItemsWithOutcome : pass is null ? groups is null ? null : groups.ItemsWithOutcome : (outcome, dimension) => pass.Items[outcome].CrossProducts(dimension), bootstrap),
            Segments = segments,
            Questions = responses is null ? default : Questions.Of(responses.Questions, options.MinimumGroup),
            Drawing = Drawing.Of(moments),
            Sample = Sampling.Of(moments, segments, options.Population, responses),
            Missing = new MissingAnswers(moments.Answers.Answered, moments.Answers.Skipped, moments.Answers.NotApplicable, moments.Answers.NotSeen),
        };
        return result with { Verdict = Verdict.Of(result, questionnaire) };

        CrossProducts ItemsWithOutcome(int outcome, int dimension) =>
            DrawnModels.ItemsWithOutcome(moments, moments.Plan.BaseOf(Priorities.ModelOf(moments.Plan)), dimension, outcome);
    }
}
