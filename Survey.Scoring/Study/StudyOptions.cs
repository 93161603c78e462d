using System.Collections.Immutable;
using Survey.Scoring.Screening;

namespace Survey.Scoring.Study;

/// <summary>What may be chosen.</summary>
public sealed record StudyOptions
{
    /// <summary>The smallest group that is shown; segments below it have undefined figures. Null shows all.</summary>
    public int? MinimumGroup { get; init; }

    /// <summary>
    /// How all responses of the survey, filtered out or not, divide over the attributes: by it also such groups are withheld whose showing
    /// would give a small one away across two attributes or across two filters. Null: counted where the responses are given; from moments
    /// alone each attribute's groups are judged by themselves.
    /// </summary>
    public GroupCounts? Groups { get; init; }

    /// <summary>The conditions, attribute and value, by which the responses were chosen from those of <see cref="Groups"/>.</summary>
    public ImmutableSortedDictionary<string, string> Conditions { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The filter that was applied to the responses, in words, for the record.</summary>
    public string? Filter { get; init; }

    /// <summary>What is known of the people whom the respondents stand for; with margins, the main figures are also weighted. Null: nothing.</summary>
    public Population? Population { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public long Seed { get; init; } = 20260101;

    /// <summary>From where on a response looks careless.</summary>
    public ScreeningOptions Screening { get; init; } = new();

    /// <summary>How much is computed.</summary>
    public StudyDepth Depth { get; init; } = StudyDepth.Complete;

    /// <summary>
    /// The bootstrap resamples of whole respondents; 0 leaves out whatever rests on resampling. What people are shown uses
    /// <see cref="UsualResamples"/>.
    /// </summary>
    public int Resamples { get; init; }

    /// <summary>The number of resamples that people get unless they ask for another.</summary>
    public const int UsualResamples = 2000;
}

/// <summary>How much of a study is computed.</summary>
public enum StudyDepth
{
    /// <summary>What a page shows at once, within some tens of milliseconds and from the moments alone: every figure of the reference results.</summary>
    Figures,

    /// <summary>Also what takes longer: the search for structure, alternatives to it, invariance, whatever needs the responses themselves or resamples of them.</summary>
    Complete,
}
