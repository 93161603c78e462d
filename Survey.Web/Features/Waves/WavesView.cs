using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Reports;
using Survey.Web.Reports.Parts;
using Survey.Web.Storage;

namespace Survey.Web.Features.Waves;

/// <summary>Everything that the page of waves shows, for one choice.</summary>
internal sealed record WavesView
{
    /// <summary>After how long the page asks again while responses are read.</summary>
    public const int SecondsBetweenQuestions = 3;

    public required ManagedSurvey Survey { get; init; }

    public required Organisation Organisation { get; init; }

    public required WavesQuery Query { get; init; }

    public required WavesState State { get; init; }

    /// <summary>How far the reading of the responses is; null unless the state is <see cref="WavesState.Computing"/> and this server knows.</summary>
    public ReadingProgress? Progress { get; init; }

    /// <summary>The waves that have responses, in time order.</summary>
    public ImmutableArray<WaveChoice> Choices { get; init; } = [];

    /// <summary>The comparison and the charts; null unless the state is <see cref="WavesState.Ready"/>.</summary>
    public WavesResult? Result { get; init; }

    /// <summary>How the newest wave's figures are named and written.</summary>
    public ReportContext? Report { get; init; }

    /// <summary>The comparison and the charts as they stand on the page and in the report.</summary>
    public IEnumerable<ReportBlock> Blocks() => [.. WavesPart.Blocks(Report!, Result!.Comparisons[0]), .. ControlChartPart.Blocks(Report!, Result.Charts)];
}

/// <summary>A wave that can be chosen.</summary>
internal sealed record WaveChoice(string Key, string Name, long Responses);

/// <summary>Why there is a comparison or not; each is said in words of its own.</summary>
internal enum WavesState
{
    /// <summary>The survey was never published.</summary>
    NotPublished,

    /// <summary>So many responses have to be read that it is done in the background; the page asks again by itself.</summary>
    Computing,

    /// <summary>There are not two waves with responses.</summary>
    TooFewWaves,

    /// <summary>Nobody has said yet from which to which day.</summary>
    DaysAsked,

    /// <summary>What was typed are no days, or the last one is before the first.</summary>
    DaysWrong,

    /// <summary>There is a comparison.</summary>
    Ready,
}
