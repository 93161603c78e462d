using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>What the parts of a questionnaire and its models are called in a language.</summary>
internal sealed class QuestionnaireNames(Questionnaire questionnaire, Language language)
{
    private readonly Dictionary<string, Dimension> _dimensions = questionnaire.Dimensions.ToDictionary(dimension => dimension.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Item> _items = questionnaire.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
    private readonly Texts<ReportText> _texts = new(language);

    public string DimensionName(string id) => _dimensions.TryGetValue(id, out var dimension) ? dimension.Title.In(language.Tag) : id;

    public string SubdimensionName(string dimension, string id) =>
        _dimensions.GetValueOrDefault(dimension)?.Subdimensions.FirstOrDefault(subdimension => subdimension.Id == id)?.Title.In(language.Tag) ?? id;

    /// <summary>An item with its id, as it stands in tables and charts.</summary>
    public string ItemName(string id)
    {
        var text = _items.TryGetValue(id, out var item) ? Plain(item.Text) : "";
        return text.Length == 0 ? language.Digits(id) : id.All(char.IsAsciiDigit) ? $"{language.Digits(id)}. {text}" : $"{id}: {text}";
    }

    /// <summary>The name of a model's scores; a model without a name of its own shows its code.</summary>
    public string ModelName(string id) => Known("Model." + id, id);

    /// <summary>What a model's score is, in a sentence; empty for a model without one.</summary>
    public string ModelFormula(string id) => Known("Formula." + id, "");

    public string BatteryName(string id) =>
        Known("Battery." + id, questionnaire.Batteries.FirstOrDefault(battery => battery.Id == id)?.Title.In(language.Tag) ?? id);

    /// <summary>A short name where the outcome is one of the usual ones, otherwise its question in quotation marks.</summary>
    public string OutcomeName(string id)
    {
        var text = questionnaire.Outcomes.FirstOrDefault(outcome => outcome.Id == id) is { } asked ? Plain(asked.Text) : id;
        return Known("Outcome." + id, _texts["Quoted", text]);
    }

    /// <summary>The outcome's name at the beginning of a line.</summary>
    public string OutcomeHeading(string id)
    {
        var name = OutcomeName(id);
        return string.Concat(name[..1].ToUpper(language.Culture), name.AsSpan(1));
    }

    /// <summary>A further question.</summary>
    public string QuestionName(string id) => questionnaire.Questions.FirstOrDefault(question => question.Id == id) is { } asked ? Plain(asked.Text) : id;

    /// <summary>A text for those who look at results: with what stands there for everybody where respondents saw something of their own.</summary>
    public string Plain(LocalizedText text) => PipedText.Plain(text.In(language.Tag), questionnaire, language.Tag);

    public string AttributeName(string id) => questionnaire.Attributes.FirstOrDefault(attribute => attribute.Id == id)?.Text.In(language.Tag) ?? id;

    public string AttributeValue(string attribute, string value) =>
        questionnaire.Attributes.FirstOrDefault(candidate => candidate.Id == attribute)?.Options.FirstOrDefault(option => option.Id == value)?.Text.In(language.Tag) ?? value;

    private string Known(string key, string otherwise) => _texts.Find(key) is { Length: > 0 } text ? text : otherwise;
}
