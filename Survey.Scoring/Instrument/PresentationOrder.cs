namespace Survey.Scoring.Instrument;

/// <summary>
/// The order in which one respondent sees the items of a dimension: drawn, but the same whenever it is asked for again, on the server, in the browser
/// and afterwards from the data. Fisher and Yates' shuffle (Knuth 1998, algorithm P) with the numbers of xorshift32 (Marsaglia 2003), begun by the
/// FNV-1a hash of the response's id and the dimension's place.
/// </summary>
public static class PresentationOrder
{
    private const uint HashBasis = 2_166_136_261;
    private const uint HashPrime = 16_777_619;

    /// <summary>The items' places in the dimension, in the order of showing.</summary>
    /// <param name="responseId">The id under which the response is stored.</param>
    /// <param name="dimension">The dimension's place in the file.</param>
    /// <param name="items">The number of its items.</param>
    public static int[] Of(string responseId, int dimension, int items)
    {
        var state = HashBasis;
        foreach (var character in responseId) state = (state ^ character) * HashPrime;
        state = (state ^ (uint)dimension) * HashPrime;
        if (state == 0) state = HashBasis;
        var order = Enumerable.Range(0, items).ToArray();
        for (var last = items - 1; last > 0; last--)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            // The remainder favours small numbers by less than items / 2³².
            var other = (int)(state % (uint)(last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}
