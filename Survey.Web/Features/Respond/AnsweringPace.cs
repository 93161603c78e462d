using System.Collections.Concurrent;
using Survey.Scoring.Screening;

namespace Survey.Web.Features.Respond;

/// <summary>
/// When responses were begun, kept in memory only: of an anonymous response no time is stored from which one could tell that a program sent it. Where nothing is
/// known, as after a start of the server, nothing is said; and whatever is said, the response is stored and only marked.
/// </summary>
internal sealed class AnsweringPace(TimeProvider time)
{
    private const int MostKept = 100_000;

    private static readonly double SecondsPerAnswer = new ScreeningOptions().SecondsPerAnswer;

    private readonly ConcurrentDictionary<string, long> _begun = new(StringComparer.Ordinal);

    /// <summary>Notes that a response is begun.</summary>
    public void Begin(string responseId)
    {
        if (_begun.Count >= MostKept) _begun.Clear();
        _begun.TryAdd(responseId, time.GetTimestamp());
    }

    /// <summary>Whether a response came faster than anybody reads; what waited in the browser says nothing of that.</summary>
    public bool IsTooFast(string responseId, int answered, TimeSpan waited) => answered > 0 && waited < TimeSpan.FromSeconds(2)
        && _begun.TryGetValue(responseId, out var begun) && time.GetElapsedTime(begun).TotalSeconds / answered < SecondsPerAnswer;
}
