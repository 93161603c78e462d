using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The answers to a further question. Each kind has its own part; where fewer answered than may be shown, none has.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Kind">What may be answered.</param>
/// <param name="N">How many people answered.</param>
public sealed record QuestionResult(string Id, QuestionKind Kind, long N)
{
    /// <summary>Whether somebody answered, but fewer than may be shown.</summary>
    public bool IsTooSmall { get; init; }

    /// <summary>Answers that the question as it stands does not know, such as an option of an earlier version; they are in no figure.</summary>
    public long Unknown { get; init; }

    /// <summary>The options of <see cref="QuestionKind.Single"/> and <see cref="QuestionKind.Multiple"/>, in file order.</summary>
    public ImmutableArray<OptionShare> Options { get; init; } = [];

    /// <summary>The options of <see cref="QuestionKind.Ranking"/>, in file order.</summary>
    public ImmutableArray<OptionRank> Ranks { get; init; } = [];

    /// <summary>The figures of <see cref="QuestionKind.Number"/>; else null.</summary>
    public NumberFigures? Numbers { get; init; }

    /// <summary>The figures of <see cref="QuestionKind.Date"/>; null where nobody answered, and for the other kinds.</summary>
    public DayFigures? Days { get; init; }

    /// <summary>The figures of <see cref="QuestionKind.Nps"/>; else null.</summary>
    public RecommendationFigures? Recommendation { get; init; }
}

/// <summary>How many of those who answered chose an option. Of several choices the shares add up to more than 1.</summary>
/// <param name="Id">The option's id.</param>
/// <param name="N">How many chose it.</param>
/// <param name="Share">Their share of all who answered, 0 … 1.</param>
/// <param name="CiLow">Lower limit of Wilson's 95 % interval.</param>
/// <param name="CiHigh">Upper limit.</param>
public sealed record OptionShare(string Id, long N, Estimate Share, Estimate CiLow, Estimate CiHigh);

/// <summary>Where an option of a ranking was put.</summary>
/// <param name="Id">The option's id.</param>
/// <param name="N">How many gave it a place.</param>
/// <param name="First">How many put it first, of all who answered.</param>
/// <param name="MeanRank">Mean place among those who gave it one, 1 being first, with the t interval of the mean.</param>
public sealed record OptionRank(string Id, long N, OptionShare First, MeanResult MeanRank);

/// <summary>Numbers that people gave. Without the smallest and the largest: those would be single people's answers.</summary>
/// <param name="Mean">Mean, standard deviation (n − 1) and the t interval of the mean.</param>
/// <param name="LowerQuartile">The quantile of type 7 at 0.25.</param>
/// <param name="Median">At 0.5.</param>
/// <param name="UpperQuartile">At 0.75.</param>
public sealed record NumberFigures(MeanResult Mean, Estimate LowerQuartile, Estimate Median, Estimate UpperQuartile);

/// <summary>Days that people gave: quantiles of type 1, which are days that were given.</summary>
public sealed record DayFigures(DateOnly LowerQuartile, DateOnly Median, DateOnly UpperQuartile);

/// <summary>A net promoter score with the interval of its multinomial variance, and the shares that it is made of.</summary>
public sealed record RecommendationFigures(Estimate Score, Estimate CiLow, Estimate CiHigh, Estimate Promoters, Estimate Passives, Estimate Detractors);
