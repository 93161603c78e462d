using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>One thing that is wrong with a CSV file. It tells where the value stands, never the value itself: that is somebody's answer.</summary>
/// <param name="Line">The line of the file on which the cell, or the row, begins; 1 is the header, 0 the file as a whole.</param>
/// <param name="Cell">The number of the cell in its row, from 1; 0 when the row or the file is meant.</param>
/// <param name="Column">The column's name; null when the row or the file is meant.</param>
/// <param name="Code">Stable code, the key of its text in resources.</param>
/// <param name="Arguments">What the text names.</param>
/// <param name="IsError">An error refuses the row, or the file; a warning does not.</param>
public sealed record CsvProblem(long Line, int Cell, string? Column, string Code, ImmutableArray<string> Arguments, bool IsError)
{
    private static readonly ResourceManager Resources = new("Survey.Scoring.Responses.CsvProblems", typeof(CsvProblem).Assembly);

    /// <summary>The reason in a language (en or fa).</summary>
    public string Reason(string language) => ProblemText.Format(Resources, Code, Arguments.AsSpan(), language);

    /// <summary>Place and reason in a language (en or fa).</summary>
    public string Message(string language)
    {
        var line = Line.ToString(CultureInfo.InvariantCulture);
        var cell = Cell.ToString(CultureInfo.InvariantCulture);
        var reason = Reason(language);
        if (Line == 0) return reason;
        return Column is null
            ? ProblemText.Format(Resources, "at-line", [line, reason], language)
            : ProblemText.Format(Resources, "at-cell", [line, Column, cell, reason], language);
    }

    /// <inheritdoc/>
    public bool Equals(CsvProblem? other) =>
        other is not null && Line == other.Line && Cell == other.Cell && Column == other.Column && Code == other.Code && IsError == other.IsError
        && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Line, Cell, Code);

    /// <summary>Place and reason in English.</summary>
    public override string ToString() => Message("en");
}

/// <summary>Something that a file did not say and the reader assumed.</summary>
/// <param name="Code">Stable code, the key of its text in resources.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record CsvAssumption(string Code, ImmutableArray<string> Arguments)
{
    private static readonly ResourceManager Resources = new("Survey.Scoring.Responses.CsvProblems", typeof(CsvProblem).Assembly);

    /// <summary>The assumption in a language (en or fa).</summary>
    public string Message(string language) => ProblemText.Format(Resources, Code, Arguments.AsSpan(), language);

    /// <inheritdoc/>
    public bool Equals(CsvAssumption? other) => other is not null && Code == other.Code && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <summary>The assumption in English.</summary>
    public override string ToString() => Message("en");
}
