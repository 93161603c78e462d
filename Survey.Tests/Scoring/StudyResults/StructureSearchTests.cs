using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>What stands beside the instrument's structure in a study's result.</summary>
public sealed class StructureSearchTests
{
    private static readonly StudyResult Servqual = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"));

    [Fact]
    public void The_alternatives_are_nested_in_the_instruments_structure()
    {
        var structure = Servqual.Models[0].Structure!;

        Assert.Equal([StructureAlternative.OneFactor, StructureAlternative.SecondOrder], structure.Alternatives.Select(alternative => alternative.Model));
        foreach (var alternative in structure.Alternatives)
        {
            Assert.Equal(alternative.Cfa.Fit.ChiSquare.Value - structure.Cfa!.Fit.ChiSquare.Value, alternative.Difference.ChiSquare.Value, 1e-9);
            // χ² differences and AIC differences of nested models differ by twice the parameters.
            Assert.Equal(alternative.Difference.ChiSquare.Value - 2 * alternative.Difference.Df.Value, alternative.Difference.Aic.Value, 1e-6);
            Assert.False(alternative.IsEquivalent);
        }

        Assert.Equal((10, 5), (structure.Alternatives[0].Difference.Df.Value, structure.Alternatives[1].Difference.Df.Value));
        Assert.True(structure.Alternatives[0].Difference.ChiSquare.Value >= structure.Alternatives[1].Difference.ChiSquare.Value);
    }

    [Fact]
    public void Three_dimensions_under_one_factor_are_another_form_of_three_correlated_ones()
    {
        var second = Evaluation.Evaluate(ReferenceStudy.Responses("zone-of-tolerance")).Models[0].Structure!.Alternatives[1];

        Assert.True(second.IsEquivalent);
        Assert.Equal((0, 0), (second.Difference.Df.Value, Math.Round(second.Difference.ChiSquare.Value, 9)));
    }

    [Fact]
    public void A_page_that_needs_figures_only_does_not_wait_for_the_search()
    {
        var structure = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"), new StudyOptions { Depth = StudyDepth.Figures }).Models[0].Structure!;

        Assert.True(structure.Alternatives.IsDefault);
        Assert.Null(structure.FornellLarcker);
        Assert.Equal(22, structure.Msa.Length);
    }

    [Fact]
    public void The_criterion_of_Fornell_and_Larcker_compares_what_dimensions_share_with_what_they_explain()
    {
        var structure = Servqual.Models[0].Structure!;
        var result = structure.FornellLarcker!;

        foreach (var dimension in result.Dimensions)
        {
            double[] loadings = [.. structure.Cfa!.Loadings.Single(factor => factor.Dimension == dimension.Dimension).Items.Select(item => item.Loading.Value)];
            var common = Math.Pow(loadings.Sum(), 2);
            Assert.Equal(loadings.Average(loading => loading * loading), dimension.Ave.Value, 1e-12);
            Assert.Equal(common / (common + loadings.Sum(loading => 1 - loading * loading)), dimension.CompositeReliability.Value, 1e-12);
        }

        foreach (var pair in result.Pairs)
        {
            var correlation = structure.Cfa!.FactorCorrelations.Single(factors => factors.Left == pair.Left && factors.Right == pair.Right).R.Value;
            var least = result.Dimensions.Where(dimension => dimension.Dimension == pair.Left || dimension.Dimension == pair.Right).Min(dimension => dimension.Ave.Value);
            Assert.Equal(least > correlation * correlation, pair.Holds);
        }
    }

    [Fact]
    public void A_dimension_of_two_items_has_the_reliability_of_Spearman_and_Brown()
    {
        var dimensions = Evaluation.Evaluate(ReferenceStudy.Responses("awkward")).Models.First(model => model.Structure is not null).Dimensions;

        var two = Assert.Single(dimensions, dimension => dimension.Reliability!.Items.Length == 2).Reliability!;
        // 2r / (1 + r) of two items is the alpha of the standardised items.
        Assert.Equal(two.AlphaStandardized.Value, two.SpearmanBrown!.Value.Value, 1e-12);
        Assert.All(dimensions.Where(dimension => dimension.Reliability!.Items.Length != 2), dimension => Assert.Null(dimension.Reliability!.SpearmanBrown));
    }

    [Fact]
    public void The_exploratory_solutions_have_the_number_of_parallel_analysis_and_that_of_the_instrument()
    {
        var structure = Servqual.Models.Single(model => model.Id == "servperf").Structure!;

        Assert.Equal(structure.Eigenvalues.Length, structure.ParallelAnalysis!.RandomEigenvalues.Length);
        var solution = Assert.Single(structure.Exploratory, solution => solution.IsByInstrument);
        Assert.Equal(5, solution.Factors);
        Assert.Equal(structure.ParallelAnalysis.Components, Assert.Single(structure.Exploratory, other => other.IsByParallelAnalysis).Factors);
        foreach (var rotation in solution.Extractions.SelectMany(extraction => extraction.Rotations))
        {
            // The data are drawn from the instrument's structure, and the factors come in its order.
            Assert.Equal(Servqual.Dimensions.Select(dimension => dimension.Id), rotation.Factors.SelectMany(factor => factor.Dimensions));
            Assert.All(rotation.Items, item => Assert.False(item.IsElsewhere));
        }

        Assert.Equal(["ml", "minres"], solution.Extractions.Select(extraction => extraction.Method));
        Assert.All(solution.Extractions, extraction => Assert.All(extraction.Communalities, item => Assert.Equal(1, item.Communality + item.Uniqueness, 1e-12)));
    }

    [Fact]
    public void Items_of_two_exchanged_places_are_named_as_loading_elsewhere()
    {
        // The answers of the first item of the first dimension and of the last dimension change places.
        var original = ReferenceStudy.Responses("servqual");
        var items = original.Questionnaire.Items.Count();
        var exchanged = new ResponseTable(original.Questionnaire);
        for (var row = 0; row < original.Count; row++)
        {
            var response = original.GetResponse(row);
            var answers = response.Answers.ToBuilder();
            for (var battery = 0; battery < original.Questionnaire.Batteries.Length; battery++)
                (answers[battery * items], answers[battery * items + items - 1]) = (answers[battery * items + items - 1], answers[battery * items]);
            exchanged.Add(response with { Answers = answers.ToImmutable() });
        }

        var structure = Evaluation.Evaluate(exchanged).Models.Single(model => model.Id == "servperf").Structure!;
        var oblimin = structure.Exploratory.Single(solution => solution.IsByInstrument).Extractions[0].Rotations.Single(rotation => rotation.Rotation == ExploratoryRotation.Oblimin);

        Assert.Equal(["1", "22"], oblimin.Items.Where(item => item.IsElsewhere).Select(item => item.Id));
    }
}
