using System.Numerics;
using System.Runtime.CompilerServices;

namespace Survey.Scoring.Statistics.Blocks;

/// <summary>As many lanes as every processor has.</summary>
internal readonly struct UsualLanes(Vector<double> values) : ILanes<UsualLanes>
{
    private readonly Vector<double> _values = values;

    public static int Count => Vector<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes Load(ref double first, nuint place) => new(Vector.LoadUnsafe(ref first, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes All(double value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes MultiplyAdd(UsualLanes left, UsualLanes right, UsualLanes sum) => new(Vector.FusedMultiplyAdd(left._values, right._values, sum._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes operator +(UsualLanes left, UsualLanes right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes operator -(UsualLanes left, UsualLanes right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UsualLanes operator *(UsualLanes left, UsualLanes right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first, nuint place) => _values.StoreUnsafe(ref first, place);
}
