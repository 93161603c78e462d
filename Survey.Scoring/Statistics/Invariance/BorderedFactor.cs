using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Solves H x = b where H has a block for each group's own parameters, a border for the parameters that all groups share, and zeros
/// between the groups: by the Schur complement of the border, so that the work grows with the number of groups and not with its cube.
/// </summary>
internal sealed class BorderedFactor
{
    private readonly int[] _own;
    private readonly int _common;
    private readonly CholeskyFactor[] _blocks;
    private readonly CholeskyFactor _border;
    private readonly double[][] _block, _cross, _solved;
    private readonly double[] _schur, _diagonal;

    /// <param name="own">How many parameters each group has for itself.</param>
    /// <param name="common">How many all groups share.</param>
    public BorderedFactor(int[] own, int common)
    {
        (_own, _common) = (own, common);
        _blocks = [.. own.Select(size => new CholeskyFactor(size))];
        _border = new CholeskyFactor(common);
        _block = [.. own.Select(size => new double[size * size])];
        _cross = [.. own.Select(size => new double[size * common])];
        _solved = [.. own.Select(size => new double[size * common])];
        _schur = new double[common * common];
        _diagonal = new double[common];
    }

    /// <summary>A lower bound of the smallest share of a parameter's information that the parameters before it leave to it.</summary>
    public double SmallestPivot { get; private set; }

    /// <summary>Factors H plus a diagonal; false when the sum is not positive definite.</summary>
    /// <param name="second">By group the part of H over its own and the shared parameters, by rows; the shared parts are added up.</param>
    /// <param name="damping">What is added: this times the scale of a parameter.</param>
    /// <param name="scale">By parameter, group by group, then the shared ones.</param>
    public bool TryFactor(double[][] second, double damping, ReadOnlySpan<double> scale)
    {
        SmallestPivot = 1;
        Array.Clear(_schur);
        var offset = 0;
        for (var group = 0; group < _own.Length; group++)
        {
            var (own, size) = (_own[group], _own[group] + _common);
            for (var i = 0; i < own; i++)
            {
                var row = second[group].AsSpan(i * size, size);
                row[..own].CopyTo(_block[group].AsSpan(i * own));
                _block[group][i * own + i] += damping * scale[offset + i];
                // By shared parameter, so that each column can be solved in place.
                for (var j = 0; j < _common; j++) _cross[group][j * own + i] = row[own + j];
            }

            for (var i = 0; i < _common; i++)
                CholeskyFactor.AddScaled(_schur.AsSpan(i * _common, _common), second[group].AsSpan((own + i) * size + own, _common), 1);
            if (!_blocks[group].TryFactor(_block[group])) return false;
            SmallestPivot = Math.Min(SmallestPivot, _blocks[group].SmallestPivot);
            offset += own;
        }

        if (_common == 0) return true;
        for (var i = 0; i < _common; i++)
        {
            _schur[i * _common + i] += damping * scale[offset + i];
            _diagonal[i] = _schur[i * _common + i];
        }

        for (var group = 0; group < _own.Length; group++) TakeOut(group);
        var left = 1.0;
        for (var i = 0; i < _common; i++) left = Math.Min(left, _schur[i * _common + i] / _diagonal[i]);
        if (!_border.TryFactor(_schur)) return false;
        SmallestPivot = Math.Min(SmallestPivot, left * _border.SmallestPivot);
        return true;
    }

    /// <summary>Solves in place; the order of the values is that of the scale.</summary>
    public void Solve(Span<double> b)
    {
        var common = b[^_common..];
        var offset = 0;
        for (var group = 0; group < _own.Length; group++)
        {
            var own = b.Slice(offset, _own[group]);
            for (var j = 0; j < _common; j++) common[j] -= CholeskyFactor.Dot(Column(_solved, group, j), own);
            offset += own.Length;
        }

        if (_common > 0) _border.Solve(common);
        offset = 0;
        for (var group = 0; group < _own.Length; group++)
        {
            var own = b.Slice(offset, _own[group]);
            _blocks[group].Solve(own);
            for (var j = 0; j < _common; j++) CholeskyFactor.AddScaled(own, Column(_solved, group, j), -common[j]);
            offset += own.Length;
        }
    }

    private void TakeOut(int group)
    {
        _cross[group].CopyTo(_solved[group], 0);
        for (var j = 0; j < _common; j++) _blocks[group].Solve(Column(_solved, group, j));
        for (var i = 0; i < _common; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = CholeskyFactor.Dot(Column(_cross, group, i), Column(_solved, group, j));
                _schur[i * _common + j] -= product;
                if (i != j) _schur[j * _common + i] -= product;
            }
        }
    }

    private Span<double> Column(double[][] matrices, int group, int column) => matrices[group].AsSpan(column * _own[group], _own[group]);
}
