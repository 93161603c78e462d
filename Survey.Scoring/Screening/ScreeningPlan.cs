using Survey.Scoring.Instrument;

namespace Survey.Scoring.Screening;

/// <summary>Where in a response the indices look, and from where on they are conspicuous.</summary>
internal sealed class ScreeningPlan
{
    public ScreeningPlan(Questionnaire questionnaire, ScreeningOptions options)
    {
        Options = options;
        Batteries = questionnaire.Batteries.Length;
        Items = questionnaire.Items.Count();
        Points = questionnaire.Scale.Points;
        IsReversed = [.. questionnaire.Items.Select(item => item.IsReversed)];
        var start = 0;
        Scales = [.. questionnaire.Dimensions.Select(dimension => (start += dimension.Items.Length, dimension.Items.Length)).Select(scale => (scale.Item1 - scale.Length, scale.Length))];
        DrawnDimensions = [.. questionnaire.Dimensions.Select((dimension, place) => (dimension, place)).Where(one => one.dimension.HasRandomOrder).Select(one => one.place)];
        string[] batteries = [.. questionnaire.Batteries.Select(battery => battery.Id)];
        (Minimum, Desired) = (Array.IndexOf(batteries, "minimum"), Array.IndexOf(batteries, "desired"));
        Rated = Math.Max(0, Array.IndexOf(batteries, "perception"));
        var half = (int)Math.Ceiling(Items * options.LongstringShare - 1e-9);
        LongRun = Items < options.FewestItems ? null : Math.Max(half, options.FewestItems);
        MostInversions = (int)Math.Floor(Items * options.AcceptedInversions + 1e-9);
        FewestJoint = Math.Max(options.FewestItems, (Items + 1) / 2);
        MostNotApplicable = (int)Math.Floor(Items * options.AcceptedNotApplicable + 1e-9);
    }

    public ScreeningOptions Options { get; }

    public int Batteries { get; }

    /// <summary>The number of items.</summary>
    public int Items { get; }

    public int Points { get; }

    /// <summary>Per item.</summary>
    public bool[] IsReversed { get; }

    /// <summary>Where each dimension's items stand.</summary>
    public (int Start, int Length)[] Scales { get; }

    /// <summary>The dimensions whose items stand in an order drawn for each respondent.</summary>
    public int[] DrawnDimensions { get; }

    /// <summary>The place of the battery; −1 when it is not asked.</summary>
    public int Minimum { get; }

    /// <inheritdoc cref="Minimum"/>
    public int Desired { get; }

    /// <summary>The battery of the perceptions, otherwise the first.</summary>
    public int Rated { get; }

    /// <summary>The run that is long; null when the batteries have too few items for any.</summary>
    public int? LongRun { get; }

    /// <summary>The most inversions that are accepted.</summary>
    public int MostInversions { get; }

    /// <summary>The most "not applicable" items that are accepted.</summary>
    public int MostNotApplicable { get; }

    /// <summary>The fewest items with answers in all batteries on which these are compared.</summary>
    public int FewestJoint { get; }

    public bool HasInversions => Minimum >= 0 && Desired >= 0;

    public bool ComparesBatteries => Batteries > 1 && Items >= Options.FewestItems;
}
