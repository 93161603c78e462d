using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Designer;

/// <summary>Which field of the designer stands for a place in a questionnaire file.</summary>
internal static partial class DesignAddress
{
    /// <summary>The field of a JSON path, for texts in the given language; null where the designer has none for it.</summary>
    public static string? FieldOf(string path, Questionnaire questionnaire, Language language)
    {
        var match = PathForm().Match(path);
        if (!match.Success) return null;
        var place = match.Groups["place"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var rest = match.Groups["rest"].Value;
        return match.Groups["part"].Value switch
        {
            "batteries" when At(questionnaire.Batteries, place) is { } battery => rest == ".share" ? DesignField.BatteryShare(battery.Id) :
                DesignField.In(rest.StartsWith(".instruction", StringComparison.Ordinal) ? DesignField.BatteryInstruction(battery.Id) : DesignField.BatteryTitle(battery.Id), language),
            "scale" => ScaleField(DesignField.Scale, questionnaire.Scale, rest, language),
            "notApplicable" => DesignField.In("na.text", language),
            "dimensions" when At(questionnaire.Dimensions, place) is { } dimension => DimensionField(dimension, rest, language),
            "outcomes" when At(questionnaire.Outcomes, place) is { } outcome =>
                rest.StartsWith(".kind", StringComparison.Ordinal) ? DesignField.OutcomeKind(outcome.Id)
                : rest.StartsWith(".scale", StringComparison.Ordinal) ? ScaleField(DesignField.OutcomeScale(outcome.Id), outcome.Scale, rest[".scale".Length..], language)
                : DesignField.In(DesignField.OutcomeText(outcome.Id), language),
            "questions" when At(questionnaire.Questions, place) is { } question => QuestionField(question, rest, language),
            "importance" => rest.StartsWith(".instruction", StringComparison.Ordinal) ? DesignField.In("importance.instruction", language) : "importance.total",
            "comment" => DesignField.In("comment.text", language),
            _ => null,
        };
    }

    private static string DimensionField(Dimension dimension, string rest, Language language)
    {
        if (TermForm().Match(rest) is { Success: true } term)
            return ConditionField.Value(DesignField.Dimension(dimension.Id), int.Parse("0" + term.Groups["term"].Value, CultureInfo.InvariantCulture));
        if (rest == ".draw") return DesignField.DimensionDraw(dimension.Id);
        var match = ItemForm().Match(rest);
        if (!match.Success)
            return DesignField.In(rest.StartsWith(".description", StringComparison.Ordinal) ? DesignField.DimensionDescription(dimension.Id) : DesignField.DimensionTitle(dimension.Id), language);
        if (At(dimension.Items, int.Parse(match.Groups["item"].ValueSpan, CultureInfo.InvariantCulture)) is not { } item)
            return DesignField.In(DesignField.NewItem(dimension.Id), language);
        var battery = match.Groups["battery"].Value;
        return DesignField.In(DesignField.ItemText(item.Id, item.Texts.ContainsKey(battery) ? battery : item.Texts.Keys.Order(StringComparer.Ordinal).First()), language);
    }

    private static string QuestionField(Question question, string rest, Language language)
    {
        if (TermForm().Match(rest) is { Success: true } term)
            return ConditionField.Value(QuestionFields.Of(question.Id), int.Parse("0" + term.Groups["term"].Value, CultureInfo.InvariantCulture));
        var option = OptionForm().Match(rest) is { Success: true } match ? At(question.Options, int.Parse(match.Groups["option"].ValueSpan, CultureInfo.InvariantCulture)) : null;
        if (option is not null) return DesignField.In(QuestionFields.Option(question.Id, option.Id), language);
        return rest switch
        {
            ".hint" => DesignField.In(QuestionFields.Hint(question.Id), language),
            ".place" => QuestionFields.Place(question.Id),
            ".most" => QuestionFields.Most(question.Id),
            _ => DesignField.In(QuestionFields.Text(question.Id), language),
        };
    }

    private static string ScaleField(string name, RatingScale scale, string rest, Language language) =>
        LabelForm().Match(rest) is { Success: true } match
            ? DesignField.In(DesignField.Label(name, int.Parse(match.Groups["point"].ValueSpan, CultureInfo.InvariantCulture) - scale.From), language)
            : DesignField.Points(name);

    private static T? At<T>(System.Collections.Immutable.ImmutableArray<T> entries, int place) where T : class => place < entries.Length ? entries[place] : null;

    [GeneratedRegex(@"^\$\.(?<part>[A-Za-z]+)(\[(?<place>\d{1,6})\])?(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"^\.items\[(?<item>\d{1,6})\](\.text(\.(?<battery>[A-Za-z0-9_-]+))?)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ItemForm();

    [GeneratedRegex(@"^\.when(\.(all|any)(\[(?<term>\d{1,6})\])?)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TermForm();

    [GeneratedRegex(@"^\.options\[(?<option>\d{1,6})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionForm();

    [GeneratedRegex(@"^\.labels(\.|\[')(?<point>-?\d{1,7})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelForm();
}
