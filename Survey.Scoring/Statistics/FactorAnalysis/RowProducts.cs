using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// Products of the rows of matrices, several at a time: a number that is loaded then serves more than one sum. Every sum is the same bits as
/// <see cref="CholeskyFactor.Dot"/> gives.
/// </summary>
internal static class RowProducts
{
    /// <summary>The rows of the left matrix that are taken together.</summary>
    public const int Lefts = 2;

    /// <summary>The rows of the right matrix that are taken together.</summary>
    public const int Rights = 4;

    /// <summary>A Bᵀ: the product of every row of A with every row of B.</summary>
    /// <param name="left">A by rows.</param>
    /// <param name="right">B by rows, as long as those of A.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="target">Takes the products, a row of A after the other.</param>
    /// <param name="isSymmetric">Whether A Bᵀ is symmetric, so that the half of it suffices.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int length, Span<double> target, bool isSymmetric = false)
    {
        var (lefts, rights) = (left.Length / length, right.Length / length);
        Span<double> sums = stackalloc double[Lefts * Rights];
        for (var i = 0; i < lefts; i += Lefts)
        {
            var rows = Math.Min(Lefts, lefts - i);
            for (var j = 0; j < (isSymmetric ? i + rows : rights); j += Rights)
            {
                var columns = Math.Min(Rights, rights - j);
                if (rows < Lefts || columns < Rights)
                {
                    for (var row = i; row < i + rows; row++)
                        for (var column = j; column < j + columns; column++)
                            target[row * rights + column] = CholeskyFactor.Dot(left.Slice(row * length, length), right.Slice(column * length, length));
                }
                else
                {
                    Tile(left[(i * length)..], right[(j * length)..], length, length, sums);
                    sums[..Rights].CopyTo(target[(i * rights + j)..]);
                    sums[Rights..].CopyTo(target[((i + 1) * rights + j)..]);
                }
            }
        }

        if (!isSymmetric) return;
        for (var i = 0; i < lefts; i++)
            for (var j = i + 1; j < lefts; j++) target[i * rights + j] = target[j * rights + i];
    }

    /// <summary>The products of two rows with four.</summary>
    /// <param name="left">Two rows.</param>
    /// <param name="right">Four rows.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="length">How much of each row counts.</param>
    /// <param name="sums">Takes the products of the first row, then those of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int stride, int length, Span<double> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, stride + length);
        ArgumentOutOfRangeException.ThrowIfLessThan(right.Length, 3 * stride + length);
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var y = ref MemoryMarshal.GetReference(right);
        Vector<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        var (step, place) = ((nuint)stride, (nuint)0);
        for (; place + (nuint)Vector<double>.Count <= (nuint)length; place += (nuint)Vector<double>.Count)
        {
            var a = Vector.LoadUnsafe(ref x, place);
            var b = Vector.LoadUnsafe(ref x, step + place);
            var own = Vector.LoadUnsafe(ref y, place);
            (a0, b0) = (a0 + a * own, b0 + b * own);
            own = Vector.LoadUnsafe(ref y, step + place);
            (a1, b1) = (a1 + a * own, b1 + b * own);
            own = Vector.LoadUnsafe(ref y, 2 * step + place);
            (a2, b2) = (a2 + a * own, b2 + b * own);
            own = Vector.LoadUnsafe(ref y, 3 * step + place);
            (a3, b3) = (a3 + a * own, b3 + b * own);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Vector.Sum(a0), Vector.Sum(a1), Vector.Sum(a2), Vector.Sum(a3));
        (sums[4], sums[5], sums[6], sums[7]) = (Vector.Sum(b0), Vector.Sum(b1), Vector.Sum(b2), Vector.Sum(b3));
        for (; place < (nuint)length; place++)
        {
            var (a, b) = (Unsafe.Add(ref x, place), Unsafe.Add(ref x, step + place));
            for (nuint column = 0; column < Rights; column++)
            {
                var own = Unsafe.Add(ref y, column * step + place);
                sums[(int)column] += a * own;
                sums[(int)column + Rights] += b * own;
            }
        }
    }
}
