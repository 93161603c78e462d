using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Statistics.Blocks;

/// <summary>A square matrix that is multiplied with variables of many respondents, a block of respondents at a time.</summary>
/// <remarks>
/// The variables of a block stand one after the other, each with the <see cref="Respondents"/> side by side; <see cref="Variables"/> of them, those
/// beyond the matrix zero. Every respondent's sums run in the same order: his results are the same bits in any block and on any processor.
/// </remarks>
internal sealed class BlockMatrix
{
    /// <summary>The respondents of a block: whole vectors of any processor, and few enough for the variables to stay in the first-level cache.</summary>
    public const int Respondents = 64;

    // Rows that are multiplied together: each number that is loaded then serves four sums.
    private const int Side = 4;

    // Four rows after the other, each as far as it is not zero: column by column the four values.
    private readonly double[] _values;
    private readonly bool _isLower;

    /// <summary>A matrix.</summary>
    /// <param name="size">Its rows and columns.</param>
    /// <param name="value">Its values by row and column; above the diagonal they are not asked for when it is lower triangular.</param>
    /// <param name="isLower">Whether all above the diagonal is zero.</param>
    public BlockMatrix(int size, Func<int, int, double> value, bool isLower = false)
    {
        _isLower = isLower;
        Variables = VariablesOf(size);
        _values = new double[StartOf(Variables)];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < (isLower ? row + 1 : size); column++)
                _values[StartOf(row / Side * Side) + column * Side + row % Side] = value(row, column);
    }

    /// <summary>The variables of a block: the size, made up to a multiple of four with zeros.</summary>
    public int Variables { get; }

    /// <summary>The numbers of a block of as many variables.</summary>
    public static int BlockOf(int variables) => VariablesOf(variables) * Respondents;

    /// <summary>A variable of a block.</summary>
    public static Span<double> Variable(double[] block, int variable) => block.AsSpan(variable * Respondents, Respondents);

    /// <summary>Puts (score + shift) · factor into a variable of a block, and zero behind the last respondent.</summary>
    /// <param name="block">The block.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="scores">The scores of a whole block, of which the first count.</param>
    /// <param name="count">How many respondents there are.</param>
    /// <param name="shift">What is added.</param>
    /// <param name="factor">What the sum is multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(double[] block, int variable, ReadOnlySpan<short> scores, int count, double shift, double factor)
    {
        var values = Variable(block, variable);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var chosen = MemoryMarshal.Cast<short, Vector<short>>(scores[..Respondents]);
        var (shifts, factors) = (new Vector<double>(shift), new Vector<double>(factor));
        for (var i = 0; i < chosen.Length; i++)
        {
            Vector.Widen(chosen[i], out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            vectors[4 * i] = (Vector.ConvertToDouble(first) + shifts) * factors;
            vectors[4 * i + 1] = (Vector.ConvertToDouble(second) + shifts) * factors;
            vectors[4 * i + 2] = (Vector.ConvertToDouble(third) + shifts) * factors;
            vectors[4 * i + 3] = (Vector.ConvertToDouble(fourth) + shifts) * factors;
        }

        values[count..].Clear();
    }

    /// <summary>The matrix times the variables.</summary>
    /// <param name="block">The variables.</param>
    /// <param name="products">Takes as many.</param>
    public void Multiply(double[] block, double[] products)
    {
        if (Vector512.IsHardwareAccelerated) Multiply<WideLanes>(block, products);
        else Multiply<UsualLanes>(block, products);
    }

    /// <summary>The sum of the squares of the matrix times the variables, by respondent.</summary>
    /// <param name="block">The variables.</param>
    /// <param name="squares">Takes a sum per respondent.</param>
    public void SumSquares(double[] block, Span<double> squares)
    {
        if (Vector512.IsHardwareAccelerated) SumSquares<WideLanes>(block, squares);
        else SumSquares<UsualLanes>(block, squares);
    }

    private int ColumnsOf(int row) => _isLower ? row + Side : Variables;

    // Where the values of four rows begin.
    private int StartOf(int row) => _isLower ? row * (row + Side) / 2 : row * Variables;

    private static int VariablesOf(int size) => (size + Side - 1) / Side * Side;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply<TLanes>(double[] block, double[] products)
        where TLanes : struct, ILanes<TLanes>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, Variables * Respondents);
        ArgumentOutOfRangeException.ThrowIfLessThan(products.Length, Variables * Respondents);
        ref var target = ref MemoryMarshal.GetArrayDataReference(products);
        var lanes = (nuint)TLanes.Count;
        for (nuint place = 0; place < Respondents; place += 2 * lanes)
        {
            for (var row = 0; row < Variables; row += Side)
            {
                Tile<TLanes>(block, row, place, out var a0, out var a1, out var b0, out var b1, out var c0, out var c1, out var d0, out var d1);
                var first = (nuint)(row * Respondents) + place;
                a0.Store(ref target, first);
                a1.Store(ref target, first + lanes);
                b0.Store(ref target, first + Respondents);
                b1.Store(ref target, first + Respondents + lanes);
                c0.Store(ref target, first + 2 * Respondents);
                c1.Store(ref target, first + 2 * Respondents + lanes);
                d0.Store(ref target, first + 3 * Respondents);
                d1.Store(ref target, first + 3 * Respondents + lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumSquares<TLanes>(double[] block, Span<double> squares)
        where TLanes : struct, ILanes<TLanes>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, Variables * Respondents);
        ArgumentOutOfRangeException.ThrowIfLessThan(squares.Length, Respondents);
        ref var target = ref MemoryMarshal.GetReference(squares);
        var lanes = (nuint)TLanes.Count;
        for (nuint place = 0; place < Respondents; place += 2 * lanes)
        {
            TLanes low = default, high = default;
            for (var row = 0; row < Variables; row += Side)
            {
                Tile<TLanes>(block, row, place, out var a0, out var a1, out var b0, out var b1, out var c0, out var c1, out var d0, out var d1);
                low = TLanes.MultiplyAdd(d0, d0, TLanes.MultiplyAdd(c0, c0, TLanes.MultiplyAdd(b0, b0, TLanes.MultiplyAdd(a0, a0, low))));
                high = TLanes.MultiplyAdd(d1, d1, TLanes.MultiplyAdd(c1, c1, TLanes.MultiplyAdd(b1, b1, TLanes.MultiplyAdd(a1, a1, high))));
            }

            low.Store(ref target, place);
            high.Store(ref target, place + lanes);
        }
    }

    // Four rows of the matrix times twice as many respondents as there are lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tile<TLanes>(
        double[] block, int row, nuint place, out TLanes a0, out TLanes a1, out TLanes b0, out TLanes b1, out TLanes c0, out TLanes c1, out TLanes d0, out TLanes d1)
        where TLanes : struct, ILanes<TLanes>
    {
        ref var values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), StartOf(row));
        ref var from = ref MemoryMarshal.GetArrayDataReference(block);
        TLanes e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        var columns = ColumnsOf(row);
        for (var column = 0; column < columns; column++)
        {
            var low = TLanes.Load(ref from, place);
            var high = TLanes.Load(ref from, place + (nuint)TLanes.Count);
            place += Respondents;
            var factor = TLanes.All(values);
            e0 = TLanes.MultiplyAdd(factor, low, e0);
            e1 = TLanes.MultiplyAdd(factor, high, e1);
            factor = TLanes.All(Unsafe.Add(ref values, 1));
            f0 = TLanes.MultiplyAdd(factor, low, f0);
            f1 = TLanes.MultiplyAdd(factor, high, f1);
            factor = TLanes.All(Unsafe.Add(ref values, 2));
            g0 = TLanes.MultiplyAdd(factor, low, g0);
            g1 = TLanes.MultiplyAdd(factor, high, g1);
            factor = TLanes.All(Unsafe.Add(ref values, 3));
            h0 = TLanes.MultiplyAdd(factor, low, h0);
            h1 = TLanes.MultiplyAdd(factor, high, h1);
            values = ref Unsafe.Add(ref values, Side);
        }

        (a0, a1, b0, b1, c0, c1, d0, d1) = (e0, e1, f0, f1, g0, g1, h0, h1);
    }
}
