using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses.Reading;

/// <summary>Puts the cells of a row into <see cref="CsvRows"/>, one after the other. One per thread.</summary>
internal sealed class CsvCells
{
    private readonly Questionnaire _questionnaire;
    private readonly RatingScale _scale;
    private readonly ResponseShape _shape;
    private readonly CsvValues _values;
    private readonly CsvTextCache _texts = new();
    private readonly CsvAttributeCells[] _attributes;
    private readonly List<KeyValuePair<string, string>> _further = [];
    private CsvDetails _details;
    private int _block;
    private int _row;

    /// <summary>The cells of files with a delimiter.</summary>
    public CsvCells(Questionnaire questionnaire, byte delimiter)
    {
        _questionnaire = questionnaire;
        _scale = questionnaire.Scale;
        _shape = ResponseShape.Of(questionnaire);
        _values = new(questionnaire, delimiter);
        _attributes = [.. Enumerable.Range(0, _shape.Attributes).Select(attribute => new CsvAttributeCells(
            (utf8, out value) => Attribute(attribute, utf8, out value)))];
        Rows = new(_shape);
    }

    /// <summary>Takes the rows.</summary>
    public CsvRows Rows { get; private set; }

    /// <summary>The version that the row names; null when it names none.</summary>
    public int? Version => _details.Version;

    /// <summary>What the cells so far let assume.</summary>
    public CsvSeen Seen => new(_values.HasOtherDigits, _values.HasDecimalZeros, _values.HasOptionsByLabel);

    /// <summary>Whether the row has an id.</summary>
    public bool HasId => Rows.Ids.Count > _row && Rows.Ids.LengthOf(_row) > 0;

    /// <summary>Begins a block, without rows.</summary>
    public void BeginBlock(CsvRows rows)
    {
        _block++;
        Rows = rows;
        Rows.Clear();
    }

    /// <summary>Begins the row behind those that the block has.</summary>
    public void BeginRow()
    {
        _row = Rows.Count;
        Rows.Reserve();
        Rows.Ids.Truncate(_row);
        _further.Clear();
        _details = default;
    }

    /// <summary>Adds the row to those of the block.</summary>
    public void EndRow(CsvRowState state)
    {
        if (Rows.Ids.Count == _row) Rows.Ids.AddAscii([]);
        Rows.States[_row] = state;
        if (state == CsvRowState.Good && _details.ToDetails(_further) is { } details) Rows.Add(_row, details);
        Rows.Count++;
    }

    /// <summary>The answer vector of the row.</summary>
    public Span<byte> Answers => Rows.Answers.AsSpan(_row * _shape.Answers, _shape.Answers);

    /// <summary>The outcomes of the row.</summary>
    public Span<byte> Outcomes => Rows.Outcomes.AsSpan(_row * _shape.Outcomes, _shape.Outcomes);

    /// <summary>The importance points of the row.</summary>
    public Span<double> Importance => Rows.Importance.AsSpan(_row * _shape.Importance, _shape.Importance);

    /// <summary>Takes in a cell.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="content">What stands in it, without quotation marks.</param>
    /// <returns>Why it means nothing; null when it means something.</returns>
    public CsvFault? Add(in CsvColumn column, ReadOnlySpan<byte> content) => column.Kind switch
    {
        CsvColumnKind.Answer => _values.Answer(content, _scale, out Answers[column.Index]),
        CsvColumnKind.Outcome => _values.Answer(content, _questionnaire.Outcomes[column.Index].Scale, out Outcomes[column.Index]),
        CsvColumnKind.Importance => _values.Importance(content, out Importance[column.Index]),
        CsvColumnKind.Attribute => AddAttribute(column.Index, content),
        _ => AddText(column, content),
    };

    /// <summary>Takes in an id of ASCII that is not too long.</summary>
    public void AddId(ReadOnlySpan<byte> id)
    {
        Rows.Ids.AddAscii(id);
        Rows.IdHashes[_row] = CsvIdHash.OfUtf8(id);
    }

    private CsvFault? AddAttribute(int attribute, ReadOnlySpan<byte> content)
    {
        var values = Rows.Attributes[attribute];
        if (!content.IsEmpty) return _attributes[attribute].Read(content, values, _row, _block);
        values.Set(_row, 0);
        return null;
    }

    private CsvFault? Attribute(int attribute, ReadOnlySpan<byte> content, out string? value)
    {
        value = null;
        if (TextFault(content, CsvValues.LongestValue) is { } fault) return fault;
        value = Encoding.UTF8.GetString(content);
        return _values.Attribute(attribute, ref value);
    }

    private static CsvFault? TextFault(ReadOnlySpan<byte> content, int longest)
    {
        if (content.Length > 4 * longest) return TooLong(longest);
        if (!Utf8.IsValid(content)) return new("not-utf8");
        return content.Contains((byte)0) ? new("control-character") : null;
    }

    private static CsvFault TooLong(int longest) => new("text-too-long", longest.ToString(CultureInfo.InvariantCulture));

    private CsvFault? AddText(in CsvColumn column, ReadOnlySpan<byte> content)
    {
        var longest = column.Kind switch
        {
            CsvColumnKind.Comment or CsvColumnKind.Question => CsvValues.LongestComment,
            CsvColumnKind.Id => CsvValues.LongestId,
            _ => CsvValues.LongestValue,
        };
        if (TextFault(content, longest) is { } textFault) return textFault;
        if (content.IsEmpty) return null;

        CsvFault? fault = null;
        switch (column.Kind)
        {
            case CsvColumnKind.Id:
                Rows.Ids.Add(content);
                Rows.IdHashes[_row] = CsvIdHash.OfUtf8(content);
                return Rows.Ids.LengthOf(_row) > longest ? TooLong(longest) : null;
            case CsvColumnKind.Comment:
                _details.Comment = Encoding.UTF8.GetString(content);
                return null;
            case CsvColumnKind.Submitted:
                fault = _values.Moment(content, out var submitted);
                _details.Submitted = submitted;
                return fault;
            case CsvColumnKind.Started:
                fault = _values.Moment(content, out var started);
                _details.Started = started;
                return fault;
            case CsvColumnKind.Language:
                var language = _texts.Get(content);
                _details.Language = language;
                return QuestionnaireLimits.IsLanguageTag(language) ? null : new("language-malformed");
            case CsvColumnKind.Status:
                var status = CsvText.Fold(_texts.Get(content));
                _details.Status = status;
                return status is "complete" or "partial" or "excluded" ? null : new("status-unknown");
            case CsvColumnKind.Channel:
                _details.Channel = _texts.Get(content);
                return null;
            case CsvColumnKind.Version:
                fault = _values.Version(content, out var version);
                _details.Version = version;
                return fault;
            case CsvColumnKind.Question:
                fault = _values.Question(column.Index, content, out var answer);
                if (answer is not null) _further.Add(new(column.Name, answer));
                return fault;
            case CsvColumnKind.Further:
                _further.Add(new(column.Name, _texts.Get(content)));
                return null;
            default:
                return null;
        }
    }
}
