using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Rating scales from the points that a file lists.</summary>
internal static partial class ImportedScales
{
    private static readonly LocalizedText NoText = new([]);

    /// <summary>
    /// The scale of these points: the numbers that are their values (5, 4, 3 …), or that their codes end in (A1, A2 …), otherwise their places
    /// in the list. Null where there are fewer than two or too many.
    /// </summary>
    public static ImportedScale? Of(IReadOnlyList<ImportedPoint> points, LocalizedText? title = null)
    {
        var notApplicable = points.Count > 2 ? points.FirstOrDefault(IsNotApplicable) : null;
        ImportedPoint[] rated = [.. points.Where(point => point != notApplicable)];
        if (rated.Length is < 2 or > QuestionnaireLimits.ScalePoints) return null;
        var numbers = Consecutive(rated, WholeValue()) ?? Consecutive(rated, EndOfCode());
        var numbered = numbers ?? Enumerable.Range(1, rated.Length).ToArray();
        var labels = ImmutableSortedDictionary.CreateBuilder<int, LocalizedText>();
        foreach (var (number, point) in numbered.Zip(rated))
            if (LabelOf(point, number) is { } label) labels[number] = label;
        return new(title ?? NoText, new RatingScale(numbered.Min(), numbered.Max(), labels.ToImmutable()), notApplicable?.Label, numbers is not null);
    }

    /// <summary>A scale of numbers whose ends may have labels.</summary>
    public static ImportedScale? Of(int from, int to, LocalizedText? low, LocalizedText? high, IReadOnlyList<ImportedPoint>? points = null)
    {
        if (to <= from || (long)to - from >= QuestionnaireLimits.ScalePoints || Math.Abs((long)from) > QuestionnaireLimits.ScaleEnd) return null;
        var labels = ImmutableSortedDictionary.CreateBuilder<int, LocalizedText>();
        foreach (var point in points ?? [])
            if (int.TryParse(point.Value, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to && LabelOf(point, number) is { } label) labels[number] = label;
        if (low is not null && low.Languages.Any()) labels[from] = low;
        if (high is not null && high.Languages.Any()) labels[to] = high;
        return new(NoText, new RatingScale(from, to, labels.ToImmutable()), null, IsNumbered: true);
    }

    /// <summary>The scale of a choice that several questions share and whose values are numbers in a row; null for any other choice.</summary>
    public static ImportedScale? OfChoice(ImportedChoice choice) =>
        Of(choice.Options) is { IsNumbered: true, Scale.Points: >= 3 } scale && choice.Options.Count(option => WholeValue().IsMatch(option.Value)) >= scale.Scale.Points ? scale : null;

    private static int[]? Consecutive(ImportedPoint[] points, Regex form)
    {
        var numbers = new int[points.Length];
        for (var i = 0; i < points.Length; i++)
            if (!form.Match(points[i].Value).Groups["number"].ValueSpan.TryParse(out numbers[i])) return null;
        var sorted = numbers.Order().ToArray();
        return sorted.Index().All(entry => entry.Item == sorted[0] + entry.Index) ? numbers : null;
    }

    private static bool TryParse(this ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && Math.Abs((long)number) <= QuestionnaireLimits.ScaleEnd;

    // A label that only repeats the number, "(3)" or "3", says nothing.
    private static LocalizedText? LabelOf(ImportedPoint point, int number)
    {
        var own = number.ToString(CultureInfo.InvariantCulture);
        var label = new LocalizedText(point.Label.Texts.Where(text => text.Value.Trim(' ', '(', ')') != own));
        return label.Languages.Any() ? label : null;
    }

    private static bool IsNotApplicable(ImportedPoint point) =>
        NotApplicableValue().IsMatch(point.Value) || point.Label.Texts.Any(text => NotApplicableLabel().IsMatch(text.Value));

    [GeneratedRegex(@"\A(?<number>-?\d{1,7})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex WholeValue();

    [GeneratedRegex(@"\A[^\d]{1,10}(?<number>\d{1,4})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex EndOfCode();

    [GeneratedRegex(@"\A(n/?a|not[ _-]?applicable|dont[ _-]?know|dk)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NotApplicableValue();

    [GeneratedRegex(@"\b(not applicable|does not apply|doesn.t apply|no opinion|don.t know|cannot say|can.t say|n/a)\b|مصداق|نمی‌?\s?دانم|بی‌?\s?نظر|کاربرد ندارد", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NotApplicableLabel();
}
