using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses.Reading;

/// <summary>
/// Reads cells that are as most cells are: not quoted, answers and points of up to three digits. What it does not take as such is left to
/// <see cref="CsvRecord"/> and <see cref="CsvValues"/>; what it takes means the same there. One per thread.
/// </summary>
internal sealed class CsvPlainCells
{
    private readonly CsvCells _cells;
    private readonly CsvRowProblems _problems;
    private readonly CsvColumn[] _columns;
    private readonly RatingScale[] _outcomeScales;
    private readonly RatingScale _scale;
    private readonly bool _allowsNotApplicable;
    private readonly byte _delimiter;

    /// <summary>Plain cells of files with some columns.</summary>
    public CsvPlainCells(Questionnaire questionnaire, CsvColumn[] columns, byte delimiter, CsvCells cells, CsvRowProblems problems)
    {
        (_cells, _problems, _columns, _delimiter) = (cells, problems, columns, delimiter);
        (_scale, _allowsNotApplicable) = (questionnaire.Scale, questionnaire.AllowsNotApplicable);
        _outcomeScales = [.. questionnaire.Outcomes.Select(outcome => outcome.Scale)];
    }

    /// <summary>Reads cells until one is not plain or the row ends.</summary>
    /// <param name="data">Rows.</param>
    /// <param name="position">Where the next cell begins, or the next row once this one has ended.</param>
    /// <param name="cell">How many cells of the row are read.</param>
    /// <param name="isBlank">Becomes false as soon as a cell is not empty.</param>
    /// <returns>Whether the row has ended.</returns>
    public bool Read(ReadOnlySpan<byte> data, ref int position, ref int cell, ref bool isBlank)
    {
        var answers = _cells.Answers;
        var outcomes = _cells.Outcomes;
        var importance = _cells.Importance;
        while (cell < _columns.Length && position < data.Length)
        {
            ref readonly var column = ref _columns[cell];
            var rest = data[position..];
            int length;
            switch (column.Kind)
            {
                case CsvColumnKind.Answer:
                    if (column.Run >= Vector128<ushort>.Count && Answers(rest, column.Run, answers[column.Index..]) is > 0 and var read)
                    {
                        position += 2 * read;
                        cell += read;
                        isBlank = false;
                        continue;
                    }
                    length = Answer(rest, _scale, out answers[column.Index]);
                    break;
                case CsvColumnKind.Outcome:
                    length = Answer(rest, _outcomeScales[column.Index], out outcomes[column.Index]);
                    break;
                case CsvColumnKind.Importance:
                    length = Points(rest, out importance[column.Index]);
                    break;
                default:
                    length = Text(rest, column, cell);
                    break;
            }

            if (length < 0) return false;
            isBlank &= length == 0;
            cell++;
            position += length + 1;
            var end = rest[length];
            if (end == _delimiter) continue;
            if (end == (byte)'\r' && length + 1 < rest.Length && rest[length + 1] == (byte)'\n') position++;
            return true;
        }

        return false;
    }

    /// <summary>Answers of one digit that a delimiter follows, eight at a time: the usual row is little else. Gives the number of cells that were read.</summary>
    /// <param name="data">Where the first begins.</param>
    /// <param name="run">How many columns of answers follow one another.</param>
    /// <param name="codes">Takes the codes; beyond those that were read it may be overwritten.</param>
    private int Answers(ReadOnlySpan<byte> data, int run, Span<byte> codes)
    {
        const int Lanes = 8;
        var lastDigit = Math.Min(_scale.To, 9);
        var firstDigit = Math.Max(_scale.From, 0);
        if (firstDigit > lastDigit || !BitConverter.IsLittleEndian) return 0;
        ref var bytes = ref MemoryMarshal.GetReference(data);
        ref var to = ref MemoryMarshal.GetReference(codes);
        // A delimiter behind a digit is the upper half of 16 bits.
        var delimiters = Vector128.Create((ushort)(_delimiter << 8));
        var zero = Vector128.Create((ushort)('0' + firstDigit));
        var points = Vector128.Create((ushort)(lastDigit - firstDigit));
        var code = Vector128.Create((ushort)(firstDigit - _scale.From + 1));
        var cell = 0;
        var last = Math.Min(Math.Min(run, codes.Length) - Lanes, data.Length / 2 - Lanes);
        while (cell <= last)
        {
            // Where a delimiter stands the upper half becomes 0; another byte, or no digit of the scale, gives a number that is too large.
            var digits = (Vector128.LoadUnsafe(ref bytes, (nuint)(2 * cell)).AsUInt16() ^ delimiters) - zero;
            var isOther = Vector128.GreaterThan(digits, points).ExtractMostSignificantBits();
            Vector128.Narrow(digits + code, Vector128<ushort>.Zero).GetLower().StoreUnsafe(ref to, (nuint)cell);
            if (isOther != 0) return cell + int.TrailingZeroCount((int)isOther);
            cell += Lanes;
        }

        return cell;
    }

    /// <summary>Reads an answer; gives the length of the cell, −1 when it is not plain.</summary>
    private int Answer(ReadOnlySpan<byte> data, RatingScale scale, out byte code)
    {
        code = AnswerCode.Skipped;
        var length = Number(data, out var answer);
        if (length > 0)
        {
            code = (byte)(answer - scale.From + 1);
            return answer >= scale.From && answer <= scale.To ? length : -1;
        }
        if (EndsCell(data[0])) return 0;
        if (data is [(byte)'-', var behindHyphen, ..] && EndsCell(behindHyphen))
        {
            code = AnswerCode.NotSeen;
            return 1;
        }
        if (data is [(byte)'N', (byte)'A', var behindLetters, ..] && _allowsNotApplicable && EndsCell(behindLetters))
        {
            code = AnswerCode.NotApplicable;
            return 2;
        }
        return -1;
    }

    /// <summary>Reads importance points; gives the length of the cell, −1 when it is not plain.</summary>
    private int Points(ReadOnlySpan<byte> data, out double points)
    {
        points = double.NaN;
        var length = Number(data, out var number);
        if (length > 0) points = number;
        return length > 0 || !EndsCell(data[0]) ? length : 0;
    }

    /// <summary>A whole number of up to three digits and the end of its cell; gives the number of digits, −1 when something else stands there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Number(ReadOnlySpan<byte> data, out int number)
    {
        number = 0;
        for (var length = 0; length < data.Length; length++)
        {
            var digit = data[length] - '0';
            if ((uint)digit > 9) return length > 0 && EndsCell(data[length]) ? length : -1;
            if (length == 3) return -1;
            number = 10 * number + digit;
        }

        return -1;
    }

    /// <summary>Takes in a cell of text; gives its length, −1 when it is not plain.</summary>
    private int Text(ReadOnlySpan<byte> data, in CsvColumn column, int cell)
    {
        if (EndsCell(data[0]) && column.Kind != CsvColumnKind.Attribute) return 0;
        var length = CsvScan.CellLength(data, _delimiter, out var isPlain);
        if (length == data.Length) return -1;
        var content = data[..length];
        if (isPlain && column.Kind == CsvColumnKind.Id && length <= CsvValues.LongestId)
        {
            _cells.AddId(content);
            return length;
        }
        if (!isPlain)
        {
            // A quotation mark may stand behind spaces.
            if (data[0] is (byte)'"' || CsvText.SpaceAtStart(content) > 0) return -1;
            content = CsvText.Trim(content);
        }
        if (_cells.Add(column, content) is { } fault) _problems.Add(cell, fault);
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EndsCell(byte character) => character == _delimiter || character is (byte)'\n' or (byte)'\r';
}
