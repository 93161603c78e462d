using System.Numerics;

namespace Survey.Scoring.Statistics.Blocks;

/// <summary>
/// Numbers of several respondents that the processor works on at once. A respondent has a lane of his own, so that his figures are the same bits
/// whatever the number of lanes.
/// </summary>
/// <typeparam name="TSelf">The lanes themselves.</typeparam>
internal interface ILanes<TSelf> : IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many lanes there are.</summary>
    static abstract int Count { get; }

    /// <summary>Neighbouring numbers.</summary>
    static abstract TSelf Load(ref double first, nuint place);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf All(double value);

    /// <summary>left · right + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf sum);

    /// <summary>Writes the lanes side by side.</summary>
    void Store(ref double first, nuint place);
}
