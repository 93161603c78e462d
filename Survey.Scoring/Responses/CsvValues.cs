using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>What may stand in a cell and what it means. A method gives null and a code when the cell means nothing.</summary>
internal sealed class CsvValues
{
    public const int LongestId = 200;
    public const int LongestValue = 1_000;
    public const int LongestComment = 1_000_000;

    private readonly Questionnaire _questionnaire;
    private readonly bool _hasDecimalComma;
    private readonly Dictionary<string, string>[] _options;
    private bool _hasOtherDigits;

    public CsvValues(Questionnaire questionnaire, byte delimiter)
    {
        _questionnaire = questionnaire;
        _hasDecimalComma = delimiter != (byte)',';
        _options = [.. questionnaire.Attributes.Select(Options)];
    }

    /// <summary>Whether Persian or Arabic digits came.</summary>
    public bool HasOtherDigits => _hasOtherDigits;

    /// <summary>Whether whole numbers were written with decimals (<c>5.0</c>).</summary>
    public bool HasDecimalZeros { get; private set; }

    /// <summary>Whether options were given by their label or in another spelling.</summary>
    public bool HasOptionsByLabel { get; private set; }

    /// <summary>An answer on a scale, or one of the three codes for none.</summary>
    public CsvFault? Answer(ReadOnlySpan<byte> cell, RatingScale scale, out byte code)
    {
        code = AnswerCode.Skipped;
        cell = CsvText.Trim(cell);
        if (cell.IsEmpty) return null;
        if (cell is [(byte)'-'])
        {
            code = AnswerCode.NotSeen;
            return null;
        }
        if (cell is [(byte)'N' or (byte)'n', (byte)'A' or (byte)'a'])
        {
            code = AnswerCode.NotApplicable;
            return _questionnaire.AllowsNotApplicable ? null : new("not-applicable-refused");
        }
        if (Integer(cell) is not { } answer) return new("not-whole-number");
        if (answer < scale.From || answer > scale.To) return new("off-scale", Number(scale.From), Number(scale.To));
        code = (byte)(answer - scale.From + 1);
        return null;
    }

    /// <summary>Importance points, NaN for none.</summary>
    public CsvFault? Importance(ReadOnlySpan<byte> cell, out double points)
    {
        points = double.NaN;
        cell = CsvText.Trim(cell);
        if (cell.IsEmpty || cell is [(byte)'-']) return null;
        if (cell is [(byte)'N' or (byte)'n', (byte)'A' or (byte)'a']) return new("not-applicable-refused");
        Span<byte> ascii = stackalloc byte[32];
        var length = Ascii(cell, ascii);
        if (length <= 0 || !Utf8Parser.TryParse(ascii[..length], out double value, out var read) || read != length || !double.IsFinite(value))
            return new("not-a-number");
        if (value < 0) return new("negative");
        points = value == 0 ? 0 : value;
        return null;
    }

    /// <summary>The value of an attribute: as written, or the id of the option that is meant.</summary>
    public CsvFault? Attribute(int attribute, ref string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            value = null;
            return null;
        }
        var options = _options[attribute];
        if (options.Count == 0) return null;
        if (options.TryGetValue(value, out var id) || options.TryGetValue(CsvText.Fold(value), out id))
        {
            HasOptionsByLabel |= id != value;
            value = id;
            return null;
        }
        return new("option-unknown", _questionnaire.Attributes[attribute].Id);
    }

    /// <summary>The answer to a further question as it is written (<see cref="QuestionAnswer"/>); null for none.</summary>
    public CsvFault? Question(int index, ReadOnlySpan<byte> cell, out string? answer)
    {
        answer = null;
        var question = _questionnaire.Questions[index];
        string? text = null;
        if (question.Kind is QuestionKind.Number or QuestionKind.Nps or QuestionKind.Date)
        {
            cell = CsvText.Trim(cell);
            if (cell.IsEmpty || cell is [(byte)'-']) return null;
            Span<byte> ascii = stackalloc byte[48];
            var length = Ascii(cell, ascii, decimalComma: question.Kind == QuestionKind.Number);
            if (length > 0) text = Encoding.ASCII.GetString(ascii[..length]);
        }
        text ??= Encoding.UTF8.GetString(cell);
        return QuestionAnswer.Read(question, text, out answer) is { } code ? new(code, question.Id) : null;
    }

    /// <summary>A moment with its offset; a year of another calendar is none.</summary>
    public CsvFault? Moment(ReadOnlySpan<byte> cell, out DateTimeOffset? moment)
    {
        moment = null;
        cell = CsvText.Trim(cell);
        if (cell.IsEmpty) return null;
        Span<byte> ascii = stackalloc byte[48];
        var length = Ascii(cell, ascii, decimalComma: false);
        if (length <= 0 || !DateTimeOffset.TryParseExact(Encoding.ASCII.GetString(ascii[..length]), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value))
            return new("moment-malformed");
        if (value.Year is < 1900 or > 2200) return new("moment-implausible");
        moment = value;
        return null;
    }

    /// <summary>The version of the questionnaire, from 1.</summary>
    public CsvFault? Version(ReadOnlySpan<byte> cell, out int? version)
    {
        version = null;
        cell = CsvText.Trim(cell);
        if (cell.IsEmpty) return null;
        if (Integer(cell) is not { } number) return new("not-whole-number");
        if (number < 1) return new("version-malformed");
        version = number;
        return null;
    }

    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm'Z'",
    ];

    private static Dictionary<string, string> Options(RespondentAttribute attribute)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in attribute.Options) options[option.Id] = option.Id;
        // A label counts only where it means one option.
        var others = attribute.Options.SelectMany(option => option.Text.Texts.Select(text => text.Value).Append(option.Id).Select(name => (Name: CsvText.Fold(name), option.Id)));
        foreach (var same in others.GroupBy(other => other.Name, other => other.Id))
            if (same.Distinct().Count() == 1) options.TryAdd(same.Key, same.First());
        return options;
    }

    private int? Integer(ReadOnlySpan<byte> cell)
    {
        Span<byte> ascii = stackalloc byte[32];
        var length = Ascii(cell, ascii);
        if (length <= 0) return null;
        var number = ascii[..length];
        if (number[0] == (byte)'+') number = number[1..];
        if (number.IndexOf((byte)'.') is >= 0 and var point)
        {
            if (number[(point + 1)..].ContainsAnyExcept((byte)'0')) return null;
            number = number[..point];
            HasDecimalZeros = true;
        }
        return Utf8Parser.TryParse(number, out int value, out var read) && read == number.Length ? value : null;
    }

    private int Ascii(ReadOnlySpan<byte> cell, Span<byte> ascii, bool decimalComma = true)
    {
        var length = CsvText.ToAscii(cell, ascii, ref _hasOtherDigits);
        if (length > 0 && decimalComma && _hasDecimalComma) ascii[..length].Replace((byte)',', (byte)'.');
        return length;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Why a cell means nothing.</summary>
internal sealed record CsvFault(string Code, params ImmutableArray<string> Arguments);
