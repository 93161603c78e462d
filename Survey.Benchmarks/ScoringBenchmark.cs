using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
/// run what the machine can do at best: read the bytes once, and multiply and add 16-bit numbers, both on all processors.
/// </summary>
[Config(typeof(Configuration))]
[MemoryDiagnoser]
public class ScoringBenchmark
{
    private const int PeakRounds = 1 << 18;
    private const int PeakValues = 1024;

    private ResponseTable _table = null!;

    /// <summary>
    /// The multiply-adds of a benchmark; for the moments those that are carried out and wanted: the products of every block, over the respondents that the
    /// block itself counts. What follows from other blocks is not counted, nor what is multiplied beside it.
    /// </summary>
    internal static Dictionary<string, double> MultiplyAdds { get; } = [];

    /// <summary>For the moments every product of every listwise set of the definitions, over all its respondents, whether it is formed or follows from others.</summary>
    internal static Dictionary<string, double> DefinedMultiplyAdds { get; } = [];

    [Params(1_000_000)]
    public int Responses { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _table = ServqualResponses.Draw(Responses, seed: 1);
        var moments = StudyMoments.Of(_table);
        BlockPlan[] blocks = [.. moments.Plan.ItemBlocks, .. moments.Plan.ScoreBlocks];
        MultiplyAdds[nameof(Moments)] = blocks.Sum(block => (double)moments.Blocks[block.Index].Count * block.Products.Length);
        DefinedMultiplyAdds[nameof(Moments)] = blocks.Concat(moments.Plan.BatteryItems.SelectMany(items => items))
            .Sum(block => (double)new Listwise(moments, block).Count * block.Products.Length);
        MultiplyAdds[nameof(MultiplyAddPeak)] = DefinedMultiplyAdds[nameof(MultiplyAddPeak)] = (double)PeakRounds * PeakValues * 16 * Environment.ProcessorCount;
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

    /// <summary>Multiply-adds of 16-bit numbers into 32 bits as fast as they go: data in the first-level cache, no other work.</summary>
    [Benchmark]
    public long MultiplyAddPeak()
    {
        var sum = 0L;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var values = new short[8 * PeakValues];
            values.AsSpan().Fill(1);
            Interlocked.Add(ref sum, Shorts512.IsSupported ? Peak<Shorts512, Vector512<short>, Vector512<int>>(values)
                : Shorts256.IsSupported ? Peak<Shorts256, Vector256<short>, Vector256<int>>(values)
                : Peak<Shorts, Vector<short>, Vector<int>>(values));
        });
        return sum;
    }

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

    // Four columns against four with the widest instructions that there are, optimised from the first call on. Sums may run over: nobody reads them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Peak<TOperations, TVector, TSums>(short[] values)
        where TOperations : IMultiplyAdd<short, TVector, TSums, long>
        where TSums : struct
    {
        TSums s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        TSums s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        ref var first = ref values[0];
        for (var round = 0; round < PeakRounds; round++)
        {
            for (nuint row = 0; row < PeakValues; row += (nuint)TOperations.Rows)
            {
                var x0 = TOperations.Load(ref first, row);
                var x1 = TOperations.Load(ref first, PeakValues + row);
                var x2 = TOperations.Load(ref first, 2 * PeakValues + row);
                var x3 = TOperations.Load(ref first, 3 * PeakValues + row);
                var y = TOperations.Load(ref first, 4 * PeakValues + row);
                s0 = TOperations.Add(s0, x0, y);
                s1 = TOperations.Add(s1, x1, y);
                s2 = TOperations.Add(s2, x2, y);
                s3 = TOperations.Add(s3, x3, y);
                y = TOperations.Load(ref first, 5 * PeakValues + row);
                s4 = TOperations.Add(s4, x0, y);
                s5 = TOperations.Add(s5, x1, y);
                s6 = TOperations.Add(s6, x2, y);
                s7 = TOperations.Add(s7, x3, y);
                y = TOperations.Load(ref first, 6 * PeakValues + row);
                s8 = TOperations.Add(s8, x0, y);
                s9 = TOperations.Add(s9, x1, y);
                s10 = TOperations.Add(s10, x2, y);
                s11 = TOperations.Add(s11, x3, y);
                y = TOperations.Load(ref first, 7 * PeakValues + row);
                s12 = TOperations.Add(s12, x0, y);
                s13 = TOperations.Add(s13, x1, y);
                s14 = TOperations.Add(s14, x2, y);
                s15 = TOperations.Add(s15, x3, y);
            }
        }

        return TOperations.Total(s0) + TOperations.Total(s1) + TOperations.Total(s2) + TOperations.Total(s3)
            + TOperations.Total(s4) + TOperations.Total(s5) + TOperations.Total(s6) + TOperations.Total(s7)
            + TOperations.Total(s8) + TOperations.Total(s9) + TOperations.Total(s10) + TOperations.Total(s11)
            + TOperations.Total(s12) + TOperations.Total(s13) + TOperations.Total(s14) + TOperations.Total(s15);
    }

    private sealed class Configuration : ManualConfig
    {
        public Configuration()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(10));
            AddColumn(
                new MultiplyAddColumn("Multiply-adds/s", "Products of two numbers that are carried out for the moments, each over the respondents that its block counts, in 10⁹ per second", ScoringBenchmark.MultiplyAdds),
                new MultiplyAddColumn("By definition/s", "Products of every listwise set of the definitions over all its respondents, as a plain pass would carry them out, most of which follow from others, in 10⁹ per second", ScoringBenchmark.DefinedMultiplyAdds),
                StatisticColumn.Median, StatisticColumn.Min);
        }
    }
}
