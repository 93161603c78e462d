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
        .. dimension.Subdimensions.Select(subdimension =>
        {
            var own = items.Take([.. dimension.Items.Index().Where(entry => entry.Item.Subdimension == subdimension.Id).Select(entry => entry.Index)]);
            var test = new MeanTest(own.MeanOfVariables());
            return new SubdimensionScore(subdimension.Id, own.Count, test.Mean, test.Sd, test.Low, test.High, Reliability.Alpha(own));
        }),
    ];
}
