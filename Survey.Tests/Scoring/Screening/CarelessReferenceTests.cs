using System.Text.Json;
using Survey.Scoring.Screening;
using Survey.Scoring.Study;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Screening;

/// <summary>The indices of careless responding, respondent by respondent, against R.</summary>
public sealed class CarelessReferenceTests
{
    // R prints 12 digits; D² of nearly dependent items loses some to the inverse.
    private const double Relative = 1e-8;

    public static IEnumerable<TheoryDataRow<string>> Names => CarelessStudy.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_index_of_every_respondent_is_what_R_computes(string name)
    {
        var study = CarelessStudy.Named(name);
        var screening = ResponseScreening.Of(study.Table());

        Assert.Equal(study.EvenOdd.Length, screening.Count);
        for (var row = 0; row < screening.Count; row++)
        {
            var response = screening.Response(row);
            Assert.Equal(study.Longstring.Select(battery => battery[row]), response.Longstring);
            foreach (var (battery, variability) in study.Variability.Index()) Close(variability[row], response.Variability[battery]);
            Close(study.EvenOdd[row], response.EvenOdd);
            Assert.Equal(study.Identical[row], response.IdenticalItems ?? 0);
            if (study.Inversions is not null) Assert.Equal(study.Inversions[row], response.Inversions ?? 0);
            Close(study.Squared?[row], response.MahalanobisSquared);
            Close(study.P?[row], response.MahalanobisP);
            Assert.Equal(study.Squared?[row] > study.Critical, response.Flags.HasFlag(QualityFlags.Outlier));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_distributions_have_the_percentiles_of_R(string name)
    {
        var study = CarelessStudy.Named(name);
        var quality = Evaluation.Evaluate(study.Table()).DataQuality!;

        Assert.Equal((study.N, (double)study.Df), (quality.Outliers!.N, quality.Outliers.Df.Value));
        Assert.Equal(study.Critical, quality.Outliers.Critical.Value, study.Critical * 1e-10);
        foreach (var (battery, percentiles) in study.LongstringPercentiles.Index()) Same(percentiles, quality, "longstring", battery);
        foreach (var (battery, percentiles) in study.VariabilityPercentiles.Index()) Same(percentiles, quality, "variability", battery);
        Same(study.SquaredPercentiles!, quality, "mahalanobis");
        if (study.EvenOddPercentiles.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number))
            Same([.. study.EvenOddPercentiles.EnumerateArray().Select(value => value.GetDouble())], quality, "even-odd");
        else Assert.Equal(0, quality.Indices.Single(index => index.Index == "even-odd").N);
    }

    private static void Same(double[] expected, DataQualityResult quality, string index, int battery = 0)
    {
        var actual = quality.Indices.Where(candidate => candidate.Index == index).ElementAt(battery);
        double[] percentiles = [actual.P5.Value, actual.P25.Value, actual.Median.Value, actual.P75.Value, actual.P95.Value];
        // A value half-way between two places of the grid may be rounded either way.
        Assert.All(expected.Zip(percentiles), pair => Assert.InRange(pair.Second, pair.First - actual.Resolution - 1e-9, pair.First + actual.Resolution + 1e-9));
        Assert.True(expected.Zip(percentiles).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-9) <= 1);
    }

    private static void Close(double? expected, double? actual)
    {
        if (expected is not { } wanted) Assert.Null(actual);
        else Assert.Equal(wanted, Assert.NotNull(actual), Relative * Math.Max(Math.Abs(wanted), 1e-3));
    }
}
