using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Sampling;
using Survey.Web.Storage;

namespace Survey.Web.Features.Planning;

/// <summary>What one group of people needs, and where it stands.</summary>
/// <param name="Count">The group with its people and those invited.</param>
/// <param name="Responses">Its complete responses.</param>
/// <param name="Needed">The completes that the margin wanted needs; never more than there are people.</param>
/// <param name="Margin">The margin of error that the present responses have, as a share.</param>
internal sealed record SamplePlan(PopulationCount Count, long Responses, long Needed, Estimate Margin)
{
    /// <summary>The completes that are still missing.</summary>
    public long Missing => Math.Max(0, Needed - Responses);

    /// <summary>How many answered of those invited (AAPOR response rate 1, everybody invited counting as eligible); null when not known.</summary>
    public double? ResponseRate => Count.Invited is > 0 and var invited && invited >= Responses ? (double)Responses / invited : null;

    public static SamplePlan Of(PopulationCount count, long responses, PlanQuery wish)
    {
        var people = count.People is > 0 and var known ? known : (long?)null;
        var needed = (long)Math.Ceiling(SampleSize.ForProportion(wish.Margin / 100, people) - 1e-9);
        return new SamplePlan(count, responses, people is { } most ? Math.Min(most, needed) : needed, MarginOfError.OfProportion(responses, people));
    }

    /// <summary>How many more to invite so that the missing completes come in at the expected rate.</summary>
    public long Invitations(PlanQuery wish) => Missing == 0 ? 0 : SampleSize.Invitations(Missing, wish.Rate / 100);
}
