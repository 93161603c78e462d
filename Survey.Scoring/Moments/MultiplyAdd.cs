using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>What a processor does at once: load a vector of a column of whole numbers, multiply two and add the products to a vector of sums.</summary>
/// <typeparam name="TValue">The values of a column.</typeparam>
/// <typeparam name="TVector">A vector of values.</typeparam>
/// <typeparam name="TSums">A vector of sums.</typeparam>
/// <typeparam name="TTotal">The sum of these.</typeparam>
internal interface IMultiplyAdd<TValue, TVector, TSums, TTotal>
{
    /// <summary>The rows of a vector.</summary>
    static abstract int Rows { get; }

    /// <summary>Loads the vector that begins at a row.</summary>
    static abstract TVector Load(ref TValue column, nuint row);

    /// <summary>The sums with the products of two vectors added.</summary>
    static abstract TSums Add(TSums sums, TVector left, TVector right);

    /// <summary>Two vectors of sums together.</summary>
    static abstract TSums Add(TSums left, TSums right);

    /// <summary>All sums together.</summary>
    static abstract TTotal Total(TSums sums);
}

/// <summary>16-bit values, 32 at a time; sums of pairs in 32 bits.</summary>
internal readonly struct Shorts512 : IMultiplyAdd<short, Vector512<short>, Vector512<int>, long>
{
    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <inheritdoc/>
    public static int Rows => Vector512<short>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(ref short column, nuint row) => Vector512.LoadUnsafe(ref column, row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> sums, Vector512<short> left, Vector512<short> right) => sums + Avx512BW.MultiplyAddAdjacent(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> left, Vector512<int> right) => left + right;

    /// <inheritdoc/>
    public static long Total(Vector512<int> sums)
    {
        var (low, high) = Vector512.Widen(sums);
        return Vector512.Sum(low + high);
    }
}

/// <summary>16-bit values, 16 at a time; sums of pairs in 32 bits.</summary>
internal readonly struct Shorts256 : IMultiplyAdd<short, Vector256<short>, Vector256<int>, long>
{
    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc/>
    public static int Rows => Vector256<short>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref short column, nuint row) => Vector256.LoadUnsafe(ref column, row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sums, Vector256<short> left, Vector256<short> right) => sums + Avx2.MultiplyAddAdjacent(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    /// <inheritdoc/>
    public static long Total(Vector256<int> sums)
    {
        var (low, high) = Vector256.Widen(sums);
        return Vector256.Sum(low + high);
    }
}

/// <summary>16-bit values on any processor; sums of pairs in 32 bits.</summary>
internal readonly struct Shorts : IMultiplyAdd<short, Vector<short>, Vector<int>, long>
{
    /// <inheritdoc/>
    public static int Rows => Vector<short>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<short> Load(ref short column, nuint row) => Vector.LoadUnsafe(ref column, row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Add(Vector<int> sums, Vector<short> left, Vector<short> right)
    {
        Vector.Widen(left, out var leftLow, out var leftHigh);
        Vector.Widen(right, out var rightLow, out var rightHigh);
        return sums + leftLow * rightLow + leftHigh * rightHigh;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Add(Vector<int> left, Vector<int> right) => left + right;

    /// <inheritdoc/>
    public static long Total(Vector<int> sums)
    {
        Vector.Widen(sums, out var low, out var high);
        return Vector.Sum(low + high);
    }
}
