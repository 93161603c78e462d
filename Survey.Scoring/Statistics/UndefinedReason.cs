namespace Survey.Scoring.Statistics;

/// <summary>Why a figure does not exist. The texts for people stand in <c>Study/Reasons.resx</c> (en) and <c>Study/Reasons.fa.resx</c>, under these names.</summary>
public enum UndefinedReason
{
    /// <summary>The figure was not computed.</summary>
    NotComputed = 0,

    /// <summary>No respondent has the answers that it needs.</summary>
    NoAnswers,

    /// <summary>Fewer respondents than it needs.</summary>
    TooFewRespondents,

    /// <summary>Fewer items than it needs (alpha needs two, alpha if deleted, omega and AVE three).</summary>
    TooFewItems,

    /// <summary>All respondents have the same value, so there is no variance.</summary>
    NoVariance,

    /// <summary>An item is constant among the respondents who answered all items.</summary>
    ConstantItem,

    /// <summary>The correlation matrix is singular: an item is a combination of others.</summary>
    SingularCorrelations,

    /// <summary>The outcome is constant among the respondents who answered it.</summary>
    ConstantOutcome,

    /// <summary>The predictors are collinear.</summary>
    CollinearPredictors,

    /// <summary>Fewer dimensions than it needs (a second-order factor needs three).</summary>
    TooFewDimensions,

    /// <summary>A dimension has a single item.</summary>
    OneItemDimension,

    /// <summary>The average correlation within a dimension is not positive.</summary>
    NonPositiveCorrelations,

    /// <summary>The two scores are perfectly correlated.</summary>
    PerfectCorrelation,

    /// <summary>Fewer than two groups.</summary>
    TooFewGroups,

    /// <summary>The figure does not exist in more than one of twenty resamples of the respondents.</summary>
    FailsInResamples,

    /// <summary>More dimensions than R² is divided among in every resample.</summary>
    TooManyToResample,

    /// <summary>Fewer than 39 resamples, so that the limits of a 95 % interval lie outside of them.</summary>
    TooFewResamples,

    /// <summary>A group has a single respondent or no variance.</summary>
    GroupWithoutVariance,

    /// <summary>The maximum-likelihood estimation did not converge.</summary>
    NotConverged,

    /// <summary>The model is not identified for these items.</summary>
    NotIdentified,

    /// <summary>No factor explains more than a factor of random answers would.</summary>
    NoFactors,

    /// <summary>The model has no degrees of freedom, so its fit cannot be tested.</summary>
    NoDegreesOfFreedom,

    /// <summary>The group is smaller than the smallest that may be shown.</summary>
    TooFewToShow,

    /// <summary>The group is not among the largest, and only those are compared.</summary>
    NotAmongLargest,

    /// <summary>The predictors explain the outcome entirely, so there is no residual variance to test against.</summary>
    PerfectFit,

    /// <summary>There are more responses than people in the population that was stated.</summary>
    PopulationTooSmall,

    /// <summary>The figure has no weighted definition here, or the weights could not be made.</summary>
    NotDefinedWithWeights,

    /// <summary>Fewer periods than a control chart needs.</summary>
    TooFewPeriods,

    /// <summary>The item, or an item of the dimension, asks something else in the other version.</summary>
    MeaningChanged,

    /// <summary>The figure needs the responses themselves, and only their moments are there.</summary>
    NeedsResponses,

    /// <summary>The questionnaire does not ask what the figure needs.</summary>
    NotAsked,

    /// <summary>It is not recorded when the responses were begun and submitted.</summary>
    TimesUnknown,

    /// <summary>Low performance does not cost, or high performance does not gain, so that there is no range of impact to divide.</summary>
    ImpactSigns,

    /// <summary>The scores have too few different values to tell a low and a high group from the rest.</summary>
    NoReferenceGroup,

    /// <summary>The predictors explain nothing of the outcome, so that there is nothing to divide.</summary>
    NothingExplained,

    /// <summary>There is a single dimension, so that there are no others to compare it with.</summary>
    OneDimension,

    /// <summary>Respondents were shown different items, and the figure needs all items of the same respondents.</summary>
    ItemsDrawn,

    /// <summary>Two of the items were hardly ever shown to, or answered by, the same respondents.</summary>
    PairsNotShown,

    /// <summary>The covariances of the pairs, each over the respondents who have both, do not form a positive definite matrix.</summary>
    IndefinitePairs,
}
