using System.Text.Json;

namespace Survey.Tests.Scoring.FactorAnalysis;

/// <summary>Correlation matrices with what psych, stats, GPArotation and lavaan compute from them, from <c>Reference/structure/structure.R</c>.</summary>
public sealed record StructureCase(
    string Name, long N, int[] FactorOfItem, double[][] Covariance, double[] Msa, double Kmo, ParallelReference Parallel, SecondOrderReference SecondOrder,
    ExploratoryReference[] Exploratory)
{
    private sealed record StructureFile(string Command, string Version, StructureCase[] Cases);

    private static readonly Dictionary<string, StructureCase> _cases = JsonSerializer.Deserialize<StructureFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "structure", "structure.json")),
        JsonSerializerOptions.Web)!.Cases.ToDictionary(one => one.Name);

    public static IEnumerable<TheoryDataRow<string>> Names => _cases.Keys.Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<StructureCase> All => _cases.Values;

    public static StructureCase Named(string name) => _cases[name];

    public double[,] Matrix => LavaanCase.Square(Covariance);

    public double[,] Correlations
    {
        get
        {
            var matrix = Matrix;
            var k = FactorOfItem.Length;
            var correlations = new double[k, k];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                    correlations[i, j] = i == j ? 1 : matrix[i, j] / Math.Sqrt(matrix[i, i] * matrix[j, j]);
            }

            return correlations;
        }
    }
}

/// <summary>Parallel analysis by psych, and 95 % points of 4000 draws of random data with their standard errors.</summary>
public sealed record ParallelReference(
    int Components, int Factors, double[] Eigenvalues, double[] Reduced, double[] RandomEigenvalues, double[] RandomReduced, double[] StandardErrors,
    double[] ReducedStandardErrors);

/// <summary>lavaan's second-order model, standardised.</summary>
public sealed record SecondOrderReference(
    double[] Loadings, double[] SecondOrderLoadings, double ChiSquare, double Df, double P, double Cfi, double Tli, double Rmsea, double RmseaLow,
    double RmseaHigh, double Srmr, double Aic, double Bic);

/// <summary>Both extractions with a number of factors.</summary>
public sealed record ExploratoryReference(int Factors, ExtractionReference Ml, ExtractionReference Minres);

/// <summary>An extraction; without the figures of its fit for minres.</summary>
public sealed record ExtractionReference(
    double[] Uniquenesses, double? ChiSquare, double? Df, double? P, double? Rmsea, double? Tli, double Rmsr, int[] Heywood, RotationsReference Rotations);

/// <summary>The rotations of an extraction.</summary>
public sealed record RotationsReference(RotationReference Varimax, RotationReference Promax, RotationReference Oblimin);

/// <summary>Pattern loadings and factor correlations.</summary>
public sealed record RotationReference(double[][] Loadings, double[][] Phi, double? Criterion);
