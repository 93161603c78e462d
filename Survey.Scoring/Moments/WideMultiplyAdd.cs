using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>64-bit values, eight at a time; sums modulo 2⁶⁴.</summary>
internal readonly struct Words512 : IMultiplyAdd<long, Vector512<long>, Vector512<long>, long>
{
    /// <inheritdoc/>
    public static int Rows => Vector512<long>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(ref long column, nuint row) => Vector512.LoadUnsafe(ref column, row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Add(Vector512<long> sums, Vector512<long> left, Vector512<long> right) => sums + left * right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Add(Vector512<long> left, Vector512<long> right) => left + right;

    /// <inheritdoc/>
    public static long Total(Vector512<long> sums) => Vector512.Sum(sums);
}

/// <summary>64-bit values on any processor; sums modulo 2⁶⁴.</summary>
internal readonly struct Words : IMultiplyAdd<long, Vector<long>, Vector<long>, long>
{
    /// <inheritdoc/>
    public static int Rows => Vector<long>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> Load(ref long column, nuint row) => Vector.LoadUnsafe(ref column, row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> Add(Vector<long> sums, Vector<long> left, Vector<long> right) => sums + left * right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> Add(Vector<long> left, Vector<long> right) => left + right;

    /// <inheritdoc/>
    public static long Total(Vector<long> sums) => Vector.Sum(sums);
}

/// <summary>64-bit values as floating-point numbers, eight at a time; sums rounded.</summary>
internal readonly struct Reals512 : IMultiplyAdd<long, Vector512<double>, Vector512<double>, double>
{
    /// <inheritdoc/>
    public static int Rows => Vector512<double>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref long column, nuint row) => Vector512.ConvertToDouble(Vector512.LoadUnsafe(ref column, row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> sums, Vector512<double> left, Vector512<double> right) => Vector512.MultiplyAddEstimate(left, right, sums);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> left, Vector512<double> right) => left + right;

    /// <inheritdoc/>
    public static double Total(Vector512<double> sums) => Vector512.Sum(sums);
}

/// <summary>64-bit values as floating-point numbers on any processor; sums rounded.</summary>
internal readonly struct Reals : IMultiplyAdd<long, Vector<double>, Vector<double>, double>
{
    /// <inheritdoc/>
    public static int Rows => Vector<double>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref long column, nuint row) => Vector.ConvertToDouble(Vector.LoadUnsafe(ref column, row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> sums, Vector<double> left, Vector<double> right) => Vector.MultiplyAddEstimate(left, right, sums);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> left, Vector<double> right) => left + right;

    /// <inheritdoc/>
    public static double Total(Vector<double> sums) => Vector.Sum(sums);
}
