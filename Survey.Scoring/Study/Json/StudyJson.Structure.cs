using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Json;

/// <summary>What stands beside the figures of the reference results in a model's structure.</summary>
internal sealed partial class StudyJson
{
    private void StructureSearch(StructureResult structure)
    {
        json.List("msa", structure.Msa, item =>
        {
            json.Text("id", item.Id);
            json.Figure("value", item.Value);
        });
        if (structure.ParallelAnalysis is { } parallel) json.Object("parallelAnalysis", () => ParallelAnalysis(parallel));
        if (!structure.Exploratory.IsDefault) json.List("exploratory", structure.Exploratory, Exploratory);
        if (structure.FornellLarcker is { } fornellLarcker) json.Object("fornellLarcker", () => FornellLarcker(fornellLarcker));
        if (!structure.Alternatives.IsDefault) json.List("alternatives", structure.Alternatives, Alternative);
    }

    private void ParallelAnalysis(ParallelAnalysisResult result)
    {
        json.Whole("draws", result.Draws);
        json.Whole("components", result.Components);
        json.Whole("factors", result.Factors);
        json.Numbers("eigenvalues", result.Eigenvalues);
        json.Numbers("randomEigenvalues", result.RandomEigenvalues);
        json.Numbers("reducedEigenvalues", result.ReducedEigenvalues);
        json.Numbers("randomReducedEigenvalues", result.RandomReducedEigenvalues);
    }

    private void Exploratory(ExploratorySolution solution)
    {
        json.Whole("factors", solution.Factors);
        json.Truth("byParallelAnalysis", solution.IsByParallelAnalysis);
        json.Truth("byInstrument", solution.IsByInstrument);
        if (solution.Reason is { } reason) json.Missing("extractions", reason);
        else json.List("extractions", solution.Extractions, Extraction);
    }

    private void Extraction(ExploratoryExtraction extraction)
    {
        json.Text("method", extraction.Method);
        json.Text("status", extraction.Status);
        json.Texts("heywood", extraction.Heywood);
        json.Figure("rmsr", extraction.ResidualRoot);
        if (extraction.Fit is { } fit)
        {
            json.Text("theory", "normal");
            json.Figure("chiSquare", fit.ChiSquare);
            json.Figure("df", fit.Df);
            json.Figure("p", fit.P);
            json.Figure("rmsea", fit.Rmsea);
            json.Figure("rmseaCiLow", fit.RmseaCiLow);
            json.Figure("rmseaCiHigh", fit.RmseaCiHigh);
            json.Figure("tli", fit.Tli);
        }

        json.List("communalities", extraction.Communalities, item =>
        {
            json.Text("id", item.Id);
            json.Figure("communality", Estimate.Of(item.Communality));
            json.Figure("uniqueness", Estimate.Of(item.Uniqueness));
        });
        json.List("rotations", extraction.Rotations, rotation =>
        {
            json.Text("rotation", rotation.Rotation);
            json.List("factors", rotation.Factors, factor =>
            {
                json.Whole("number", factor.Number);
                json.Texts("dimensions", factor.Dimensions);
                json.Figure("varianceExplained", Estimate.Of(factor.VarianceExplained));
            });
            json.List("items", rotation.Items, item =>
            {
                json.Text("id", item.Id);
                json.Text("dimension", item.Dimension);
                json.Whole("factor", item.Factor);
                json.Truth("elsewhere", item.IsElsewhere);
                json.Numbers("loadings", item.Loadings);
            });
            json.List("factorCorrelations", rotation.Correlations, pair =>
            {
                json.Whole("left", pair.Left);
                json.Whole("right", pair.Right);
                json.Figure("r", Estimate.Of(pair.R));
            });
        });
    }

    private void FornellLarcker(FornellLarckerResult result)
    {
        json.List("dimensions", result.Dimensions, dimension =>
        {
            json.Text("dimension", dimension.Dimension);
            json.Figure("ave", dimension.Ave);
            json.Figure("compositeReliability", dimension.CompositeReliability);
        });
        json.List("pairs", result.Pairs, pair =>
        {
            json.Text("left", pair.Left);
            json.Text("right", pair.Right);
            json.Figure("sharedVariance", pair.SharedVariance);
            json.Figure("margin", pair.Margin);
            if (pair.Holds is { } holds) json.Truth("holds", holds);
            else json.Missing("holds", pair.Margin.Reason!.Value);
        });
    }

    private void Alternative(StructureAlternative alternative)
    {
        json.Text("model", alternative.Model);
        Cfa(alternative.Cfa);
        if (alternative.Model == StructureAlternative.SecondOrder)
        {
            json.List("secondOrderLoadings", alternative.SecondOrderLoadings, dimension =>
            {
                json.Text("dimension", dimension.Dimension);
                json.Figure("loading", dimension.Loading);
            });
        }

        json.Truth("equivalent", alternative.IsEquivalent);
        json.Object("difference", () =>
        {
            json.Figure("chiSquare", alternative.Difference.ChiSquare);
            json.Figure("df", alternative.Difference.Df);
            json.Figure("p", alternative.Difference.P);
            json.Figure("adjustedP", alternative.AdjustedP);
            json.Truth("significant", alternative.IsSignificant);
            json.Figure("cfi", alternative.Difference.Cfi);
            json.Figure("aic", alternative.Difference.Aic);
            json.Figure("bic", alternative.Difference.Bic);
        });
    }
}
