using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;

namespace Survey.Benchmarks;

/// <summary>
/// From responses in memory to the complete result: SERVQUAL, 22 items in two batteries, four models, three outcomes, two attributes. In the same
/// run what the machine can do at best: read the bytes once, and multiply and add numbers of each type that the moments need, on all processors.
/// </summary>
[Config(typeof(Configuration))]
[MemoryDiagnoser]
public class ScoringBenchmark
{
    private ResponseTable _table = null!;

    /// <summary>
    /// The products of a benchmark; for the moments those that are carried out and wanted, over the respondents that a block itself counts. What follows
    /// from other sums is not counted, nor what is multiplied beside it.
    /// </summary>
    internal static Dictionary<string, ProductCounts> Products { get; } = [];

    /// <summary>For the moments every product of every listwise set of the definitions, over all its respondents, whether it is formed or follows from others.</summary>
    internal static Dictionary<string, ProductCounts> DefinedProducts { get; } = [];

    [Params(1_000_000)]
    public int Responses { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _table = ServqualResponses.Draw(Responses, seed: 1);
        var moments = StudyMoments.Of(_table);
        (Products[nameof(Moments)], DefinedProducts[nameof(Moments)]) = (ProductCounts.CarriedOut(moments), ProductCounts.OfDefinitions(moments));
        (Products[nameof(NarrowPeak)], Products[nameof(WordPeak)], Products[nameof(WidePeak)]) =
            (new(MultiplyAddPeaks.Products, 0, 0), new(0, MultiplyAddPeaks.Products, 0), new(0, 0, MultiplyAddPeaks.Products));
    }

    /// <summary>A read of all answers.</summary>
    [Benchmark(Baseline = true)]
    public long SumOfBytes()
    {
        var sum = 0L;
        Parallel.For(0, Environment.ProcessorCount, processor =>
        {
            var own = 0L;
            var last = (int)((long)Responses * (processor + 1) / Environment.ProcessorCount);
            for (var row = (int)((long)Responses * processor / Environment.ProcessorCount); row < last;)
            {
                var count = Math.Min(_table.RowsInPiece(row), last - row);
                var answers = _table.Answers(row, count);
                var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(answers);
                var lanes = Vector<uint>.Zero;
                foreach (var vector in vectors)
                {
                    Vector.Widen(vector, out var low, out var high);
                    Vector.Widen(low + high, out var lower, out var higher);
                    lanes += lower + higher;
                }

                own += Vector.Sum(lanes);
                foreach (var value in answers[(vectors.Length * Vector<byte>.Count)..]) own += value;
                row += count;
            }

            Interlocked.Add(ref sum, own);
        });
        return sum;
    }

    /// <summary>Products of 16-bit numbers into 32 bits as fast as they go: data in the first-level cache, no other work.</summary>
    [Benchmark]
    public long NarrowPeak() => MultiplyAddPeaks.Narrow();

    /// <summary>The same of 64-bit numbers into 64 bits.</summary>
    [Benchmark]
    public long WordPeak() => MultiplyAddPeaks.Word();

    /// <summary>The same of 64-bit numbers into 128 bits, as the moments do it: once modulo 2⁶⁴ and once in floating point.</summary>
    [Benchmark]
    public double WidePeak() => MultiplyAddPeaks.Wide();

    /// <summary>The moments alone, the hash of the data among them.</summary>
    [Benchmark]
    public StudyMoments Moments() => StudyMoments.Of(_table);

    /// <summary>What the hash of the data takes of that: it is no sum of products.</summary>
    [Benchmark]
    public long DataHashes()
    {
        var sum = 0L;
        var next = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var rows = new TableRows(_table, ResponseTable.ChunkRows);
            var hasher = new ResponseHasher(_table);
            var hash = default(DataHash);
            for (int row; (row = (Interlocked.Increment(ref next) - 1) * ResponseTable.ChunkRows) < Responses;)
            {
                rows.Take(row, ResponseTable.ChunkRows);
                hasher.Add(rows, ref hash);
            }

            Interlocked.Add(ref sum, hash.GetHashCode());
        });
        return sum;
    }

    [Benchmark]
    public long FiguresAsJson() => Json(StudyDepth.Figures);

    [Benchmark]
    public long CompleteAsJson() => Json(StudyDepth.Complete);

    private long Json(StudyDepth depth)
    {
        using var json = new MemoryStream();
        StudyResultJson.Write(Study.Evaluate(_table, new StudyOptions { Depth = depth }), json);
        return json.Length;
    }

    private sealed class Configuration : ManualConfig
    {
        public Configuration()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(10));
            AddColumn(
                new MultiplyAddColumn("Multiply-adds/s", "Products of two numbers that are carried out for the moments, each over the respondents that its block counts", ScoringBenchmark.Products),
                new MultiplyAddColumn("By definition/s", "Products of every listwise set of the definitions over all its respondents, as a plain pass would carry them out, most of which follow from others", ScoringBenchmark.DefinedProducts),
                StatisticColumn.Median, StatisticColumn.Min);
        }
    }
}
