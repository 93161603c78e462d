using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Waves;

/// <summary>Respondents who answered in both waves, with the differences of their scores.</summary>
internal sealed class WavePairs
{
    private readonly Dictionary<ScoreKey, (Sample Difference, double First, double Second)> _differences = [];

    /// <summary>The linked respondents.</summary>
    public long Count { get; private set; }

    /// <summary>Of the first wave: those without a partner, and among them those who stand there more than once.</summary>
    public (long Unpaired, long Repeated) First { get; private set; }

    /// <summary>The same of the second wave.</summary>
    public (long Unpaired, long Repeated) Second { get; private set; }

    /// <summary>Links respondents by an attribute or a further column; who has no value, or one that others of the wave have too, has no partner.</summary>
    /// <exception cref="ArgumentException">A part has no responses.</exception>
    public static WavePairs Of(Wave first, Wave second, string link)
    {
        var (left, right) = (Links(first, link, out var leftRepeated), Links(second, link, out var rightRepeated));
        var linked = left.Keys.Where(right.ContainsKey).ToArray();
        var pairs = new WavePairs
        {
            Count = linked.Length,
            First = (first.Responses - linked.Length, leftRepeated),
            Second = (second.Responses - linked.Length, rightRepeated),
        };
        // By the parts they stand in, in the order of the first wave's rows.
        foreach (var group in linked.GroupBy(key => (left[key].Part, right[key].Part)))
            pairs.Add(first.Parts[group.Key.Item1], [.. group.Select(key => left[key].Row)], second.Parts[group.Key.Item2], [.. group.Select(key => right[key].Row)]);
        return pairs;
    }

    /// <summary>The differences of a score over the pairs that have it in both waves, and its means over them.</summary>
    public (Sample Difference, double First, double Second) DifferenceOf(ScoreKey key) => _differences.GetValueOrDefault(key);

    private void Add(WavePart first, int[] firstRows, WavePart second, int[] secondRows)
    {
        var (left, right) = (new BatchScores(first.Moments.Plan, first.Responses!), new BatchScores(second.Moments.Plan, second.Responses!));
        var others = KeyScore.Of(second.Moments.Plan).ToDictionary(score => score.Key);
        var shared = KeyScore.Of(first.Moments.Plan).Where(score => others.ContainsKey(score.Key)).ToArray();
        var (before, after) = (new double[BatchScores.MostRows], new double[BatchScores.MostRows]);
        for (var start = 0; start < firstRows.Length; start += BatchScores.MostRows)
        {
            var count = Math.Min(BatchScores.MostRows, firstRows.Length - start);
            left.Read(firstRows.AsSpan(start, count));
            right.Read(secondRows.AsSpan(start, count));
            foreach (var score in shared)
            {
                score.CopyTo(left, before);
                others[score.Key].CopyTo(right, after);
                var (difference, firstMean, secondMean) = DifferenceOf(score.Key);
                var (n, mean, squares) = (difference.Count, difference.Mean, difference.SquaredDeviations);
                for (var row = 0; row < count; row++)
                {
                    var change = after[row] - before[row];
                    if (double.IsNaN(change)) continue;
                    // Welford (1962): equal differences leave exactly no squared deviations.
                    n++;
                    var distance = change - mean;
                    mean += distance / n;
                    squares += distance * (change - mean);
                    firstMean += (before[row] - firstMean) / n;
                    secondMean += (after[row] - secondMean) / n;
                }

                _differences[score.Key] = (new Sample(n, mean, squares), firstMean, secondMean);
            }
        }
    }

    private static Dictionary<string, (int Part, int Row)> Links(Wave wave, string link, out long repeated)
    {
        var links = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var seenAgain = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (part, content) in wave.Parts.Index())
        {
            var responses = content.Responses ?? throw new ArgumentException("Respondents can only be linked where the responses are there.", nameof(wave));
            for (var row = 0; row < responses.Count; row++)
            {
                if (LinkOf(responses, row, link) is not { Length: > 0 } key) continue;
                if (links.TryAdd(key, (part, row))) continue;
                seenAgain[key] = seenAgain.GetValueOrDefault(key, 1) + 1;
            }
        }

        foreach (var key in seenAgain.Keys) links.Remove(key);
        repeated = seenAgain.Values.Sum();
        return links;
    }

    private static string? LinkOf(ResponseTable responses, int row, string link)
    {
        foreach (var (place, attribute) in responses.Questionnaire.Attributes.Index())
            if (attribute.Id == link) return responses.ValuesOf(place).ValueOf(responses.Attributes(row, 1)[place]);
        foreach (var (name, value) in responses.GetResponse(row).Further)
            if (name == link) return value;
        return null;
    }
}
