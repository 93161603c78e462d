using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>The CSV columns that every questionnaire has; no id of a file may claim one of these names.</summary>
public static class ResponseColumns
{
    /// <summary>The response's id, the one column that must be there.</summary>
    public const string Id = "id";

    /// <summary>The comment.</summary>
    public const string Comment = "comment";

    /// <summary>When it was submitted, ISO 8601 with offset.</summary>
    public const string Submitted = "submitted";

    /// <summary>When it was begun, ISO 8601 with offset.</summary>
    public const string Started = "started";

    /// <summary>The language tag in which it was answered.</summary>
    public const string Language = "language";

    /// <summary><c>complete</c> or <c>partial</c>.</summary>
    public const string Status = "status";

    /// <summary>How it came.</summary>
    public const string Channel = "channel";

    /// <summary>The version of the questionnaire that was answered.</summary>
    public const string Version = "version";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> Reserved { get; } = [Id, Comment, Submitted, Started, Language, Status, Channel, Version];

    /// <summary>Every column of a questionnaire, in the order of writing.</summary>
    public static IEnumerable<string> Of(Questionnaire questionnaire) => CsvHeader.Known(questionnaire).Select(column => column.Name);
}
