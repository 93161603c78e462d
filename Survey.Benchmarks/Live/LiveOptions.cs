using System.Globalization;
using Survey.Web.Platform;

namespace Survey.Benchmarks.Live;

/// <summary>What the benchmark of live results is asked to do.</summary>
internal sealed record LiveOptions(DatabaseOptions Database, string Survey, long Responses, int Rounds)
{
    public const string Usage = "live --database FILE-OR-CONNECTION [--survey sample-bank] [--responses 1000000] [--rounds 5]";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They cannot be understood.</exception>
    public static LiveOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var k = 0; k + 1 < arguments.Count; k += 2) values[arguments[k]] = arguments[k + 1];
        return new(
            DatabaseOptions.From(values.GetValueOrDefault("--database") ?? throw new ArgumentException("--database is missing; it is filled with simulated responses.")),
            values.GetValueOrDefault("--survey", "sample-bank"),
            Number("--responses", 1_000_000, 100_000_000),
            (int)Number("--rounds", 5, 100));

        long Number(string name, long otherwise, long most) => !values.TryGetValue(name, out var text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
            : throw new ArgumentException($"{name} is a number up to {most}.");
    }
}
