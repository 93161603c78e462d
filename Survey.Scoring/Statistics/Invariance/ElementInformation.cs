namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// The gradient and the expected second derivatives of the discrepancy at a fitted level by every single element of the parameter matrices,
/// so that an element may be looked at apart from the parameter that it shares with others.
/// </summary>
internal sealed class ElementInformation
{
    private readonly InvarianceSample _sample;
    private readonly InvarianceModel _model;
    private readonly BorderedFactor _factor;
    private readonly double[][] _gradient, _expected;
    private readonly int[] _offsets;
    private readonly double[][] _loadings;

    public ElementInformation(FittedLevel fitted)
    {
        (_sample, _model, _loadings) = (fitted.Sample, fitted.Model, fitted.Estimates.Loadings);
        var groups = _sample.Counts.Length;
        (_gradient, _expected, _offsets) = (new double[groups][], new double[groups][], new int[groups]);
        var second = new double[groups][];
        var offset = 0;
        for (var group = 0; group < groups; group++)
        {
            var (elements, own) = (_model.Elements[group], _model.Own[group]);
            var size = own + _model.Common;
            _offsets[group] = offset;
            double[] values = [.. fitted.Parameters.Slice(offset, own), .. fitted.Parameters[^_model.Common..]];
            var fit = new GroupFit(_sample.FactorsOf(group), [.. elements.Select((element, place) => element with { Parameter = place })],
                _sample.Covariances[group], _sample.Means[group], _sample.LogDeterminants[group]);
            fit.ValueAt([.. elements.Select(element => values[element.Parameter])]);
            (_gradient[group], _expected[group]) = (new double[elements.Length], new double[elements.Length * elements.Length]);
            fit.AddDerivatives(_sample.Counts[group] / (double)_sample.Total, _gradient[group], new double[elements.Length * elements.Length], _expected[group]);
            second[group] = new double[size * size];
            for (var left = 0; left < elements.Length; left++)
            {
                for (var right = 0; right < elements.Length; right++)
                    second[group][elements[left].Parameter * size + elements[right].Parameter] += _expected[group][left * elements.Length + right];
            }

            offset += own;
        }

        _factor = new BorderedFactor(_model.Own, _model.Common);
        IsRegular = _factor.TryFactor(second, 0, new double[offset + _model.Common]);
    }

    /// <summary>Whether the information about the parameters can be inverted.</summary>
    public bool IsRegular { get; }

    /// <summary>The derivative by an element of a group.</summary>
    public double Gradient(int group, ElementKind kind, int row) => _gradient[group][PlaceOf(group, kind, row)];

    /// <summary>The second derivatives by an element of a group and every parameter.</summary>
    public double[] With(int group, ElementKind kind, int row)
    {
        var elements = _model.Elements[group];
        var place = PlaceOf(group, kind, row);
        var all = new double[_model.Own.Sum() + _model.Common];
        for (var other = 0; other < elements.Length; other++)
        {
            var parameter = elements[other].Parameter;
            all[parameter < _model.Own[group] ? _offsets[group] + parameter : all.Length - _model.Common + parameter - _model.Own[group]] +=
                _expected[group][place * elements.Length + other];
        }

        return all;
    }

    /// <summary>The second derivative by two elements; 0 between independent groups.</summary>
    public double Between(int group, int otherGroup, ElementKind kind, int row, int otherRow) =>
        group == otherGroup ? _expected[group][PlaceOf(group, kind, row) * _model.Elements[group].Length + PlaceOf(group, kind, otherRow)] : 0;

    /// <summary>Solves with the second derivatives by the parameters.</summary>
    public double[] Solve(double[] right)
    {
        double[] solved = [.. right];
        if (IsRegular) _factor.Solve(solved);
        return solved;
    }

    /// <summary>−1 for a factor whose loadings sum to less than 0 in the first block, otherwise 1.</summary>
    public int SignOf(int factor) => Enumerable.Range(0, _sample.Items).Where(item => _sample.FactorOfItem[item] == factor).Sum(item => _loadings[0][item]) < 0 ? -1 : 1;

    private int PlaceOf(int group, ElementKind kind, int row) => Array.FindIndex(_model.Elements[group], element => element.Kind == kind && element.Row == row);
}
