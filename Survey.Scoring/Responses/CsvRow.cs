using System.Collections.Immutable;

namespace Survey.Scoring.Responses;

/// <summary>One row of a file as a response. The reader reuses it: what must live longer is copied, by <see cref="ToResponse"/> or <see cref="ResponseTable"/>.</summary>
public sealed class CsvRow
{
    internal CsvRow(int answers, int importance, int outcomes, int attributes)
    {
        AnswerCodes = new byte[answers];
        ImportancePoints = new double[importance];
        Array.Fill(ImportancePoints, double.NaN);
        OutcomeCodes = new byte[outcomes];
        AttributeValues = new string?[attributes];
    }

    /// <summary>The line on which the row begins; the header is line 1.</summary>
    public long Line { get; internal set; }

    /// <summary>The response's id.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>The answer vector.</summary>
    public ReadOnlySpan<byte> Answers => AnswerCodes;

    /// <summary>Importance points per dimension, NaN where not given.</summary>
    public ReadOnlySpan<double> Importance => ImportancePoints;

    /// <summary>One code per outcome.</summary>
    public ReadOnlySpan<byte> Outcomes => OutcomeCodes;

    /// <summary>One value per attribute, null where not given.</summary>
    public ReadOnlySpan<string?> Attributes => AttributeValues;

    /// <summary>Comment, times and the like; null when there are none.</summary>
    public ResponseDetails? Details { get; internal set; }

    internal byte[] AnswerCodes { get; }

    internal double[] ImportancePoints { get; }

    internal byte[] OutcomeCodes { get; }

    internal string?[] AttributeValues { get; }

    /// <summary>The row as a response of its own.</summary>
    public Response ToResponse()
    {
        var response = new Response
        {
            Id = Id,
            Answers = [.. AnswerCodes],
            ImportancePoints = ImmutableArray.CreateRange<double?>(ImportancePoints.Select(points => double.IsNaN(points) ? (double?)null : points)),
            Outcomes = [.. OutcomeCodes],
            Attributes = [.. AttributeValues],
        };
        return Details is null ? response : Details.On(response);
    }
}
