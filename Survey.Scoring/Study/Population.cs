using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>What is known of the people whom the respondents stand for: how many there are, and how they divide by attributes of the questionnaire.</summary>
/// <param name="Margins">Per attribute its values with their people or shares; an attribute stands once.</param>
/// <param name="Total">How many people there are; null when not known.</param>
public sealed record Population(ImmutableArray<PopulationMargin> Margins, long? Total = null)
{
    /// <summary>The people in all: as stated, else the sum of the first margin that holds counts; null when only shares are known.</summary>
    public long? People => Total ?? Margins.Select(margin => margin.People).FirstOrDefault(people => people is not null);

    /// <summary>How many people have a value of an attribute; null when not known.</summary>
    public long? PeopleWith(string attribute, string value)
    {
        if (Margins.FirstOrDefault(margin => margin.Attribute == attribute) is not { } margin) return null;
        if (margin.Values.FirstOrDefault(candidate => candidate.Value == value) is not { } own) return null;
        if (margin.People is not null) return (long)Math.Round(own.Size);
        return Total is { } total && margin.Sum > 0 ? (long)Math.Round(own.Size / margin.Sum * total) : null;
    }

    /// <inheritdoc/>
    public bool Equals(Population? other) => other is not null && Total == other.Total && Margins.SequenceEqual(other.Margins);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Total, Margins.Length);
}

/// <summary>How a population divides by one attribute.</summary>
/// <param name="Attribute">The attribute's id.</param>
/// <param name="Values">Every value that people have, once.</param>
public sealed record PopulationMargin(string Attribute, ImmutableArray<PopulationValue> Values)
{
    // Shares sum to 1, written with a few digits; whole percentages sum to 100.
    private const double Rounding = 0.02;
    private const double Percentages = 100;

    /// <summary>The sum of the sizes.</summary>
    public double Sum => Values.Sum(value => value.Size);

    /// <summary>The people of the margin when its sizes are counts: whole numbers that sum to neither 1 nor 100; null when they are shares.</summary>
    public long? People => Sum > 1 + Rounding && Sum < long.MaxValue / 2.0 && Math.Abs(Sum - Percentages) > 1e-9
        && Values.All(value => Math.Abs(value.Size - Math.Round(value.Size)) < 1e-9) ? (long)Math.Round(Sum) : null;

    /// <inheritdoc/>
    public bool Equals(PopulationMargin? other) => other is not null && Attribute == other.Attribute && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Attribute, Values.Length);
}

/// <summary>The people with one value of an attribute.</summary>
/// <param name="Value">The value as it stands in the responses.</param>
/// <param name="Size">Their number, or their share; not negative.</param>
public sealed record PopulationValue(string Value, double Size);
