using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Tests.Scoring.Screening;

/// <summary>The indices of many respondents at once are those of each alone, counted answer by answer.</summary>
public sealed class BatchIndexTests
{
    private const int Stride = 192;
    private const int Respondents = 128;

    [Theory]
    [InlineData(22, 7)]
    [InlineData(3, 253)]
    [InlineData(700, 5)]
    public void Runs_and_variability_are_those_of_each_respondent(int items, int points)
    {
        var codes = Draw(items, points);
        var (longest, answered, deviations) = (new short[Respondents], new short[Respondents], new double[Respondents]);

        Longstring.Of(codes, Stride, items, longest);
        IntraindividualVariability.Of(codes, Stride, items, points, answered, deviations);

        for (var respondent = 0; respondent < Respondents; respondent++)
        {
            byte[] own = [.. Enumerable.Range(0, items).Select(item => codes[item * Stride + respondent])];
            int run = 0, best = 0;
            for (var item = 0; item < items; item++)
            {
                run = !AnswerCode.IsAnswer(own[item]) ? 0 : item > 0 && own[item] == own[item - 1] ? run + 1 : 1;
                best = Math.Max(best, run);
            }

            double[] given = [.. own.Where(AnswerCode.IsAnswer).Select(code => (double)code)];
            Assert.Equal((best, given.Length), (longest[respondent], answered[respondent]));
            if (given.Length < 2) Assert.Equal(double.NaN, deviations[respondent]);
            else Assert.Equal(Math.Sqrt(given.Sum(value => Math.Pow(value - given.Average(), 2)) / (given.Length - 1)), deviations[respondent], 1e-9);
        }
    }

    [Fact]
    public void Even_odd_consistency_is_that_of_each_respondent()
    {
        (int Start, int Length)[] scales = [(0, 4), (4, 5), (9, 1), (10, 2), (12, 3)];
        bool[] isReversed = [.. Enumerable.Range(0, 15).Select(item => item % 4 == 1)];
        var codes = Draw(15, 7);
        var consistencies = new double[Respondents];

        new EvenOddConsistency(scales, isReversed, 7).Of(codes, Stride, consistencies);

        Assert.Contains(consistencies, double.IsNaN);
        for (var respondent = 0; respondent < Respondents; respondent++)
        {
            (double Odd, double Even)[] means =
            [
                .. scales.Where(scale => scale.Length > 1).Select(scale => (Mean(scale, 0), Mean(scale, 1))).Where(pair => !double.IsNaN(pair.Item1) && !double.IsNaN(pair.Item2)),
            ];
            Assert.Equal(Expected(means), consistencies[respondent], 1e-9);

            double Mean((int Start, int Length) scale, int parity) => Enumerable.Range(0, scale.Length).Where(place => place % 2 == parity).Select(place => scale.Start + place)
                .Where(item => AnswerCode.IsAnswer(codes[item * Stride + respondent]))
                .Select(item => isReversed[item] ? 8.0 - codes[item * Stride + respondent] : codes[item * Stride + respondent]).DefaultIfEmpty(double.NaN).Average();
        }

        static double Expected((double Odd, double Even)[] means)
        {
            if (means.Length < 3) return double.NaN;
            var (odd, even) = (means.Average(pair => pair.Odd), means.Average(pair => pair.Even));
            var squares = means.Sum(pair => Math.Pow(pair.Odd - odd, 2)) * means.Sum(pair => Math.Pow(pair.Even - even, 2));
            if (squares < 1e-20) return double.NaN;
            var r = means.Sum(pair => (pair.Odd - odd) * (pair.Even - even)) / Math.Sqrt(squares);
            return r <= -1.0 / 3 ? 1 : -2 * r / (1 + r);
        }
    }

    [Fact]
    public void Every_hash_that_stands_twice_is_found_and_few_others()
    {
        var random = new Random(7);
        ulong[] hashes = [.. Enumerable.Range(0, 20_000).Select(_ => (ulong)random.NextInt64() + 1)];
        for (var repeat = 0; repeat < 100; repeat++) hashes[random.Next(10_000)] = hashes[10_000 + random.Next(10_000)];
        for (var none = 0; none < 500; none++) hashes[random.Next(hashes.Length)] = 0;

        var found = RepeatedHashes.RowsOf(hashes).ToHashSet();

        var twice = hashes.Index().Where(hash => hash.Item != 0).GroupBy(hash => hash.Item).Where(group => group.Count() > 1).SelectMany(group => group.Select(hash => hash.Index)).ToList();
        Assert.InRange(twice.Count, 100, 400);
        Assert.All(twice, row => Assert.Contains(row, found));
        Assert.DoesNotContain(found, row => hashes[row] == 0);
        Assert.InRange(found.Count, twice.Count, twice.Count + hashes.Length / 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_count_come_together_on_any_processor(bool isPortable)
    {
        var random = new Random(3);
        short[] values = [.. Enumerable.Range(0, 192).Select(_ => (short)random.Next(100))];
        short[] mask = [.. values.Select(_ => (short)-random.Next(2))];
        var target = new short[192 + RowSelection.Room];

        RowSelection.Copy(values, mask, target, isPortable);

        short[] expected = [.. values.Where((_, row) => mask[row] == 0)];
        Assert.Equal(expected, target[..expected.Length]);
    }

    // Runs, missing answers of every kind, and respondents without any.
    private static byte[] Draw(int items, int points)
    {
        var random = new Random(items);
        var codes = new byte[items * Stride];
        for (var respondent = 0; respondent < Respondents; respondent++)
        {
            for (var item = 0; item < items; item++)
            {
                codes[item * Stride + respondent] = respondent % 40 == 39 ? AnswerCode.Skipped
                    : random.Next(8) switch
                    {
                        0 => random.Next(3) switch { 0 => AnswerCode.NotSeen, 1 => AnswerCode.Skipped, _ => AnswerCode.NotApplicable },
                        < 4 when item > 0 => codes[(item - 1) * Stride + respondent],
                        _ => (byte)random.Next(1, points + 1),
                    };
            }
        }

        return codes;
    }
}
