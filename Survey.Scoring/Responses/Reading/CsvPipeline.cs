using System.Runtime.ExceptionServices;

namespace Survey.Scoring.Responses.Reading;

/// <summary>Parses the blocks of a file on several processors and hands their rows on in the order of the file.</summary>
/// <param name="blocks">The blocks.</param>
/// <param name="parser">Makes a parser for a thread.</param>
/// <param name="sink">Takes the rows of a block, which are overwritten afterwards.</param>
/// <param name="workers">The most threads.</param>
internal sealed class CsvPipeline(CsvBlocks blocks, Func<(CsvRowParser Parser, CsvRows Rows)> parser, CsvTableSink sink, int workers)
{
    private readonly Lock _reading = new();
    private readonly object _order = new();
    private ExceptionDispatchInfo? _failure;
    private long _read;
    private long _taken;

    /// <summary>Reads all blocks.</summary>
    public void Run(CancellationToken cancel)
    {
        // A file of one block is not worth a second thread.
        Work(1, cancel);
        if (!blocks.IsAtEnd) Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work(long.MaxValue, cancel));
        _failure?.Throw();
    }

    private void Work(long most, CancellationToken cancel)
    {
        try
        {
            var (own, rows) = parser();
            for (var done = 0L; done < most && Next(out var number) is { } block; done++)
            {
                cancel.ThrowIfCancellationRequested();
                own.Parse(block, rows);
                lock (_reading) blocks.Return(block);
                if (!Take(number, block, rows)) return;
                CsvTableSink.Fill(rows);
            }
        }
        catch (Exception exception)
        {
            // The others must not wait for a block that never comes.
            lock (_order)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
                Monitor.PulseAll(_order);
            }
        }
    }

    private CsvBlock? Next(out long number)
    {
        lock (_reading)
        {
            number = _read;
            if (blocks.Next() is not { } block) return null;
            _read++;
            return block;
        }
    }

    private bool Take(long number, CsvBlock block, CsvRows rows)
    {
        lock (_order)
        {
            while (_taken != number && _failure is null) Monitor.Wait(_order);
            if (_failure is not null) return false;
            sink.Take(block, rows);
            _taken++;
            Monitor.PulseAll(_order);
            return true;
        }
    }
}
