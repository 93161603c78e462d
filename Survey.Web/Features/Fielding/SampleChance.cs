namespace Survey.Web.Features.Fielding;

/// <summary>Chance with a seed, the same on every machine and every version of .NET: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
internal sealed class SampleChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform, from 0 up to but not 1.</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Standard normal (Box and Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Another order of the same things (Fisher and Yates).</summary>
    public Queue<string> Shuffled(IEnumerable<string> texts)
    {
        var order = texts.ToArray();
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = (int)(Uniform() * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }
        return new(order);
    }
}
