using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Resampling;

/// <summary>The moments of one resample, read as those of a study are.</summary>
internal sealed class Resample(RespondentUnits units, ReadOnlyMemory<double> sums)
{
    // Deviations smaller than this share of what they are the difference of are rounding: the variable is constant.
    private const double Rounding = 1e-12;

    /// <summary>The respondents of a set in the resample, each as often as drawn.</summary>
    public long Count(ListwiseSet set) => (long)sums.Span[units.FirstOf(set)];

    /// <summary>The mean of a column; NaN for no respondents.</summary>
    public double Mean(ListwiseSet set, int column)
    {
        var place = set.PlaceOf(column);
        var own = sums.Span[units.FirstOf(set)..];
        var definition = units.ColumnOf(set, place);
        return definition.Offset + definition.Unit * (own[1 + place] / own[0]);
    }

    /// <summary>Means and deviations of some columns of a set, in their order; their products must be among those of the set.</summary>
    public CrossProducts CrossProducts(ListwiseSet set, params ReadOnlySpan<int> columns)
    {
        Span<int> places = stackalloc int[columns.Length];
        for (var left = 0; left < columns.Length; left++) places[left] = set.PlaceOf(columns[left]);
        return AtPlaces(set, places);
    }

    /// <summary>Means and deviations of all columns of a set, in their order; all their products must be among those of the set.</summary>
    public CrossProducts WholeOf(ListwiseSet set)
    {
        Span<int> places = stackalloc int[set.Columns.Length];
        for (var place = 0; place < places.Length; place++) places[place] = place;
        return AtPlaces(set, places);
    }

    private CrossProducts AtPlaces(ListwiseSet set, ReadOnlySpan<int> places)
    {
        var own = sums.Span[units.FirstOf(set)..];
        var count = own[0];
        var means = new double[places.Length];
        var deviations = new double[places.Length, places.Length];
        if (count == 0) return new CrossProducts(0, means, deviations);
        for (var left = 0; left < places.Length; left++)
        {
            var first = units.ColumnOf(set, places[left]);
            means[left] = first.Offset + first.Unit * (own[1 + places[left]] / count);
            for (var right = left; right < places.Length; right++)
            {
                var products = own[1 + set.Columns.Length + set.ProductOf(places[left], places[right])];
                var deviation = products - own[1 + places[left]] / count * own[1 + places[right]];
                if (left == right && deviation <= Rounding * products) deviation = 0;
                deviations[left, right] = deviations[right, left] = deviation * first.Unit * units.ColumnOf(set, places[right]).Unit;
            }
        }

        return new CrossProducts((long)count, means, deviations);
    }
}
