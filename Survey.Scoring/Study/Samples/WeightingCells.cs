using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.Sampling;

namespace Survey.Scoring.Study.Samples;

/// <summary>The respondents by the joint values of the margin attributes, with what their scores sum to: one more pass over the responses.</summary>
internal sealed class WeightingCells
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<int[]> _categories = [];
    private readonly List<long> _counts = [];
    private readonly List<CellSums[]> _sums = [];
    private readonly long[][] _byCategory;

    private WeightingCells(IEnumerable<PopulationMargin> margins)
    {
        _byCategory = [.. margins.Select(margin => new long[margin.Values.Length])];
        Unknown = [.. _byCategory.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
        Cells = [];
    }

    /// <summary>The cells, in the order of their first respondent.</summary>
    public IReadOnlyList<RakingCell> Cells { get; private set; }

    /// <summary>Per margin the values that the population has not, "" for none, with their respondents.</summary>
    public Dictionary<string, long>[] Unknown { get; }

    /// <summary>The respondents with a category of a margin, whatever their other values.</summary>
    public long CountOf(int margin, int category) => _byCategory[margin][category];

    /// <summary>What the values of a score sum to, cell by cell.</summary>
    public CellSums[] Sums(int score) => [.. _sums.Select(cell => cell[score])];

    /// <summary>Reads the responses; they are added up in their order, so that threads make no difference.</summary>
    public static WeightingCells Of(StudyPlan plan, ResponseTable responses, IReadOnlyList<(PopulationMargin Margin, int Attribute)> margins, IReadOnlyList<KeyScore> scores)
    {
        var cells = new WeightingCells(margins.Select(margin => margin.Margin));
        var categories = margins.Select(margin => Codes(responses, margin.Margin, margin.Attribute)).ToArray();
        var attributes = responses.Questionnaire.Attributes.Length;
        var batch = new BatchScores(plan, responses);
        var values = new double[BatchScores.MostRows];
        var cellOf = new int[BatchScores.MostRows];
        for (var row = 0; row < responses.Count; row += batch.Count)
        {
            batch.Read(row, responses.Count - row);
            for (var r = 0; r < batch.Count; r++)
                cellOf[r] = cells.CellOf(batch.AttributeCodes.Slice(r * attributes, attributes), margins, categories, responses, scores.Count);
            for (var score = 0; score < scores.Count; score++)
            {
                scores[score].CopyTo(batch, values);
                for (var r = 0; r < batch.Count; r++)
                {
                    if (cellOf[r] < 0 || double.IsNaN(values[r])) continue;
                    ref var sums = ref cells._sums[cellOf[r]][score];
                    sums = new CellSums(sums.Count + 1, sums.Sum + values[r], sums.Squares + values[r] * values[r]);
                }
            }
        }

        cells.Cells = [.. cells._categories.Zip(cells._counts, (own, count) => new RakingCell(own, count))];
        return cells;
    }

    // The category of each code of an attribute; −1 for values that the population has not.
    private static int[] Codes(ResponseTable responses, PopulationMargin margin, int attribute)
    {
        var known = responses.ValuesOf(attribute);
        var places = margin.Values.Select((value, place) => (value.Value, place)).ToDictionary(pair => pair.Value, pair => pair.place, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, known.Count).Select(code => known.ValueOf(code) is { } value && places.TryGetValue(value, out var place) ? place : -1)];
    }

    private int CellOf(ReadOnlySpan<int> codes, IReadOnlyList<(PopulationMargin Margin, int Attribute)> margins, int[][] categories, ResponseTable responses, int scores)
    {
        var own = new int[margins.Count];
        var isIn = margins.Count > 0;
        for (var margin = 0; margin < own.Length; margin++)
        {
            var code = codes[margins[margin].Attribute];
            own[margin] = categories[margin][code];
            if (own[margin] >= 0)
            {
                _byCategory[margin][own[margin]]++;
                continue;
            }

            isIn = false;
            var value = responses.ValuesOf(margins[margin].Attribute).ValueOf(code) ?? "";
            Unknown[margin][value] = Unknown[margin].GetValueOrDefault(value) + 1;
        }

        if (!isIn) return -1;
        var key = string.Join(',', own);
        if (!_places.TryGetValue(key, out var cell))
        {
            _places.Add(key, cell = _categories.Count);
            _categories.Add(own);
            _counts.Add(0);
            _sums.Add(new CellSums[scores]);
        }

        _counts[cell]++;
        return cell;
    }
}
