using System.Collections.Immutable;
using Survey.Scoring.Responses.Reading;

namespace Survey.Scoring.Responses;

/// <summary>One row of a file as a response. The reader reuses it: what must live longer is copied, by <see cref="ToResponse"/> or <see cref="ResponseTable"/>.</summary>
public sealed class CsvRow
{
    private readonly byte[] _answers;
    private readonly double[] _importance;
    private readonly byte[] _outcomes;
    private readonly string?[] _attributes;

    internal CsvRow(ResponseShape shape)
    {
        _answers = new byte[shape.Answers];
        _importance = new double[shape.Importance];
        _outcomes = new byte[shape.Outcomes];
        _attributes = new string?[shape.Attributes];
    }

    /// <summary>The line on which the row begins; the header is line 1.</summary>
    public long Line { get; private set; }

    /// <summary>The response's id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The answer vector.</summary>
    public ReadOnlySpan<byte> Answers => _answers;

    /// <summary>Importance points per dimension, NaN where not given.</summary>
    public ReadOnlySpan<double> Importance => _importance;

    /// <summary>One code per outcome.</summary>
    public ReadOnlySpan<byte> Outcomes => _outcomes;

    /// <summary>One value per attribute, null where not given.</summary>
    public ReadOnlySpan<string?> Attributes => _attributes;

    /// <summary>Comment, times and the like; null when there are none.</summary>
    public ResponseDetails? Details { get; private set; }

    /// <summary>The row as a response of its own.</summary>
    public Response ToResponse()
    {
        var response = new Response
        {
            Id = Id,
            Answers = [.. _answers],
            ImportancePoints = ImmutableArray.CreateRange<double?>(_importance.Select(points => double.IsNaN(points) ? (double?)null : points)),
            Outcomes = [.. _outcomes],
            Attributes = [.. _attributes],
        };
        return Details is null ? response : Details.On(response);
    }

    /// <summary>Takes over a row of a block that begins on a line.</summary>
    internal void Take(CsvRows rows, int row, long firstLine)
    {
        Line = firstLine + rows.Lines[row];
        Id = rows.Ids[row];
        rows.Answers.AsSpan(row * _answers.Length, _answers.Length).CopyTo(_answers);
        rows.Importance.AsSpan(row * _importance.Length, _importance.Length).CopyTo(_importance);
        rows.Outcomes.AsSpan(row * _outcomes.Length, _outcomes.Length).CopyTo(_outcomes);
        for (var attribute = 0; attribute < _attributes.Length; attribute++) _attributes[attribute] = rows.Attributes[attribute][row];
        Details = rows.DetailsOf(row, 1) is [var (_, details)] ? details : null;
    }
}
