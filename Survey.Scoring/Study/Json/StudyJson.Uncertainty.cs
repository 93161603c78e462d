using Survey.Scoring.Statistics.Bootstrap;

namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void Uncertainty(UncertaintyResult? uncertainty)
    {
        if (uncertainty is null) return;
        if (uncertainty.Reason is { } reason)
        {
            json.Missing("uncertainty", reason);
            return;
        }

        json.Object("uncertainty", () =>
        {
            json.Text("method", "percentile bootstrap over respondents");
            json.Whole("resamples", uncertainty.Resamples);
            json.Text("unit", uncertainty.Unit);
            json.Whole("units", uncertainty.Units);
            json.Whole("seed", uncertainty.Seed);
            json.List("models", uncertainty.Models, ModelUncertainty);
            json.List("commonSample", uncertainty.CommonSample, sample =>
            {
                json.Text("outcome", sample.Outcome);
                json.Whole("n", sample.N);
                json.List("models", sample.Models, model =>
                {
                    json.Text("id", model.Id);
                    Resampled("r", model.R);
                    Resampled("rSquared", model.RSquared);
                });
                json.List("differences", sample.Differences, Difference);
            });
            if (uncertainty.Ranking is { } ranking) json.Object("ranking", () => Ranking(ranking));
        });
    }

    private void ModelUncertainty(ModelUncertainty model)
    {
        json.Text("id", model.Id);
        json.List("dimensions", model.Dimensions, dimension =>
        {
            json.Text("id", dimension.Id);
            Resampled("omega", dimension.Omega);
            Resampled("ave", dimension.Ave);
        });
        if (model.Structure is { } structure) json.Object("structure", () => Discrimination(structure));
        json.List("outcomes", model.Outcomes, outcome =>
        {
            json.Text("id", outcome.Id);
            json.Whole("n", outcome.N);
            Resampled("r", outcome.R);
            Resampled("rSquared", outcome.RSquared);
            json.List("shares", outcome.Shares, share =>
            {
                json.Text("dimension", share.Dimension);
                Resampled("lmg", share.Lmg);
            });
        });
    }

    private void Discrimination(StructureUncertainty structure)
    {
        json.List("dimensions", structure.Dimensions, dimension =>
        {
            json.Text("dimension", dimension.Dimension);
            Resampled("ave", dimension.Ave);
            Resampled("compositeReliability", dimension.CompositeReliability);
        });
        json.List("pairs", structure.Pairs, pair =>
        {
            json.Text("left", pair.Left);
            json.Text("right", pair.Right);
            Resampled("htmt", pair.Htmt);
            Resampled("factorCorrelation", pair.Correlation);
            Resampled("margin", pair.Margin);
            if (pair.AreDistinct is { } distinct) json.Truth("distinct", distinct);
            else json.Missing("distinct", pair.Htmt.CiHigh.Reason!.Value);
        });
    }

    private void Difference(DifferenceUncertainty difference)
    {
        json.Text("left", difference.Left);
        json.Text("right", difference.Right);
        Resampled("r", difference.R);
        Resampled("rSquared", difference.RSquared);
        json.Figure("p", difference.P);
        json.Figure("adjustedP", difference.AdjustedP);
        json.Truth("significant", difference.IsSignificant);
    }

    private void Ranking(RankingResult ranking)
    {
        json.Text("model", ranking.Model);
        json.Whole("failed", ranking.Failed);
        json.List("dimensions", ranking.Dimensions, dimension =>
        {
            json.Text("id", dimension.Id);
            json.Figure("worstShare", dimension.WorstShare);
            json.Numbers("rankShares", dimension.RankShares);
        });
    }

    private void Resampled(string name, ResampledFigure figure) => json.Object(name, () =>
    {
        json.Figure("value", figure.Value);
        json.Figure("standardError", figure.StandardError);
        json.Figure("ciLow", figure.CiLow);
        json.Figure("ciHigh", figure.CiHigh);
        json.Whole("failed", figure.Failed);
    });
}
