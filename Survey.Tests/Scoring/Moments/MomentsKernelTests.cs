using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Tests.Scoring.Moments;

/// <summary>The parts of the moments pass against the plain way of doing the same.</summary>
public sealed class MomentsKernelTests
{
    private const long Largest = (1L << 49) - 1;

    [Theory]
    [InlineData(Largest, false)]
    [InlineData(Largest, true)]
    [InlineData(1L << 43, false)]
    [InlineData(3L, false)]
    public void Sums_of_wide_products_are_exact(long bound, bool isPortable)
    {
        const int columns = 5;
        var random = new Random(7);
        ProductTile[] tiles =
        [
            new([0, 1, 2, 3], [1, 2, 3, 4], [.. Enumerable.Range(0, 16).Select(cell => (cell, cell))]),
            new([0, 1, 2, 2], [4], [(0, 16), (1, 17), (2, 18)]),
            new([4], [4], [(0, 19)]),
        ];
        var products = new Int128[20];
        var expected = new Int128[20];
        var sums = new WideTileSums([.. tiles], bound, products, isPortable);
        var values = new long[columns * WideTileSums.MostRows];
        int[] starts = [.. Enumerable.Range(0, columns).Select(column => column * WideTileSums.MostRows)];
        for (var part = 0; part < 30; part++)
        {
            // The largest of one sign too: nothing cancels then.
            for (var i = 0; i < values.Length; i++) values[i] = part < 10 ? bound : part < 20 ? -bound : random.NextInt64(-bound, bound + 1);
            var rows = part % 3 == 0 ? 64 : WideTileSums.MostRows;
            sums.Add(values, starts, rows);
            foreach (var tile in tiles)
            {
                foreach (var (cell, product) in tile.Entries)
                {
                    var (left, right) = (starts[tile.Left[cell / tile.Right.Length]], starts[tile.Right[cell % tile.Right.Length]]);
                    for (var row = 0; row < rows; row++) expected[product] += (Int128)values[left + row] * values[right + row];
                }
            }
        }

        sums.Flush();

        Assert.Equal(expected, products);
    }

    [Fact]
    public void Rows_with_every_answer_are_told_from_the_others()
    {
        var random = new Random(5);
        byte[] codes = [AnswerCode.NotSeen, AnswerCode.Skipped, AnswerCode.NotApplicable];
        foreach (var width in new[] { 1, 3, 15, 16, 31, 32, 33, 44, 64, 100 })
        {
            const int count = 300;
            var answers = new byte[width * count];
            for (var i = 0; i < answers.Length; i++) answers[i] = random.Next(width) == 0 && random.Next(2) == 0 ? codes[random.Next(3)] : (byte)random.Next(1, AnswerCode.LastPosition + 1);
            var sorted = new CompleteRows(width, count);

            sorted.Sort(answers);

            int[] complete = [.. Enumerable.Range(0, count).Where(row => answers.Skip(row * width).Take(width).All(AnswerCode.IsAnswer))];
            Assert.Equal(complete, sorted.Complete.ToArray());
            Assert.Equal(Enumerable.Range(0, count).Except(complete), sorted.Others.ToArray());
        }
    }

    [Fact]
    public void Points_of_some_rows_become_columns()
    {
        for (var width = 1; width <= 9; width++)
        {
            double[] rows = [.. Enumerable.Range(0, 50 * width).Select(value => (double)value)];
            int[] order = [.. Enumerable.Range(0, 50).Where(row => row % 7 != 3)];
            var columns = new double[width * 64];

            PointTranspose.Write(rows, order, width, columns, 64);

            for (var column = 0; column < width; column++)
                for (var place = 0; place < order.Length; place++) Assert.Equal(rows[order[place] * width + column], columns[column * 64 + place]);
        }
    }
}
