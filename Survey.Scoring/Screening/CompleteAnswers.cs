using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Screening;

/// <summary>
/// The responses that have every answer of the vector, a piece of the table at a time, answer by answer: their exact moments first, then
/// whatever is computed over them.
/// </summary>
internal sealed class CompleteAnswers
{
    /// <summary>The most rows of a piece. Products of answers, at most 253 each, add up in 32 bits over as many.</summary>
    public const int Rows = 1024;

    private readonly ResponseTable _table;
    private readonly int _width;

    /// <summary>A reader of one thread.</summary>
    public CompleteAnswers(ResponseTable table)
    {
        (_table, _width) = (table, table.Layout.Width);
        Codes = new short[_width * Rows];
        Places = new int[Rows];
    }

    /// <summary>The answer codes of the last piece, a column of <see cref="Rows"/> places per answer; zero behind the last row.</summary>
    public short[] Codes { get; }

    /// <summary>The rows of the table that the places of the columns belong to.</summary>
    public int[] Places { get; }

    /// <summary>How many rows of the last piece have every answer.</summary>
    public int Count { get; private set; }

    /// <summary>The number of pieces of a table.</summary>
    public static int PiecesOf(ResponseTable table) => (table.Count + Rows - 1) / Rows;

    /// <summary>Reads a piece.</summary>
    public void Read(int piece)
    {
        var first = piece * Rows;
        var rows = Math.Min(Rows, _table.Count - first);
        var before = Count;
        Count = 0;
        var answers = _table.Answers(first, rows);
        for (var row = 0; row < rows; row++)
        {
            var own = answers.Slice(row * _width, _width);
            if (!ScreeningPlan.IsComplete(own)) continue;
            for (var column = 0; column < _width; column++) Codes[column * Rows + Count] = own[column];
            Places[Count++] = first + row;
        }

        for (var column = 0; column < _width && Count < before; column++) Codes.AsSpan(column * Rows + Count, before - Count).Clear();
    }

    /// <summary>The moments of the answer codes, exact until the last step.</summary>
    public static CrossProducts MomentsOf(ResponseTable table)
    {
        var width = table.Layout.Width;
        var whole = new Sums(width);
        Parallel.For(0, PiecesOf(table), () => (Reader: new CompleteAnswers(table), Sums: new Sums(width)),
            (piece, _, own) =>
            {
                own.Reader.Read(piece);
                own.Sums.Add(own.Reader);
                return own;
            },
            own =>
            {
                lock (whole) whole.Add(own.Sums);
            });
        return whole.ToCrossProducts();
    }

    private sealed class Sums(int width)
    {
        private readonly long[] _sums = new long[width];
        private readonly long[,] _products = new long[width, width];
        private long _count;

        public void Add(CompleteAnswers piece)
        {
            if (piece.Count == 0) return;
            _count += piece.Count;
            // The columns are zero behind the last row, and as long as the vectors need.
            var length = (piece.Count + 63) / 64 * 64;
            for (var left = 0; left < width; left++)
            {
                var column = piece.Codes.AsSpan(left * Rows, length);
                _sums[left] += DotProduct.Sum(column);
                for (var right = left; right < width; right++) _products[left, right] += DotProduct.Of(column, piece.Codes.AsSpan(right * Rows, length));
            }
        }

        public void Add(Sums other)
        {
            _count += other._count;
            for (var left = 0; left < width; left++)
            {
                _sums[left] += other._sums[left];
                for (var right = left; right < width; right++) _products[left, right] += other._products[left, right];
            }
        }

        public CrossProducts ToCrossProducts()
        {
            var deviations = new double[width, width];
            for (var left = 0; left < width && _count > 0; left++)
                for (var right = left; right < width; right++)
                    deviations[left, right] = deviations[right, left] = (double)((Int128)_count * _products[left, right] - (Int128)_sums[left] * _sums[right]) / _count;
            return new CrossProducts(_count, [.. _sums.Select(sum => _count == 0 ? 0 : (double)sum / _count)], deviations);
        }
    }
}
