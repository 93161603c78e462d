using System.Globalization;
using System.Text;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Tests.Responses;

/// <summary>A drawn file in which now and then something is as people and programs write it: spaces, quotes, digits of other scripts, errors, damage.</summary>
internal sealed class OddCsvFile(Questionnaire questionnaire, int seed)
{
    private static readonly string[] Spaces = ["\u00A0", "\u200C", " ", "\u200F", "\t", "\uFEFF", "  "];

    private readonly Random _random = new(seed);
    private string _lineEnd = "\n";

    /// <summary>How many cells there are for one that is odd; 0 for none that is.</summary>
    private int _usual;

    public byte[] Bytes()
    {
        var names = ResponseColumns.Of(questionnaire).Where((_, column) => column == 0 || !OneOf(20)).ToList();
        if (OneOf(3)) names.Insert(_random.Next(names.Count), OneOf(2) ? "note" : "");
        if (OneOf(3)) (names[0], names[^1]) = (names[^1], names[0]);
        var delimiter = Any(",", ",", ";", "\t");
        _lineEnd = Any("\n", "\n", "\r\n", "\r");
        _usual = Any(0, 200, 30, 6);
        var text = new StringBuilder(string.Join(delimiter, names)).Append(_lineEnd);
        for (var rows = _random.Next(12); rows > 0; rows--)
        {
            var cells = names.Select(Written).ToList();
            if (IsOdd()) cells.RemoveAt(_random.Next(cells.Count));
            if (IsOdd()) cells.Add(Any("", "x"));
            if (IsOdd()) cells = [.. cells.Select(_ => "")];
            text.AppendJoin(delimiter, cells).Append(rows > 1 ? IsOdd() ? Any("\n", "\r", "\r\n\r\n") : _lineEnd : Any("", _lineEnd));
        }

        byte[] bytes = Any(0, 0, 0, 1, 2, 3) switch
        {
            0 => Encoding.UTF8.GetBytes(text.ToString()),
            1 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())],
            2 => Encoding.Unicode.GetBytes(text.ToString()),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1256)!.GetBytes(text.ToString()),
        };
        if (OneOf(6))
            for (var damage = _random.Next(1, 8); damage > 0; damage--) bytes[_random.Next(bytes.Length)] = OneOf(3) ? (byte)_random.Next(256) : Any("\",;\n\r\t\0-N"u8.ToArray());
        return bytes;
    }

    private string Written(string name)
    {
        var value = Value(name);
        if (!IsOdd()) return value;
        return _random.Next(16) switch
        {
            0 => Any(Spaces) + value,
            1 => value + Any(Spaces),
            2 => $"\"{value}\"",
            3 => $"{Any(Spaces)}\"{value}\"{Any(Spaces)}",
            4 => "NA",
            5 => "-",
            6 => string.Concat(value.Select(character => char.IsAsciiDigit(character) ? (char)(character - '0' + (OneOf(2) ? '۰' : '٠')) : character)),
            7 => value + ".0",
            8 => value + Any("00", ",5", "e2"),
            9 => Any("0", "000", "+", "-") + value,
            10 => $"\"{value}\"x",
            11 => $"{value}\"y",
            12 => $"x\"{value}\"",
            13 => $"\"a{_lineEnd}b \"\"c\"\"\"",
            14 => OneOf(10) ? "\"" : "\"\"",
            _ => "\0" + value,
        };
    }

    private string Value(string name)
    {
        if (name == ResponseColumns.Id) return OneOf(8) ? "r" + _random.Next(4) : Any("r", "شناسه", "one id ") + _random.Next(100_000);
        if (questionnaire.Outcomes.FirstOrDefault(outcome => outcome.Id == name) is { } asked) return Number(_random.Next(asked.Scale.From, asked.Scale.To + 1));
        if (questionnaire.Attributes.FirstOrDefault(attribute => attribute.Id == name) is { } attribute)
            return attribute.Options.IsEmpty ? Any("", "m", "تهران", "شهر ری", "New York") : Any(["", .. attribute.Options.Select(option => option.Id), attribute.Options[0].Text.Texts[0].Value]);
        return name switch
        {
            ResponseColumns.Submitted or ResponseColumns.Started => Any("", "2026-03-21T10:30:00+03:30", "2026-03-21 06:55:00.25Z", "2026-03-21T10:30-01:00"),
            ResponseColumns.Language => Any("", "fa"),
            ResponseColumns.Status => Any("", "complete", "excluded"),
            ResponseColumns.Channel => Any("", "web"),
            ResponseColumns.Version => Any("", "1", "2", "3"),
            ResponseColumns.Comment or "note" or "" => Any("", "", "fine", "\"one, two\"", $"\"two{_lineEnd}lines\""),
            _ when questionnaire.Batteries.Any(battery => name.StartsWith(battery.Prefix, StringComparison.Ordinal)) =>
                OneOf(25) ? "" : Number(_random.Next(questionnaire.Scale.From, questionnaire.Scale.To + 1)),
            _ => Any("", "33.3", Number(_random.Next(101))),
        };
    }

    private bool IsOdd() => _usual > 0 && OneOf(_usual);

    private bool OneOf(int count) => _random.Next(count) == 0;

    private T Any<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
