using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Study;

namespace Survey.Web.Storage;

/// <summary>What is known of the people whom a survey's respondents stand for.</summary>
internal sealed record SurveyPopulation(ImmutableArray<PopulationCount> Counts)
{
    public static SurveyPopulation Unknown { get; } = new([]);

    /// <summary>The people in all with how many of them were invited.</summary>
    public PopulationCount Whole => Of("", "");

    /// <summary>The same text for the same people, whoever was invited; empty when nothing is known.</summary>
    public string Key => string.Join('\u001F', Counts.Where(count => count.People is not null).Select(count =>
        string.Create(CultureInfo.InvariantCulture, $"\u001D{count.Attribute}\u001E{count.Value}\u001E{count.People}")));

    /// <summary>What is known of an attribute value; of nothing when nothing is.</summary>
    public PopulationCount Of(string attribute, string value) =>
        Counts.FirstOrDefault(count => count.Attribute == attribute && count.Value == value) ?? new PopulationCount { Attribute = attribute, Value = value };

    /// <summary>The population as scoring takes it: an attribute is a margin when people are known for some of its values; null when nothing is known.</summary>
    public Population? ToPopulation()
    {
        var margins = Counts.Where(count => count.Attribute.Length > 0 && count.People is not null).GroupBy(count => count.Attribute, StringComparer.Ordinal)
            .Where(margin => margin.Sum(count => count.People) > 0).OrderBy(margin => margin.Key, StringComparer.Ordinal)
            .Select(margin => new PopulationMargin(margin.Key, [.. margin.OrderBy(count => count.Value, StringComparer.Ordinal).Select(count => new PopulationValue(count.Value, count.People!.Value))]))
            .ToImmutableArray();
        // Without the people in all, the first attribute's counts are all people; scoring cannot tell a sum of 100 people from percentages.
        var total = Whole.People ?? (margins.Length > 0 ? (long)margins[0].Sum : null);
        return total is null && margins.Length == 0 ? null : new Population(margins, total);
    }
}

/// <summary>People with an attribute value, or in all.</summary>
internal sealed record PopulationCount
{
    public required string Attribute { get; init; }

    public required string Value { get; init; }

    public long? People { get; init; }

    public long? Invited { get; init; }
}
