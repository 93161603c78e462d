using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The scores of a dimension's facets (Dabholkar, Thorpe &amp; Rentz 1996: dimensions above sub-dimensions), from the moments that the
/// dimension's reliability rests on: so over the respondents who have every item score of the dimension.
/// </summary>
internal static class Subdimensions
{
    public static ImmutableArray<SubdimensionScore> Of(Dimension dimension, CrossProducts items) =>
    [
        .. from subdimension in dimension.Subdimensions
           let places = dimension.Items.Index().Where(entry => entry.Item.Subdimension == subdimension.Id).Select(entry => entry.Index).ToArray()
           where places.Length > 0
           select Score(subdimension.Id, items.Take(places)),
    ];

    private static SubdimensionScore Score(string id, CrossProducts items)
    {
        var test = new MeanTest(items.MeanOfVariables());
        return new SubdimensionScore(id, items.Count, test.Mean, test.Sd, test.Low, test.High, Reliability.Alpha(items));
    }
}
