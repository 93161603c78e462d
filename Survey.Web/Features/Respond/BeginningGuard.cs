using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Survey.Web.Features.Respond;

/// <summary>
/// Slows programs down that begin one response after the other, and only then: while far more responses to a survey are begun in a minute than are submitted, each
/// beginning has to bring a proof of work (Dwork &amp; Naor 1992), which the module does by itself within seconds, or, where there is no script, to come some seconds after
/// its start page was shown, which the page says under a seal; of these there are so many in a minute and no more. Nobody is refused for good: a person presses the
/// button once more. Nothing is asked of anybody else, and no address is looked at.
/// </summary>
internal sealed class BeginningGuard(TimeProvider time)
{
    /// <summary>So many more beginnings than submissions in a minute are no usual crowd.</summary>
    public const int Crowd = 600;

    /// <summary>How long a start page must have been shown then.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>The zero bits with which the hash of a seal and the number that was found must begin: about a quarter of a million hashes.</summary>
    public const int WorkBits = 18;

    private const int MostDigits = 15;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // A page of another process or of before a start waits once more, if there is a crowd at all.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);
    private long _began = time.GetTimestamp();

    /// <summary>Says, for the start page of a response to be, when it is shown.</summary>
    public string Seal(string token)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{seconds}.{Sign(token, seconds)}";
    }

    /// <summary>Counts a beginning and says whether it is taken now.</summary>
    /// <param name="surveyId">The survey.</param>
    /// <param name="token">The response's.</param>
    /// <param name="seal">What <see cref="Seal"/> said, as the form brings it back; empty for none.</param>
    /// <param name="work">The number that makes the hash of the seal begin with <see cref="WorkBits"/> zero bits; empty for none.</param>
    public bool Takes(string surveyId, string token, string seal, string work)
    {
        var count = CountOf(surveyId);
        return Interlocked.Increment(ref count.Open) <= Crowd || HasWorked(token, seal, work) || (HasWaited(token, seal) && Interlocked.Increment(ref count.Waited) <= Crowd);
    }

    /// <summary>Counts a submission: who submits is no crowd.</summary>
    public void Submitted(string surveyId) => Interlocked.Decrement(ref CountOf(surveyId).Open);

    /// <summary>Whether a seal is one of ours for this response, however young.</summary>
    public bool IsOwn(string token, string seal) => ShownAt(token, seal) is not null;

    private bool HasWorked(string token, string seal, string work) =>
        work.Length is > 0 and <= MostDigits && work.All(char.IsAsciiDigit) && IsYoung(token, seal)
        && BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"{seal}.{work}"))) >> (32 - WorkBits) == 0;

    private bool IsYoung(string token, string seal) => ShownAt(token, seal) is { } shown && time.GetUtcNow() - shown <= Longest;

    private bool HasWaited(string token, string seal) => IsYoung(token, seal) && time.GetUtcNow() - ShownAt(token, seal) >= Wait;

    private DateTimeOffset? ShownAt(string token, string seal)
    {
        var parts = seal.Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(parts[1]), Encoding.ASCII.GetBytes(Sign(token, parts[0])))
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private string Sign(string token, string seconds) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{seconds}:{token}")).AsSpan(0, 10));

    private Count CountOf(string surveyId)
    {
        var began = Interlocked.Read(ref _began);
        if (time.GetElapsedTime(began) > Window && Interlocked.CompareExchange(ref _began, time.GetTimestamp(), began) == began)
            _counts = new ConcurrentDictionary<string, Count>(StringComparer.Ordinal);
        return _counts.GetOrAdd(surveyId, _ => new Count());
    }

    private sealed class Count
    {
        public int Open;
        public int Waited;
    }
}
