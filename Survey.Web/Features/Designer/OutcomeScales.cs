using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>The scales that outcome questions begin with.</summary>
internal static class OutcomeScales
{
    /// <summary>0 to 10 for recommendation (Reichheld, 2003); 1 to 7 labelled for quality, satisfaction and effort.</summary>
    public static RatingScale For(OutcomeKind? kind) => kind switch
    {
        OutcomeKind.Nps => new(0, 10, Unlabelled.Add(0, DefaultText.Of("Nps.0")).Add(10, DefaultText.Of("Nps.10"))),
        OutcomeKind.Csat => ScaleLabels.Of("satisfaction", new(1, 7, Unlabelled))!,
        OutcomeKind.Ces => ScaleLabels.Of("agreement", new(1, 7, Unlabelled))!,
        _ => ScaleLabels.Of("quality", new(1, 7, Unlabelled))!,
    };

    private static ImmutableSortedDictionary<int, LocalizedText> Unlabelled => ImmutableSortedDictionary<int, LocalizedText>.Empty;
}
