using System.Collections.Immutable;

namespace Survey.Scoring.Responses;

/// <summary>What reading a CSV file gave.</summary>
public sealed record CsvReading
{
    /// <summary>The rows without an error, in file order.</summary>
    public required ResponseTable Responses { get; init; }

    /// <summary>What reading it told beside the rows.</summary>
    public required CsvReport Report { get; init; }

    /// <summary>Whether the file, or any row, is refused.</summary>
    public bool HasErrors => Report.ErrorCount > 0;
}

/// <summary>What a reader has found so far: complete once the last row is read.</summary>
public sealed record CsvReport
{
    /// <summary>The first problems, in file order; no more than the options allow.</summary>
    public required ImmutableArray<CsvProblem> Problems { get; init; }

    /// <summary>How many errors there are, also those beyond <see cref="Problems"/>.</summary>
    public required long ErrorCount { get; init; }

    /// <summary>How many rows are refused.</summary>
    public required long BadRows { get; init; }

    /// <summary>How many rows are good.</summary>
    public required long GoodRows { get; init; }

    /// <summary>The versions of the rows that were passed over, in rising order.</summary>
    public required ImmutableArray<int> OtherVersions { get; init; }

    /// <summary>What the file did not say and the reader assumed.</summary>
    public required ImmutableArray<CsvAssumption> Assumptions { get; init; }

    /// <summary>The columns that the questionnaire knows, by its names, in file order.</summary>
    public required ImmutableArray<string> ColumnsMatched { get; init; }

    /// <summary>The columns that the questionnaire knows and the file lacks.</summary>
    public required ImmutableArray<string> ColumnsMissing { get; init; }

    /// <summary>The columns that the questionnaire does not know, in file order; their values are kept as <see cref="Response.Further"/>.</summary>
    public required ImmutableArray<string> ColumnsUnknown { get; init; }
}

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    /// <summary>How many errors are kept; the rest is counted.</summary>
    public int MaximumProblems { get; init; } = 1_000;

    /// <summary>
    /// Only the rows that answer this version of the questionnaire (column <c>version</c>); others are passed over and neither checked nor counted.
    /// Null for all rows.
    /// </summary>
    public int? Version { get; init; }

    /// <summary>Whether rows that name no version belong to <see cref="Version"/>.</summary>
    public bool TakesRowsWithoutVersion { get; init; } = true;

    /// <summary>Whether rows with the status <c>excluded</c>, of which somebody decided that they do not count, are given too; they are checked and counted in any case.</summary>
    public bool TakesExcludedRows { get; init; } = true;

    /// <summary>The bytes of the pieces in which a file is read.</summary>
    internal int BlockBytes { get; init; } = 1 << 20;

    /// <summary>The most threads that a whole file is read on.</summary>
    internal int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether cells that are as most cells are take a shorter way; the result is the same.</summary>
    internal bool HasFastPath { get; init; } = true;
}
