using System.Text.Json;

namespace Survey.Tests.Scoring.FactorAnalysis;

/// <summary>Covariance matrices and lavaan's estimates, from <c>Reference/factor-analysis/lavaan.R</c>.</summary>
public sealed record LavaanCase(
    string Name, long N, int[] FactorOfItem, double[][] Covariance, double[] Loadings, double[] StandardizedLoadings, double[] ResidualVariances,
    double[][] FactorCorrelations, double ChiSquare, double Df, double? P, double Cfi, double Tli, double Rmsea, double RmseaLow, double RmseaHigh,
    double Srmr, double Aic, double Bic, int[] NegativeResiduals)
{
    private sealed record LavaanFile(string Command, string Version, LavaanCase[] Cases);

    private static readonly Dictionary<string, LavaanCase> _cases = JsonSerializer.Deserialize<LavaanFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "factor-analysis", "lavaan.json")),
        JsonSerializerOptions.Web)!.Cases.ToDictionary(one => one.Name);

    public static IEnumerable<TheoryDataRow<string>> Names => _cases.Keys.Select(name => new TheoryDataRow<string>(name));

    public static LavaanCase Named(string name) => _cases[name];

    public double[,] Matrix => Square(Covariance);

    public static double[,] Square(double[][] rows)
    {
        var matrix = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
                matrix[i, j] = rows[i][j];
        }

        return matrix;
    }
}
