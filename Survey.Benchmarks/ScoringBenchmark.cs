using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>The multiply-adds of a benchmark.</summary>
    internal static Dictionary<string, double> MultiplyAdds { get; } = [];

    [Params(1_000_000)]
    public int Responses { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _table = ServqualResponses.Draw(Responses, seed: 1);
        var moments = StudyMoments.Of(_table);
        // What the definitions ask for: every product of every listwise set, over its respondents.
        MultiplyAdds[nameof(Moments)] = moments.Plan.ItemBlocks.Concat(moments.Plan.ScoreBlocks).Concat(moments.Plan.BatteryItems.SelectMany(blocks => blocks))
            .Sum(block => (double)new Listwise(moments, block).Count * block.Products.Length);
        MultiplyAdds[nameof(MultiplyAddPeak)] = (double)PeakRounds * PeakValues * 16 * Environment.ProcessorCount;
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
            var values = new short[2 * PeakValues];
            values.AsSpan().Fill(1);
            Interlocked.Add(ref sum, Avx2.IsSupported ? Peak(ref values[0]) : PortablePeak(values));
        });
        return sum;
    }

    [Benchmark]
    public StudyMoments Moments() => StudyMoments.Of(_table);

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

    // Sixteen sums are open at once, as many as hide the latency of an instruction.
    private static long Peak(ref short values)
    {
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        Vector256<int> s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        for (var round = 0; round < PeakRounds; round++)
        {
            for (nuint i = 0; i < PeakValues; i += 16)
            {
                var x = Vector256.LoadUnsafe(ref values, i);
                var y = Vector256.LoadUnsafe(ref values, PeakValues + i);
                s0 += Avx2.MultiplyAddAdjacent(x, y);
                s1 += Avx2.MultiplyAddAdjacent(x, x);
                s2 += Avx2.MultiplyAddAdjacent(y, y);
                s3 += Avx2.MultiplyAddAdjacent(y, x);
                s4 += Avx2.MultiplyAddAdjacent(x, y ^ x);
                s5 += Avx2.MultiplyAddAdjacent(y, y ^ x);
                s6 += Avx2.MultiplyAddAdjacent(x, y & x);
                s7 += Avx2.MultiplyAddAdjacent(y, y & x);
                s8 += Avx2.MultiplyAddAdjacent(x, y | x);
                s9 += Avx2.MultiplyAddAdjacent(y, y | x);
                s10 += Avx2.MultiplyAddAdjacent(x ^ y, y | x);
                s11 += Avx2.MultiplyAddAdjacent(x & y, y | x);
                s12 += Avx2.MultiplyAddAdjacent(x ^ y, x & y);
                s13 += Avx2.MultiplyAddAdjacent(x ^ y, x ^ y);
                s14 += Avx2.MultiplyAddAdjacent(x & y, x & y);
                s15 += Avx2.MultiplyAddAdjacent(x | y, x | y);
            }
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15);
    }

    private static long PortablePeak(short[] values)
    {
        var sum = 0L;
        for (var round = 0; round < PeakRounds * 16; round++) sum += DotProduct.Of(values.AsSpan(0, PeakValues), values.AsSpan(PeakValues), 1 << 16);
        return sum;
    }

    private sealed class Configuration : ManualConfig
    {
        public Configuration()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(10));
            AddColumn(new MultiplyAddColumn(), StatisticColumn.Median, StatisticColumn.Min);
        }
    }
}
