using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Survey.Web.Features.Respond;

/// <summary>
/// How many posts a minute are taken: few for one response, many for a survey. An address is only a high ceiling, since a whole branch may sit behind one;
/// it does not count for the machine itself, where a proxy stands.
/// </summary>
internal sealed class RespondLimits
{
    private const int PostsPerResponse = 120;
    private const int BeginningsPerSurvey = 120_000;
    private const int PostsPerAddress = 12_000;
    private const int CodesPerResponse = 5;
    private const int GuessesPerSurvey = 600;
    private const int GuessesPerAddress = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private long _began = Stopwatch.GetTimestamp();

    /// <summary>How many seconds a client should wait before it posts again.</summary>
    public static int RetryAfterSeconds => (int)Window.TotalSeconds;

    /// <summary>Counts a post to a response and says whether it is taken.</summary>
    public bool TakesPost(string token, IPAddress? address) => Take("r" + token, PostsPerResponse) & TakesAddress(address);

    /// <summary>Counts a new response and says whether it is taken.</summary>
    public bool TakesBeginning(string surveyId, IPAddress? address) => Take("s" + surveyId, BeginningsPerSurvey) & TakesAddress(address);

    /// <summary>Counts a code that is made for a response and says whether it may be.</summary>
    public bool TakesCode(string token) => Take("c" + token, CodesPerResponse);

    /// <summary>Counts an attempt to open a response of a survey with a code and says whether it may be made: trying them all would take centuries.</summary>
    public bool TakesGuess(string surveyId, IPAddress? address) =>
        Take("g" + surveyId, GuessesPerSurvey) & (address is null || IPAddress.IsLoopback(address) || Take("h" + address, GuessesPerAddress));

    /// <summary>Whether another attempt may be made, without counting it.</summary>
    public bool LetsGuess(string surveyId, IPAddress? address) =>
        Count("g" + surveyId) < GuessesPerSurvey && (address is null || IPAddress.IsLoopback(address) || Count("h" + address) < GuessesPerAddress);

    private bool TakesAddress(IPAddress? address) => address is null || IPAddress.IsLoopback(address) || Take("a" + address, PostsPerAddress);

    private int Count(string key) => _counters.TryGetValue(key, out var counter) ? Volatile.Read(ref counter.Count) : 0;

    private bool Take(string key, int limit)
    {
        var began = Interlocked.Read(ref _began);
        if (Stopwatch.GetElapsedTime(began) > Window && Interlocked.CompareExchange(ref _began, Stopwatch.GetTimestamp(), began) == began)
            _counters = new ConcurrentDictionary<string, Counter>(StringComparer.Ordinal);
        return Interlocked.Increment(ref _counters.GetOrAdd(key, _ => new Counter()).Count) <= limit;
    }

    private sealed class Counter
    {
        public int Count;
    }
}
