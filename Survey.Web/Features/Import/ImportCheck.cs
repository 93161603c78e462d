using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Web.Features.Import;

/// <summary>What a file holds, before anything is imported.</summary>
internal sealed record ImportCheck
{
    /// <summary>What the newest version asks.</summary>
    public required Questionnaire Questionnaire { get; init; }

    /// <summary>The rows that could be imported.</summary>
    public required long Rows { get; init; }

    /// <summary>The rows that cannot.</summary>
    public required long BadRows { get; init; }

    public required long ErrorCount { get; init; }

    /// <summary>The first problems, in file order.</summary>
    public required ImmutableArray<CsvProblem> Problems { get; init; }

    public required ImmutableArray<CsvAssumption> Assumptions { get; init; }

    public required ImmutableArray<string> ColumnsMatched { get; init; }

    /// <summary>Columns that no version of the questionnaire knows; they are kept beside the answers.</summary>
    public required ImmutableArray<string> ColumnsUnknown { get; init; }

    public required ImmutableArray<string> ColumnsMissing { get; init; }

    /// <summary>How many rows answer each version, in rising order.</summary>
    public required ImmutableArray<KeyValuePair<int, long>> RowsByVersion { get; init; }

    /// <summary>How many rows have the id of a response that the survey has already.</summary>
    public required long Existing { get; init; }

    /// <summary>The first of these ids.</summary>
    public required ImmutableArray<string> ExistingIds { get; init; }

    /// <summary>The first rows, as they would be imported.</summary>
    public required ImmutableArray<Response> FirstRows { get; init; }

    public bool HasErrors => ErrorCount > 0;
}

/// <summary>What an import did.</summary>
/// <param name="Added">Responses that the survey did not have.</param>
/// <param name="Replaced">Responses that took the place of stored ones.</param>
/// <param name="Skipped">Rows that were left out because the survey has their id.</param>
internal sealed record ImportResult(long Added, long Replaced, long Skipped);

/// <summary>Nothing was imported: the file has errors, or ids that the survey has already and that are not to be touched.</summary>
internal sealed class ImportRefusedException(long errors, long existing) : Exception("Nothing was imported.")
{
    public long Errors => errors;

    public long Existing => existing;
}
