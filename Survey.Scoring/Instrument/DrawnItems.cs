using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>
/// What one respondent is shown of a questionnaire that draws items (matrix sampling; Shoemaker 1973; Thompson, Kyrillidou &amp; Cook 2009 for LibQUAL+
/// Lite) or batteries: drawn at random, but the same whenever it is asked for again, on the server, in the browser and afterwards.
/// </summary>
/// <remarks>
/// The numbers are those of a counter through the last step of MurmurHash3 (Appleby 2011), begun by the FNV-1a hash of the response's id and the place
/// of the dimension, so that the draws of dimensions do not depend on one another; of n numbers the first is taken when the high bits of a number
/// times n say so. In a dimension every set of the items that are not common is equally likely.
/// </remarks>
public sealed class DrawnItems
{
    private const uint HashBasis = 2_166_136_261;
    private const uint HashPrime = 16_777_619;
    private const uint Step = 0x9E37_79B9;

    private readonly bool[] _batteries;
    private readonly bool[] _items;

    private DrawnItems(bool[] batteries, bool[] items, ImmutableArray<ImmutableArray<int>> byDimension) => (_batteries, _items, ByDimension) = (batteries, items, byDimension);

    /// <summary>By dimension the places in it of the items that are shown, in ascending order.</summary>
    public ImmutableArray<ImmutableArray<int>> ByDimension { get; }

    /// <summary>Everything, as nobody sees it where something is drawn.</summary>
    public static DrawnItems All(Questionnaire questionnaire) => Of(questionnaire, null);

    /// <summary>What the respondent of a response is shown; everything where nothing is drawn.</summary>
    /// <param name="questionnaire">What is asked.</param>
    /// <param name="responseId">The id under which the response is stored; null for everything.</param>
    public static DrawnItems Of(Questionnaire questionnaire, string? responseId)
    {
        var hash = HashBasis;
        foreach (var character in responseId ?? "") hash = (hash ^ character) * HashPrime;
        var chance = new Numbers(hash, 0).Below(100);
        bool[] batteries = [.. questionnaire.Batteries.Select(battery => responseId is null || battery.Share is not { } share || chance < share)];
        ImmutableArray<ImmutableArray<int>> byDimension =
        [
            .. questionnaire.Dimensions.Select((dimension, place) => responseId is null || dimension.Draw is not { } draw
                ? [.. Enumerable.Range(0, dimension.Items.Length)]
                : Draw(dimension, draw, new Numbers(hash, (uint)place + 1))),
        ];
        bool[] items = [.. questionnaire.Dimensions.SelectMany((dimension, place) => dimension.Items.Select((_, item) => byDimension[place].Contains(item)))];
        return new(batteries, items, byDimension);
    }

    /// <summary>Whether a battery is asked, by its place in the file.</summary>
    public bool Battery(int battery) => _batteries[battery];

    /// <summary>Whether the item is shown in the battery, by the place in the answer vector.</summary>
    public bool Answer(int place) => _batteries[place / _items.Length] && _items[place % _items.Length];

    private static ImmutableArray<int> Draw(Dimension dimension, int draw, Numbers numbers)
    {
        var others = Enumerable.Range(0, dimension.Items.Length).Where(item => !dimension.Items[item].IsCommon).ToArray();
        draw = Math.Min(draw, others.Length);
        for (var k = 0; k < draw; k++)
        {
            var other = k + numbers.Below(others.Length - k);
            (others[k], others[other]) = (others[other], others[k]);
        }
        return [.. Enumerable.Range(0, dimension.Items.Length).Where(item => dimension.Items[item].IsCommon).Concat(others.Take(draw)).Order()];
    }

    private sealed class Numbers(uint hash, uint stream)
    {
        private uint _state = Mix(hash ^ (stream * Step));

        public int Below(int number)
        {
            _state += Step;
            return (int)(((ulong)Mix(_state) * (uint)number) >> 32);
        }

        private static uint Mix(uint value)
        {
            value = (value ^ (value >> 16)) * 0x85EB_CA6B;
            value = (value ^ (value >> 13)) * 0xC2B2_AE35;
            return value ^ (value >> 16);
        }
    }
}
