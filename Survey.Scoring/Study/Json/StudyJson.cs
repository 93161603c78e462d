using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study.Json;

/// <summary>A method per record of the result, in the order of its members; a file per topic.</summary>
internal sealed partial class StudyJson(ReasonedJson json)
{
    public void Of(StudyResult result)
    {
        json.Text("engine", result.Engine);
        json.Object("questionnaire", () =>
        {
            json.Text("id", result.Questionnaire.Id);
            json.Whole("version", result.Questionnaire.Version);
            json.Text("sha256", result.Questionnaire.Sha256);
        });
        json.Text("filter", result.Filter);
        json.Whole("seed", result.Seed);
        json.Text("dataHash", result.DataHash);
        json.Whole("responses", result.Responses);
        json.Object("missing", () =>
        {
            json.Whole("answered", result.Missing.Answered);
            json.Whole("skipped", result.Missing.Skipped);
            json.Whole("notApplicable", result.Missing.NotApplicable);
            json.Whole("notSeen", result.Missing.NotSeen);
        });
        Drawing(result.Drawing);
        json.Text("gapModel", result.GapModel);
        json.List("items", result.Items, Item);
        json.List("dimensions", result.Dimensions, Dimension);
        json.List("models", result.Models, Model);
        json.List("comparisons", result.Comparisons, Comparison);
        json.List("commonSample", result.CommonSample, CommonSample);
        if (result.DifferenceScrutiny is { } scrutiny) json.Object("differenceScrutiny", () => DifferenceScrutiny(scrutiny));
        json.Object("priorities", () => Priorities(result.Priorities));
        json.List("segments", result.Segments, Segment);
        if (!result.Questions.IsDefaultOrEmpty) json.List("questions", result.Questions, Question);
        DataQuality(result.DataQuality);
        Uncertainty(result.Uncertainty);
        if (result.Invariance is { } invariance) json.Object("invariance", () => Invariance(invariance));
        json.Object("sample", () => Sample(result.Sample));
        Verdict(result.Verdict);
    }

    private void Item(ItemResult item)
    {
        json.Text("id", item.Id);
        json.Text("dimension", item.Dimension);
        Batteries(item.Batteries);
        Gap(item.Gap);
        Unpaired(item.Unpaired);
    }

    private void Dimension(DimensionResult dimension)
    {
        json.Text("id", dimension.Id);
        Batteries(dimension.Batteries);
        Gap(dimension.Gap);
        Unpaired(dimension.Unpaired);
        if (dimension.Importance is { } importance) json.Object("importance", () => Summary(importance));
    }

    private void Batteries(IReadOnlyList<KeyValuePair<string, Summary>> batteries) => json.Object("batteries", () =>
    {
        foreach (var (id, summary) in batteries) json.Object(id, () => Summary(summary));
    });

    private void Summary(Summary summary)
    {
        json.Whole("n", summary.N);
        json.Figure("mean", summary.Mean);
        json.Figure("sd", summary.Sd);
        if (summary.OwnInterval is not var (low, high)) return;
        json.Figure("ciLow", low);
        json.Figure("ciHigh", high);
    }

    private void Mean(long n, Estimate mean, Estimate sd, Estimate low, Estimate high)
    {
        json.Whole("n", n);
        json.Figure("mean", mean);
        json.Figure("sd", sd);
        json.Figure("ciLow", low);
        json.Figure("ciHigh", high);
    }

    private void Gap(GapResult? gap)
    {
        if (gap is null) return;
        json.Object("gap", () =>
        {
            Mean(gap.N, gap.Mean, gap.Sd, gap.CiLow, gap.CiHigh);
            json.Figure("t", gap.T);
            json.Figure("df", gap.Df);
            json.Figure("p", gap.P);
            json.Figure("effectSize", gap.EffectSize);
            json.Figure("adjustedP", gap.AdjustedP);
            json.Truth("significant", gap.IsSignificant);
            json.Object("pairedBatteries", () =>
            {
                foreach (var battery in gap.PairedBatteries) json.Figure(battery.Battery, battery.Mean);
            });
        });
    }

    private void Model(ModelResult model)
    {
        json.Text("id", model.Id);
        json.Object("overall", () => Mean(model.Overall.N, model.Overall.Mean, model.Overall.Sd, model.Overall.CiLow, model.Overall.CiHigh));
        json.List("dimensions", model.Dimensions, dimension =>
        {
            json.Text("id", dimension.Id);
            Mean(dimension.N, dimension.Mean, dimension.Sd, dimension.CiLow, dimension.CiHigh);
            if (dimension.Reliability is { } reliability) Reliability(reliability);
            if (dimension.Subdimensions.Length > 0)
            {
                json.List("subdimensions", dimension.Subdimensions, subdimension =>
                {
                    json.Text("id", subdimension.Id);
                    Mean(subdimension.N, subdimension.Mean, subdimension.Sd, subdimension.CiLow, subdimension.CiHigh);
                    json.Figure("alpha", subdimension.Alpha);
                });
            }
        });
        if (model.Alpha is { } alpha)
        {
            json.Figure("alpha", alpha);
            json.Figure("alphaCiLow", model.AlphaCiLow);
            json.Figure("alphaCiHigh", model.AlphaCiHigh);
        }

        if (model.Structure is { } structure) Structure(structure);
        json.List("outcomes", model.Outcomes, Outcome);
    }

    private void Reliability(DimensionReliability reliability)
    {
        json.Whole("reliabilityN", reliability.N);
        json.Figure("alpha", reliability.Alpha);
        json.Figure("alphaCiLow", reliability.AlphaCiLow);
        json.Figure("alphaCiHigh", reliability.AlphaCiHigh);
        json.Figure("alphaStandardized", reliability.AlphaStandardized);
        json.Figure("omega", reliability.Omega);
        json.Figure("ave", reliability.Ave);
        json.List("items", reliability.Items, item =>
        {
            json.Text("id", item.Id);
            json.Figure("itemRest", item.ItemRest);
            json.Figure("alphaIfDeleted", item.AlphaIfDeleted);
        });
        if (reliability.DifferenceReliability is { } difference) json.Figure("differenceReliability", difference);
        if (reliability.SpearmanBrown is { } spearmanBrown) json.Figure("spearmanBrown", spearmanBrown);
    }

    private void Structure(StructureResult structure)
    {
        if (structure.Reason is { } reason)
        {
            json.Missing("structure", reason);
            return;
        }

        json.Object("structure", () =>
        {
            json.Whole("n", structure.N);
            json.Figure("kmo", structure.Kmo);
            if (structure.Bartlett is { } bartlett)
            {
                json.Object("bartlett", () =>
                {
                    json.Figure("chiSquare", bartlett.ChiSquare);
                    json.Figure("df", bartlett.Df);
                    json.Figure("p", bartlett.P);
                });
            }

            if (structure.Eigenvalues.IsEmpty) json.Missing("eigenvalues", structure.WithoutMatrix ?? UndefinedReason.NotConverged);
            else json.Numbers("eigenvalues", structure.Eigenvalues);
            if (structure.Cfa is { } cfa) json.Object("cfa", () => Cfa(cfa));
            else json.Missing("cfa", UndefinedReason.ItemsDrawn);
            json.List("htmt", structure.Htmt, pair =>
            {
                json.Text("left", pair.Left);
                json.Text("right", pair.Right);
                json.Figure("value", pair.Value);
            });
            StructureSearch(structure);
            Pairs(structure.Pairs);
        });
    }

    private void Cfa(CfaResult cfa)
    {
        json.Text("status", cfa.Status);
        json.Text("theory", "normal");
        json.List("problems", cfa.Problems, problem =>
        {
            json.Text("code", problem.Code);
            json.Texts("subjects", problem.Subjects);
        });
        Fit(cfa.Fit);
        SatorraBentler(cfa.SatorraBentler);
        json.List("loadings", cfa.Loadings, factor =>
        {
            json.Text("dimension", factor.Dimension);
            json.List("items", factor.Items, item =>
            {
                json.Text("id", item.Id);
                json.Figure("loading", item.Loading);
            });
        });
        json.List("factorCorrelations", cfa.FactorCorrelations, pair =>
        {
            json.Text("left", pair.Left);
            json.Text("right", pair.Right);
            json.Figure("r", pair.R);
        });
    }

    private void Fit(FitFigures fit)
    {
        json.Figure("chiSquare", fit.ChiSquare);
        json.Figure("df", fit.Df);
        json.Figure("p", fit.P);
        json.Figure("cfi", fit.Cfi);
        json.Figure("tli", fit.Tli);
        json.Figure("rmsea", fit.Rmsea);
        json.Figure("rmseaCiLow", fit.RmseaCiLow);
        json.Figure("rmseaCiHigh", fit.RmseaCiHigh);
        json.Figure("srmr", fit.Srmr);
        json.Figure("aic", fit.Aic);
        json.Figure("bic", fit.Bic);
    }

    private void Outcome(OutcomeResult outcome)
    {
        json.Text("id", outcome.Id);
        json.Whole("n", outcome.N);
        json.Figure("r", outcome.R);
        json.Figure("rSquared", outcome.RSquared);
        json.Figure("adjustedRSquared", outcome.AdjustedRSquared);
        json.Figure("f", outcome.F);
        json.Figure("p", outcome.P);
        json.List("coefficients", outcome.Coefficients, coefficient =>
        {
            json.Text("dimension", coefficient.Dimension);
            json.Figure("b", coefficient.B);
            json.Figure("beta", coefficient.Beta);
            json.Figure("standardError", coefficient.StandardError);
            json.Figure("t", coefficient.T);
            json.Figure("p", coefficient.P);
            json.Figure("vif", coefficient.Vif);
            json.Figure("lmg", coefficient.Lmg);
            json.Figure("lmgError", coefficient.LmgError);
            json.Figure("relativeWeight", coefficient.RelativeWeight);
        });
    }

    private void Comparison(ModelComparison comparison)
    {
        json.Text("outcome", comparison.Outcome);
        json.Text("left", comparison.Left);
        json.Text("right", comparison.Right);
        json.Whole("n", comparison.N);
        json.Figure("rLeft", comparison.RLeft);
        json.Figure("rRight", comparison.RRight);
        json.Figure("rBetween", comparison.RBetween);
        json.Figure("differenceCiLow", comparison.DifferenceCiLow);
        json.Figure("differenceCiHigh", comparison.DifferenceCiHigh);
        json.Figure("williamsT", comparison.WilliamsT);
        json.Figure("df", comparison.Df);
        json.Figure("p", comparison.P);
        json.Figure("adjustedP", comparison.AdjustedP);
        json.Truth("significant", comparison.IsSignificant);
    }

    private void CommonSample(CommonSampleResult sample)
    {
        json.Text("outcome", sample.Outcome);
        json.Whole("n", sample.N);
        json.List("models", sample.Models, model =>
        {
            json.Text("id", model.Id);
            json.Figure("r", model.R);
            json.Figure("rSquared", model.RSquared);
            json.Figure("adjustedRSquared", model.AdjustedRSquared);
        });
        json.List("comparisons", sample.Comparisons, Comparison);
    }

    private void Segment(SegmentResult segment)
    {
        json.Text("attribute", segment.Attribute);
        json.List("groups", segment.Groups, group =>
        {
            json.Text("value", group.Value);
            json.Whole("responses", group.Responses);
            json.Truth("tooSmall", group.IsTooSmall);
            json.List("dimensions", group.Dimensions, dimension =>
            {
                json.Text("id", dimension.Id);
                Mean(dimension.N, dimension.Mean, dimension.Sd, dimension.CiLow, dimension.CiHigh);
            });
        });
        json.List("welch", segment.Welch, test =>
        {
            json.Text("dimension", test.Dimension);
            json.Figure("f", test.F);
            json.Figure("df1", test.Df1);
            json.Figure("df2", test.Df2);
            json.Figure("p", test.P);
            json.Figure("adjustedP", test.AdjustedP);
        });
    }
}
