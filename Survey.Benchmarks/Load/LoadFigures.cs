using System.Collections.Concurrent;

namespace Survey.Benchmarks.Load;

/// <summary>What a run of the load driver has measured.</summary>
internal sealed class LoadFigures
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _milliseconds = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();
    private int _completed;
    private int _repeated;

    public int CompletedResponses => _completed;

    public int Requests => _milliseconds.Values.Sum(bag => bag.Count);

    /// <summary>The posts among the requests: each is saved.</summary>
    public int Posts => _milliseconds.Where(kind => kind.Key != "get").Sum(kind => kind.Value.Count);

    public int Errors => _errors.Values.Sum();

    /// <summary>The requests that were sent again.</summary>
    public int Repeated => _repeated;

    /// <summary>What went wrong, and how often.</summary>
    public IEnumerable<string> Problems => _errors.OrderByDescending(error => error.Value).Select(error => $"{error.Value} × {error.Key}");

    public void Again() => Interlocked.Increment(ref _repeated);

    public void Add(string kind, TimeSpan time) => _milliseconds.GetOrAdd(kind, _ => []).Add(time.TotalMilliseconds);

    public int Completed() => Interlocked.Increment(ref _completed);

    public void Failed(string what) => _errors.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>The p-th percentile of the latencies of a kind of request, or of all.</summary>
    public double Percentile(double p, string? kind = null)
    {
        var sorted = (kind is null ? _milliseconds.Values.SelectMany(bag => bag) : _milliseconds[kind]).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(p * sorted.Length) - 1)];
    }

    public void Write(TextWriter output, TimeSpan time)
    {
        output.WriteLine(FormattableString.Invariant($"{CompletedResponses} completed responses, {CompletedResponses / time.TotalSeconds:0.0} per second; {Requests / time.TotalSeconds:0} requests per second, {Requests / (double)Math.Max(CompletedResponses, 1):0.0} for each response; {Errors} errors"));
        foreach (var kind in _milliseconds.Keys.Order(StringComparer.Ordinal))
            output.WriteLine(FormattableString.Invariant($"{kind,-8} n = {_milliseconds[kind].Count,8}   p50 {Percentile(0.5, kind),7:0.0} ms   p95 {Percentile(0.95, kind),7:0.0} ms   p99 {Percentile(0.99, kind),7:0.0} ms"));
        output.WriteLine(FormattableString.Invariant($"{"all",-8} n = {Requests,8}   p50 {Percentile(0.5),7:0.0} ms   p95 {Percentile(0.95),7:0.0} ms   p99 {Percentile(0.99),7:0.0} ms"));
        foreach (var problem in Problems.Take(5)) output.WriteLine(problem);
    }
}
