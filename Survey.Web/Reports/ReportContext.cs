using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>What every part of a report needs: the figures, the names of things in the report's language, and how a number is written.</summary>
internal sealed class ReportContext
{
    private readonly QuestionnaireNames _names;

    public ReportContext(StudyResult result, Questionnaire questionnaire, Language language, ReportSubject subject)
    {
        (Result, Questionnaire, Language, Subject) = (result, questionnaire, language, subject);
        T = new Texts<ReportText>(language);
        _names = new QuestionnaireNames(questionnaire, language);
        Model = result.Models.FirstOrDefault(model => model.Id == subject.Model) ?? result.Models.FirstOrDefault();
        Factored = Model is { Structure: not null } ? Model
            : result.Models.FirstOrDefault(model => model.Id == result.GapModel && model.Structure is not null) ?? result.Models.FirstOrDefault(model => model.Structure is not null);
        Outcome = questionnaire.Outcomes.FirstOrDefault(outcome => outcome.Id == subject.Outcome)?.Id ?? questionnaire.Outcomes.FirstOrDefault()?.Id;
    }

    public StudyResult Result { get; }

    public Questionnaire Questionnaire { get; }

    public Language Language { get; }

    public ReportSubject Subject { get; }

    public Texts<ReportText> T { get; }

    /// <summary>The chosen model; null when the result has none.</summary>
    public ModelResult? Model { get; }

    /// <summary>The model that reliability and structure are shown of: the chosen one, or where it is weighted the gap model.</summary>
    public ModelResult? Factored { get; }

    /// <summary>The chosen outcome's id; null when the questionnaire asks none.</summary>
    public string? Outcome { get; }

    /// <summary>The battery that the gap model subtracts from the perceptions; null without a gap model.</summary>
    public string? NormBattery => Result.GapModel is { } model ? MeasurementModels.Get(model).Difference?.Subtrahend : null;

    /// <summary>The battery that the gap model subtracts from.</summary>
    public string PerceptionBattery => (Result.GapModel is { } model ? MeasurementModels.Get(model).Difference?.Minuend : null) ?? "perception";

    /// <summary>
    /// A text about the gaps of a model: its own, or for a model that has none of its own the text for any difference, which takes the names
    /// of both batteries as further arguments.
    /// </summary>
    public string OfGaps(string key, string model, params ReadOnlySpan<object?> arguments) => T.Find(key + model) is not null
        ? T[key + model, arguments.ToArray()]
        : T[key + "any", [.. arguments, BatteryName(PerceptionBattery), BatteryName(NormBattery!)]];

    public string SubdimensionName(string dimension, string id) => _names.SubdimensionName(dimension, id);

    public string DimensionName(string id) => _names.DimensionName(id);

    public string ItemName(string id) => _names.ItemName(id);

    /// <summary>The wording of an item without its id.</summary>
    public string ItemText(string id) => _names.Plain(Questionnaire.Items.First(item => item.Id == id).Text);

    public string ModelName(string id) => _names.ModelName(id);

    public string ModelFormula(string id) => _names.ModelFormula(id);

    public string BatteryName(string id) => _names.BatteryName(id);

    public string OutcomeName(string id) => _names.OutcomeName(id);

    public string OutcomeHeading(string id) => _names.OutcomeHeading(id);

    public string QuestionName(string id) => _names.QuestionName(id);

    public string OptionName(Question question, string id) => question.Options.First(option => option.Id == id).Text.In(Language.Tag);

    public string AttributeName(string id) => _names.AttributeName(id);

    public string AttributeValue(string attribute, string value) => _names.AttributeValue(attribute, value);

    /// <summary>A list in words: "A", "A and B", "A, B and C".</summary>
    public string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => T["ListEnd", string.Join(T["ListSeparator"], names.Take(names.Count - 1)), names[^1]],
    };

    public string Count(long value) => Language.Integer(value);

    public string Number(Estimate estimate, int places = 2) => estimate.IsDefined ? Language.Decimal(estimate.Value, places) : "—";

    public string Difference(Estimate estimate, int places = 2) => estimate.IsDefined ? Language.Difference(estimate.Value, places) : "—";

    public string Range(Estimate low, Estimate high, int places = 2) =>
        low.IsDefined && high.IsDefined ? Language.Range(low.Value, high.Value, places) : "—";

    public string Probability(Estimate p) => p.IsDefined ? Language.Probability(p.Value) : "—";

    /// <summary>"p &lt; 0.001" or "p = 0.012", as it stands in a sentence.</summary>
    public string ProbabilityClause(Estimate p) => p.IsDefined && p.Value < 0.001 ? T["ProbabilitySmall"] : T["ProbabilityIs", Probability(p)];

    /// <summary>"&lt; 0.001" or "= 0.012", after a p that the text holds.</summary>
    public string ProbabilityRelation(Estimate p) => !p.IsDefined ? "—" : p.Value < 0.001 ? T["RelationSmall"] : T["RelationIs", Probability(p)];

    /// <summary>Text of the other direction, such as a citation, kept together in right-to-left text.</summary>
    public string Isolated(string text) => Language.IsRightToLeft && text.Length > 0 ? $"\u202A{text}\u202C" : text;

    /// <summary>Whether a model's scores are differences around zero, and so always carry their sign.</summary>
    public bool IsSigned(string model) => MeasurementModels.Find(model) is { } known && known.ItemRange(Questionnaire.Scale).Lowest < 0;

    /// <summary>A score under a model: with its sign where zero is the reference.</summary>
    public string Score(string model, Estimate score) => IsSigned(model) ? Difference(score) : Number(score);

    /// <summary>The reason why a figure does not exist, in the report's language.</summary>
    public string Reason(UndefinedReason reason) => Reasons.TextOf(reason, Language.Tag);
}
