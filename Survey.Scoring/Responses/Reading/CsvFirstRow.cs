using System.Text;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses.Reading;

/// <summary>The first row of a file: the names of its columns, and by them the delimiter.</summary>
/// <param name="Names">The names as written, without spaces at their ends.</param>
/// <param name="Delimiter">What stands between cells.</param>
/// <param name="NextLine">The line on which the second row begins.</param>
/// <param name="Rest">The bytes behind the row that are read already.</param>
internal sealed record CsvFirstRow(List<string> Names, byte Delimiter, long NextLine, ReadOnlyMemory<byte> Rest)
{
    private const int FirstBuffer = 1 << 16;
    private const int LongestDelimiterLine = 6;
    private static readonly (byte Byte, string Name)[] Delimiters = [((byte)',', "comma"), ((byte)';', "semicolon"), ((byte)'\t', "tab")];

    /// <summary>The delimiter's name in <see cref="CsvAssumption.Code"/>.</summary>
    public string DelimiterName => Delimiters.First(delimiter => delimiter.Byte == Delimiter).Name;

    /// <summary>Reads the first row; null, and a problem, when there is none.</summary>
    public static CsvFirstRow? Read(Stream utf8, Questionnaire questionnaire, CsvProblemList problems) => new Search(utf8, questionnaire, problems).Read();

    private sealed class Search(Stream utf8, Questionnaire questionnaire, CsvProblemList problems)
    {
        private byte[] _buffer = new byte[FirstBuffer];
        private byte[] _scratch = new byte[1024];
        private int _start;
        private int _end;
        private long _line = 1;
        private bool _isFinal;

        public CsvFirstRow? Read()
        {
            Fill();
            byte? said = null;
            SkipBlankLines();
            while (_end - _start < LongestDelimiterLine && Fill())
            {
            }

            // Spreadsheets put the delimiter on a line of its own before the header.
            if (_buffer.AsSpan(_start, _end - _start) is [(byte)'s', (byte)'e', (byte)'p', (byte)'=', var separator and ((byte)',' or (byte)';' or (byte)'\t'), (byte)'\r' or (byte)'\n', ..])
            {
                said = separator;
                _start += 5;
                SkipBlankLines();
            }
            if (_start == _end)
            {
                problems.File("file-empty");
                return null;
            }

            (byte Delimiter, List<string> Names, int Next, int Breaks, int Known)? best = null;
            foreach (var (delimiter, _) in Delimiters)
            {
                if (said is not null && said != delimiter) continue;
                if (NamesBy(delimiter) is not { } header) continue;
                var known = CsvHeader.CountKnown(header.Names, questionnaire);
                if (best is null || known > best.Value.Known || (known == best.Value.Known && header.Names.Count > best.Value.Names.Count))
                    best = (delimiter, header.Names, header.Next, header.Breaks, known);
            }
            if (best is not { } found)
            {
                problems.Add(new(_line, 0, null, "quote-unclosed", [], IsError: true));
                return null;
            }

            return new(found.Names, found.Delimiter, _line + 1 + found.Breaks, _buffer.AsMemory(_start + found.Next, _end - _start - found.Next));
        }

        // Where the next row begins is told from this one's beginning, since the buffer may move.
        private (List<string> Names, int Next, int Breaks)? NamesBy(byte delimiter)
        {
            while (true)
            {
                var record = new CsvRecord(_buffer.AsSpan(_start, _end - _start), delimiter, _isFinal, _scratch);
                var names = new List<string>();
                var breaks = 0;
                CellEnd end;
                do
                {
                    end = record.Next(out var content);
                    breaks += record.LineBreaks;
                    names.Add(Encoding.UTF8.GetString(CsvText.Trim(content)));
                }
                while (end == CellEnd.Delimiter);
                _scratch = record.Scratch;
                if (end == CellEnd.Row) return (names, record.Position, breaks);
                if (end == CellEnd.UnclosedQuote || !Fill()) return null;
            }
        }

        private void SkipBlankLines()
        {
            while (true)
            {
                while (_end - _start < 2 && Fill())
                {
                }

                if (_start == _end || _buffer[_start] is not ((byte)'\r' or (byte)'\n')) return;
                if (_buffer[_start] == (byte)'\r' && _start + 1 < _end && _buffer[_start + 1] == (byte)'\n') _start++;
                _start++;
                _line++;
            }
        }

        /// <summary>Moves what is left to the front and fills the buffer, a larger one when the row does not fit; false when nothing more comes.</summary>
        private bool Fill()
        {
            if (_isFinal) return false;
            var left = _end - _start;
            if (left == _buffer.Length)
            {
                if (_buffer.Length >= CsvBlocks.LongestRow) return false;
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            else
            {
                _buffer.AsSpan(_start, left).CopyTo(_buffer);
            }
            _start = 0;
            _end = left + utf8.ReadAtLeast(_buffer.AsSpan(left), _buffer.Length - left, throwOnEndOfStream: false);
            _isFinal = _end < _buffer.Length;
            return true;
        }
    }
}
