namespace Survey.Tests.Architecture;

/// <summary>Asserts that a rule has no violation, and otherwise lists every one on a line.</summary>
internal static class None
{
    public static void Of(IEnumerable<string> violations)
    {
        var all = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} violations:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
