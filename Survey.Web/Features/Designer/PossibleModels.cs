using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>Which measurement models a questionnaire can be scored with.</summary>
internal static class PossibleModels
{
    /// <summary>The models whose batteries are asked (weighted ones also need the importance question), in the order that they had, the chosen one first.</summary>
    /// <param name="questionnaire">What is asked.</param>
    /// <param name="before">The models until now: their order is kept; one that only now became possible is added after them.</param>
    /// <param name="first">The code of the model that results are to be shown in first; without effect when it is not possible.</param>
    public static ImmutableArray<string> Of(Questionnaire questionnaire, ImmutableArray<string> before, string first)
    {
        var asked = questionnaire.Batteries.Select(battery => battery.Id).ToHashSet(StringComparer.Ordinal);
        var possible = MeasurementModels.All
            .Where(model => model.Batteries.All(asked.Contains) && (!model.IsWeighted || questionnaire.Importance is not null))
            .Select(model => model.Code).ToList();
        return
        [
            .. possible
                .OrderBy(code => code == first ? 0 : 1)
                .ThenBy(code => before.IndexOf(code) is var place and >= 0 ? place : int.MaxValue)
                .ThenBy(code => -MeasurementModels.Get(code).Batteries.Length),
        ];
    }
}
