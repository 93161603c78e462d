using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>16-bit values as 64-bit ones.</summary>
internal static class WideVector
{
    /// <summary>Eight values with their signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Of(Vector128<short> values)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Int64(values);
        var (low, high) = Vector256.Widen(Vector256.WidenLower(values.ToVector256()));
        return Vector512.Create(low, high);
    }
}
