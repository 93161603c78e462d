using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>What the comparison of the models comes to: a recommendation and its grounds, every sentence resting on a test or a stated figure.</summary>
/// <param name="Models">The models that are significantly ahead of every other for an outcome, best known first; empty when there is none.</param>
/// <param name="Recommendation">The first sentence: what prediction says.</param>
/// <param name="Outcomes">Per outcome what was found, in the questionnaire's order.</param>
/// <param name="Grounds">What else there is to weigh: diagnosis, the length of the questionnaire, the quality of the scores.</param>
public sealed record VerdictResult(
    ImmutableArray<string> Models, VerdictStatement Recommendation, ImmutableArray<OutcomeVerdict> Outcomes, ImmutableArray<VerdictStatement> Grounds);

/// <summary>What was found for one outcome, on the respondents complete for all models.</summary>
/// <param name="Outcome">The outcome's id.</param>
/// <param name="N">The respondents of the common sample.</param>
/// <param name="Winner">The model that is significantly ahead of every other (Williams' test, adjusted by Holm over the pairs); null when there is none.</param>
/// <param name="Leaders">The model with the highest correlation and those not distinguishable from it, highest first; empty when nothing was tested.</param>
/// <param name="Statements">Sentences; what more data would decide is among them where something is open.</param>
public sealed record OutcomeVerdict(string Outcome, long N, string? Winner, ImmutableArray<string> Leaders, ImmutableArray<VerdictStatement> Statements);

/// <summary>One sentence: which one, and what stands in it. <see cref="VerdictTexts"/> has the words.</summary>
public sealed record VerdictStatement(VerdictCode Code, ImmutableArray<VerdictArgument> Arguments);

/// <summary>What a place in a sentence holds.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Ids">Ids of models, outcomes or dimensions, or a sentence in English and in Persian; empty for numbers.</param>
/// <param name="Number">The number; 0 for names.</param>
public sealed record VerdictArgument(VerdictArgumentKind Kind, ImmutableArray<string> Ids, double Number);

/// <summary>How a place in a sentence is written.</summary>
public enum VerdictArgumentKind
{
    /// <summary>Names of models.</summary>
    Models,

    /// <summary>Names of outcomes.</summary>
    Outcomes,

    /// <summary>Names of dimensions.</summary>
    Dimensions,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A number with two places.</summary>
    Number,

    /// <summary>A correlation or a share of variance, three places.</summary>
    Coefficient,

    /// <summary>A probability.</summary>
    Probability,

    /// <summary>A finished sentence: in English, then in Persian.</summary>
    Sentence,
}

/// <summary>The sentences of a verdict. The texts stand in <c>Study/VerdictTexts.resx</c> (en) and <c>.fa.resx</c>, under these names.</summary>
public enum VerdictCode
{
    /// <summary>One model is ahead of every other for every outcome that could be tested.</summary>
    OneModelAhead,

    /// <summary>One model is ahead of every other for some outcomes, none for the others.</summary>
    AheadForSome,

    /// <summary>Different models are ahead for different outcomes.</summary>
    OutcomesDisagree,

    /// <summary>No model is ahead of every other, but some are significantly behind the best.</summary>
    ChoiceNarrows,

    /// <summary>No model is ahead of every other for any outcome, nor does the choice narrow.</summary>
    NoModelAhead,

    /// <summary>No outcome was asked.</summary>
    NoOutcomes,

    /// <summary>No pair of models could be tested.</summary>
    NotTested,

    /// <summary>An outcome with a winner.</summary>
    OutcomeWinner,

    /// <summary>An outcome with several leaders and others behind.</summary>
    OutcomeLeaders,

    /// <summary>An outcome whose best model is not distinguishable from any other.</summary>
    OutcomeOpen,

    /// <summary>An outcome on which nothing could be tested.</summary>
    OutcomeNotTested,

    /// <summary>How many respondents the observed difference needs.</summary>
    MoreDataDecides,

    /// <summary>Which differences the data leave possible.</summary>
    StillPossible,

    /// <summary>A difference whose own interval excludes 0, but which is not significant after adjustment for the number of pairs.</summary>
    LostByAdjustment,

    /// <summary>R² differs by resampling.</summary>
    RSquaredDiffers,

    /// <summary>R² is not distinguishable by resampling.</summary>
    RSquaredOpen,

    /// <summary>The same where the interval of this pair by itself excludes 0.</summary>
    RSquaredLostByAdjustment,

    /// <summary>The gap model is ahead of perceptions alone and diagnoses besides.</summary>
    GapsPredictAndDiagnose,

    /// <summary>Perceptions alone are ahead of the gap model; expectations are for diagnosis only.</summary>
    PerceptionsPredict,

    /// <summary>Perceptions alone are ahead of the gap model, yet both components explain more than perceptions.</summary>
    ComponentsPredict,

    /// <summary>Prediction does not decide between gaps and perceptions.</summary>
    PurposeDecides,

    /// <summary>What the scrutiny of the difference scores comes to.</summary>
    DifferencesScrutinised,

    /// <summary>Weighting by importance is not distinguishably better for any outcome.</summary>
    WeightsDoNotHelp,

    /// <summary>The factor solution of a model is improper.</summary>
    ImproperStructure,

    /// <summary>Alpha of dimensions is not surely 0.70 or more.</summary>
    UnsureReliability,

    /// <summary>The common sample is small.</summary>
    FewRespondents,

    /// <summary>Expectations stand close to the top of the scale.</summary>
    ExpectationsNearTop,
}
