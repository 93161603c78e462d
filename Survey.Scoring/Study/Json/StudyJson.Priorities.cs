using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void Priorities(PrioritiesResult priorities)
    {
        json.List("stated", priorities.Stated, stated =>
        {
            json.Text("dimension", stated.Dimension);
            Mean(stated.Points.N, stated.Points.Mean, stated.Points.Sd, stated.Points.CiLow, stated.Points.CiHigh);
        });
        json.Text("derivedFrom", priorities.DerivedFrom);
        json.List("derived", priorities.Derived, derived =>
        {
            json.Text("outcome", derived.Outcome);
            json.Whole("n", derived.N);
            json.Figure("rSquared", derived.RSquared);
            json.Figure("p", derived.P);
            json.List("dimensions", derived.Dimensions, share =>
            {
                json.Text("dimension", share.Dimension);
                json.Figure("weightShare", share.Weight);
                Limits("weightShare", share.WeightLimits);
                json.Figure("lmgShare", share.Lmg);
                Limits("lmgShare", share.LmgLimits);
            });
        });
        json.List("maps", priorities.Maps, Map);
        if (priorities.ImpactReason is { } reason) json.Missing("impact", reason);
        else json.List("impact", priorities.Impact, Impact);
        json.List("indicators", priorities.Indicators, Indicator);
    }

    private void Limits(string figure, ResampledLimits? limits)
    {
        if (limits is null) return;
        json.Figure(figure + "CiLow", limits.Low);
        json.Figure(figure + "CiHigh", limits.High);
    }

    private void Map(PriorityMap map)
    {
        json.Text("importance", map.Importance);
        if (map.Outcome is { } outcome) json.Text("outcome", outcome);
        json.Whole("n", map.N);
        json.List("crosshairs", map.Crosshairs, Crosshair);
        json.List("dimensions", map.Dimensions, dimension =>
        {
            json.Text("dimension", dimension.Dimension);
            json.Figure("importance", dimension.Importance);
            json.Figure("performance", dimension.Performance);
            json.Figure("priority", dimension.Priority);
            Optional("firstShare", dimension.FirstShare);
            Optional("concentrateShare", dimension.ConcentrateShare);
            json.List("placements", dimension.Placements, Placement);
        });
        if (map.ItemsReason is { } reason)
        {
            json.Missing("items", reason);
            return;
        }

        json.List("itemCrosshairs", map.ItemCrosshairs, Crosshair);
        json.List("items", map.Items, item =>
        {
            json.Text("id", item.Id);
            json.Text("dimension", item.Dimension);
            json.Figure("importance", item.Importance);
            Limits("importance", item.ImportanceLimits);
            if (map.Outcome is not null) json.Figure("withinShare", item.WithinShare);
            json.Figure("performance", item.Performance);
            json.Figure("priority", item.Priority);
            Optional("concentrateShare", item.ConcentrateShare);
            json.List("placements", item.Placements, Placement);
        });
    }

    private void Crosshair(Crosshair crosshair)
    {
        json.Text("id", crosshair.Id);
        json.Figure("importance", crosshair.Importance);
        json.Figure("performance", crosshair.Performance);
    }

    private void Placement(PriorityPlacement placement)
    {
        json.Text("crosshair", placement.Crosshair);
        if (placement.Quadrant is { } quadrant) json.Text("quadrant", CodeOf(quadrant));
        else json.Missing("quadrant", placement.Reason!.Value);
        if (placement.Shares.IsEmpty) return;
        json.Object("shares", () =>
        {
            foreach (var possible in Enum.GetValues<PriorityQuadrant>())
                json.Figure(JsonNamingPolicy.CamelCase.ConvertName(possible.ToString()), placement.Shares[(int)possible]);
        });
    }

    private void Impact(ImpactResult impact)
    {
        json.Text("outcome", impact.Outcome);
        json.Whole("n", impact.N);
        json.List("dimensions", impact.Dimensions, dimension =>
        {
            json.Text("dimension", dimension.Dimension);
            json.Figure("lowCut", dimension.LowCut);
            json.Figure("highCut", dimension.HighCut);
            json.Whole("lowN", dimension.LowN);
            json.Whole("highN", dimension.HighN);
            json.Object("penalty", () => ImpactTest(dimension.Penalty));
            json.Object("reward", () => ImpactTest(dimension.Reward));
            json.Object("asymmetry", () => ImpactTest(dimension.Asymmetry));
            json.Figure("penaltyShare", dimension.PenaltyShare);
            json.Figure("rewardShare", dimension.RewardShare);
            json.Figure("impactAsymmetry", dimension.ImpactAsymmetry);
            json.Text("class", CodeOf(dimension.Class));
        });
    }

    private void ImpactTest(ImpactTest test)
    {
        json.Figure("b", test.B);
        json.Figure("ciLow", test.CiLow);
        json.Figure("ciHigh", test.CiHigh);
        json.Figure("t", test.T);
        json.Figure("p", test.P);
        json.Figure("adjustedP", test.AdjustedP);
    }

    private void Indicator(OutcomeIndicator indicator)
    {
        json.Text("outcome", indicator.Outcome);
        json.Text("kind", CodeOf(indicator.Kind));
        json.Whole("n", indicator.N);
        json.Figure("value", indicator.Value);
        json.Figure("ciLow", indicator.CiLow);
        json.Figure("ciHigh", indicator.CiHigh);
        Optional("standardError", indicator.StandardError);
        Optional("promoters", indicator.Promoters);
        Optional("passives", indicator.Passives);
        Optional("detractors", indicator.Detractors);
        json.Numbers("counts", indicator.Counts.Select(count => (double)count));
    }

    private void Optional(string name, Estimate? value)
    {
        if (value is { } figure) json.Figure(name, figure);
    }

    private static string CodeOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
