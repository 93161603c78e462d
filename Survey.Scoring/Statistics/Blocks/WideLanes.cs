using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Statistics.Blocks;

/// <summary>Eight lanes, where the processor has such registers.</summary>
internal readonly struct WideLanes(Vector512<double> values) : ILanes<WideLanes>
{
    private readonly Vector512<double> _values = values;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Load(ref double first, nuint place) => new(Vector512.LoadUnsafe(ref first, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes All(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes MultiplyAdd(WideLanes left, WideLanes right, WideLanes sum) => new(Vector512.FusedMultiplyAdd(left._values, right._values, sum._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator +(WideLanes left, WideLanes right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator -(WideLanes left, WideLanes right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator *(WideLanes left, WideLanes right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first, nuint place) => _values.StoreUnsafe(ref first, place);
}
