using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses.Reading;

namespace Survey.Scoring.Responses;

/// <summary>
/// Many responses to one questionnaire, the input of scoring. Rows stand in the order of adding, in chunks of
/// <see cref="ChunkRows"/>: answer vectors and outcomes row by row, attribute values as numbers into a dictionary,
/// comments and the like only where there are any.
/// </summary>
/// <remarks>Reading from several threads is safe once nothing is added any more. Adding is not.</remarks>
public sealed class ResponseTable
{
    /// <summary>The rows of a chunk. Chunks never move, so adding a row never copies the others.</summary>
    internal const int ChunkRows = ResponseChunk.Rows;

    private readonly List<ResponseChunk> _chunks = [];
    private readonly AttributeValues[] _attributeValues;
    private readonly byte[] _outcomePoints;
    private readonly byte _points;

    private readonly bool _keepsFurther;

    /// <summary>An empty table.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="keepsFurther">
    /// Whether <see cref="Response.Further"/> comes back as it was added. Where many responses are only scored it need not: it takes much memory,
    /// and figures need no more of it than <see cref="Questions"/>.
    /// </param>
    public ResponseTable(Questionnaire questionnaire, bool keepsFurther = true)
    {
        _keepsFurther = keepsFurther;
        Questionnaire = questionnaire;
        Questions = [.. questionnaire.Questions.Select(question => new QuestionTally(question))];
        Layout = new AnswerLayout(questionnaire);
        _points = (byte)questionnaire.Scale.Points;
        _outcomePoints = [.. questionnaire.Outcomes.Select(outcome => (byte)outcome.Scale.Points)];
        _attributeValues = [.. questionnaire.Attributes.Select(_ => new AttributeValues())];
        ImportanceCount = questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length;
    }

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Where each answer stands in a vector.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>The number of responses.</summary>
    public int Count { get; private set; }

    /// <summary>How often each answer to each further question was given, in file order.</summary>
    public ImmutableArray<QuestionTally> Questions { get; }

    /// <summary>The importance points per response: one per dimension, or none when importance is not asked.</summary>
    internal int ImportanceCount { get; }

    /// <summary>Adds a response.</summary>
    /// <exception cref="ArgumentException">
    /// An array of the response has not the length that the questionnaire asks for, an answer lies beyond its scale, or importance
    /// points are negative or not finite.
    /// </exception>
    public void Add(Response response)
    {
        Span<double> importance = stackalloc double[ImportanceCount];
        if (response.ImportancePoints.Length != ImportanceCount) throw WrongLength(nameof(response.ImportancePoints), response.Id);
        for (var dimension = 0; dimension < importance.Length; dimension++)
        {
            if (response.ImportancePoints[dimension] is double.NaN) throw BadImportance(response.Id);
            importance[dimension] = response.ImportancePoints[dimension] ?? double.NaN;
        }

        Add(response.Id, response.Answers.AsSpan(), importance, response.Outcomes.AsSpan(), response.Attributes.AsSpan(), ResponseDetails.Of(response));
    }

    /// <summary>Adds a response from its parts, which are copied: the way for readers that reuse their buffers.</summary>
    /// <param name="id">Unique within the data.</param>
    /// <param name="answers">The answer vector.</param>
    /// <param name="importance">Points per dimension, NaN where not given; empty when importance is not asked.</param>
    /// <param name="outcomes">One code per outcome.</param>
    /// <param name="attributes">One value per attribute, null or empty where not given.</param>
    /// <param name="details">Comment, times and the like; null when there are none.</param>
    /// <exception cref="ArgumentException">As for <see cref="Add(Response)"/>.</exception>
    public void Add(
        string id, ReadOnlySpan<byte> answers, ReadOnlySpan<double> importance, ReadOnlySpan<byte> outcomes,
        ReadOnlySpan<string?> attributes, ResponseDetails? details = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (answers.Length != Layout.Width) throw WrongLength(nameof(answers), id);
        if (importance.Length != ImportanceCount) throw WrongLength(nameof(importance), id);
        if (outcomes.Length != _outcomePoints.Length) throw WrongLength(nameof(outcomes), id);
        if (attributes.Length != _attributeValues.Length) throw WrongLength(nameof(attributes), id);
        if (_points < AnswerCode.LastPosition && answers.IndexOfAnyInRange((byte)(_points + 1), AnswerCode.LastPosition) is >= 0 and var column)
            throw new ArgumentException($"The answer {Layout.Columns[column].Name} of response {id} lies beyond the scale.", nameof(answers));
        for (var outcome = 0; outcome < outcomes.Length; outcome++)
            if (outcomes[outcome] > _outcomePoints[outcome] && AnswerCode.IsAnswer(outcomes[outcome]))
                throw new ArgumentException($"The outcome {Questionnaire.Outcomes[outcome].Id} of response {id} lies beyond its scale.", nameof(outcomes));
        foreach (var points in importance)
            if (points < 0 || double.IsInfinity(points)) throw BadImportance(id);

        var row = Count % ChunkRows;
        var chunk = ChunkForNext();
        chunk.Ids.Add(id);
        answers.CopyTo(chunk.Answers.AsSpan(row * answers.Length));
        importance.CopyTo(chunk.Importance.AsSpan(row * importance.Length));
        outcomes.CopyTo(chunk.Outcomes.AsSpan(row * outcomes.Length));
        for (var attribute = 0; attribute < attributes.Length; attribute++)
            chunk.Attributes[row * attributes.Length + attribute] = _attributeValues[attribute].CodeOf(attributes[attribute]);
        if (details is not null) SetDetails(chunk, row, details);
        Count++;
    }

    /// <summary>
    /// Adds neighbouring rows of a file that have no error, but for their answers, importance points and outcomes: these are written by
    /// <see cref="RowsInChunk.Fill"/>, which may be left to another thread.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <param name="places">Takes where they stand.</param>
    internal void Add(CsvRows rows, int first, int count, List<RowsInChunk> places)
    {
        for (var end = first + count; first < end;)
        {
            var row = Count % ChunkRows;
            var chunk = ChunkForNext();
            var piece = Math.Min(end - first, ChunkRows - row);
            chunk.Ids.Add(rows.Ids, first, piece);
            for (var attribute = 0; attribute < _attributeValues.Length; attribute++)
            {
                var codes = rows.Attributes[attribute];
                for (var r = 0; r < piece; r++)
                    chunk.Attributes[(row + r) * _attributeValues.Length + attribute] = codes.CodeIn(_attributeValues[attribute], first + r);
            }

            foreach (var (detailed, details) in rows.DetailsOf(first, piece)) SetDetails(chunk, row + detailed - first, details);
            places.Add(new(chunk, row, first, piece));
            Count += piece;
            first += piece;
        }
    }

    /// <summary>The response of a row, equal to the one that was added (an empty attribute value comes back as null).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Response GetResponse(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        var response = new Response
        {
            Id = IdOf(row),
            Answers = [.. Answers(row, 1)],
            ImportancePoints = ImmutableArray.CreateRange<double?>(Importance(row, 1).ToArray().Select(points => double.IsNaN(points) ? (double?)null : points)),
            Outcomes = [.. Outcomes(row, 1)],
            Attributes = [.. _attributeValues.Select((values, attribute) => values.ValueOf(Attributes(row, 1)[attribute]))],
        };
        return DetailsOf(row) is { } details ? details.On(response) : response;
    }

    /// <summary>All responses, in the order of adding.</summary>
    public IEnumerable<Response> Responses()
    {
        for (var row = 0; row < Count; row++) yield return GetResponse(row);
    }

    /// <summary>How many rows from <paramref name="row"/> on lie in one piece, so that spans over them can be taken.</summary>
    internal int RowsInPiece(int row) => Math.Min(ChunkRows - row % ChunkRows, Count - row);

    /// <summary>The id of a row.</summary>
    internal string IdOf(int row) => _chunks[row / ChunkRows].Ids[row % ChunkRows];

    /// <summary>Whether any row has a comment, times or the like.</summary>
    internal bool HasDetails { get; private set; }

    /// <summary>The id of a row as <see cref="ResponseIds.BytesOf"/> gives it.</summary>
    internal ReadOnlySpan<byte> BytesOfId(int row, out bool isWide) => _chunks[row / ChunkRows].Ids.BytesOf(row % ChunkRows, out isWide);

    /// <summary>The ids of neighbouring rows of one piece, as <see cref="ResponseIds.TryGetEven"/>.</summary>
    internal bool TryGetEvenIds(int row, int count, out int length, out ReadOnlySpan<byte> ids) => _chunks[row / ChunkRows].Ids.TryGetEven(row % ChunkRows, count, out length, out ids);

    /// <summary>Comment, times and the like of a row; null when it has none.</summary>
    internal ResponseDetails? DetailsOf(int row) => _chunks[row / ChunkRows].DetailsOf(row % ChunkRows);

    /// <summary>The answer vectors of neighbouring rows of one piece.</summary>
    internal ReadOnlySpan<byte> Answers(int row, int count) =>
        _chunks[row / ChunkRows].Answers.AsSpan(row % ChunkRows * Layout.Width, count * Layout.Width);

    /// <summary>The importance points of neighbouring rows of one piece, NaN where not given.</summary>
    internal ReadOnlySpan<double> Importance(int row, int count) =>
        _chunks[row / ChunkRows].Importance.AsSpan(row % ChunkRows * ImportanceCount, count * ImportanceCount);

    /// <summary>The outcome codes of neighbouring rows of one piece.</summary>
    internal ReadOnlySpan<byte> Outcomes(int row, int count) =>
        _chunks[row / ChunkRows].Outcomes.AsSpan(row % ChunkRows * _outcomePoints.Length, count * _outcomePoints.Length);

    /// <summary>The attribute codes of neighbouring rows of one piece; 0 is "not given".</summary>
    internal ReadOnlySpan<int> Attributes(int row, int count) =>
        _chunks[row / ChunkRows].Attributes.AsSpan(row % ChunkRows * _attributeValues.Length, count * _attributeValues.Length);

    /// <summary>The values of an attribute by their code.</summary>
    internal AttributeValues ValuesOf(int attribute) => _attributeValues[attribute];

    private ResponseChunk ChunkForNext()
    {
        if (Count % ChunkRows == 0) _chunks.Add(new ResponseChunk(new(Layout.Width, ImportanceCount, _outcomePoints.Length, _attributeValues.Length)));
        return _chunks[^1];
    }

    private void SetDetails(ResponseChunk chunk, int row, ResponseDetails details)
    {
        foreach (var question in Questions)
            foreach (var (column, answer) in details.Further)
                if (column == question.Question.Id) question.Add(answer);
        chunk.Details[row] = _keepsFurther || details.Further.IsEmpty ? details : details with { Further = [] };
        HasDetails = true;
    }

    private static ArgumentException WrongLength(string part, string id) =>
        new($"The {part} of response {id} have not the length that the questionnaire asks for.", part);

    private static ArgumentException BadImportance(string id) =>
        new($"Importance points of response {id} are negative or not a number.");
}
