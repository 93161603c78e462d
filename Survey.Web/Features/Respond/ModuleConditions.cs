using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The conditions of a questionnaire for the module, which decides by itself while there is no connection: by page and question, over the fields.</summary>
internal static class ModuleConditions
{
    public static Dictionary<string, object> Of(Questionnaire questionnaire)
    {
        var conditions = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            if (questionnaire.Dimensions[d].When is { } when) conditions[PageOrder.Dimension(d)] = Shape(when, questionnaire);
        for (var k = 0; k < questionnaire.Questions.Length; k++)
            if (questionnaire.Questions[k].When is { } when) conditions[$":{FieldNames.Question(k)}"] = Shape(when, questionnaire);
        return conditions;
    }

    private static object Shape(Condition condition, Questionnaire questionnaire) => new
    {
        all = condition.NeedsAll,
        terms = condition.Terms.Select(term => new { fields = FieldsOf(term.Column, questionnaire), values = term.Values, from = term.From, to = term.To, not = term.IsDenied }),
    };

    /// <summary>The fields that may hold the answer of a column: that of an attribute may come from the link.</summary>
    private static IEnumerable<string> FieldsOf(string column, Questionnaire questionnaire)
    {
        for (var k = 0; k < questionnaire.Attributes.Length; k++)
            if (questionnaire.Attributes[k].Id == column) return [FieldNames.Attribute(k), FieldNames.LinkAttribute(k)];
        for (var k = 0; k < questionnaire.Questions.Length; k++)
            if (questionnaire.Questions[k].Id == column) return [FieldNames.Question(k)];
        for (var k = 0; k < questionnaire.Outcomes.Length; k++)
            if (questionnaire.Outcomes[k].Id == column) return [FieldNames.Outcome(k)];
        var columns = questionnaire.Batteries.SelectMany(battery => questionnaire.Items.Select(item => battery.Prefix + item.Id)).ToList();
        return columns.IndexOf(column) is >= 0 and var place ? [FieldNames.Answer(place)] : [];
    }
}
