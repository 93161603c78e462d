using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Designer;

/// <summary>
/// The designer's form as plain fields by name: made from a stored draft, or read from a post. Whatever was typed stays in it, so that a refused
/// or conflicting save loses nothing. Fields are named by ids, never by places, so that two people's forms can be merged field by field.
/// </summary>
public sealed class DesignForm
{
    private readonly Dictionary<string, string> _values;

    private DesignForm(Dictionary<string, string> values) => _values = values;

    public const string On = "on";

    /// <summary>The beginning of the name of a choice between two people's versions of a field, and of the field that holds mine.</summary>
    public const string Keep = "keep.", Mine = "mine.";

    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Whether a box is ticked.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    public int Revision => int.TryParse(this["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>Every field that says something about the draft, with what stands in it.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The form of the same fields with some of them replaced; null takes a field out.</summary>
    public DesignForm With(IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var values = new Dictionary<string, string>(_values, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null) values.Remove(name);
            else values[name] = value;
        }
        return new(values);
    }

    /// <summary>The posted form. Where somebody decided between two versions of a field (<see cref="MergePanel"/>), it holds the one that was chosen.</summary>
    public static DesignForm Read(IFormCollection posted)
    {
        var values = posted.ToDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n"), StringComparer.Ordinal);
        var form = new DesignForm(values.Where(field => !field.Key.StartsWith(Keep, StringComparison.Ordinal) && !field.Key.StartsWith(Mine, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal));
        return form.With(values.Where(field => field.Key.StartsWith(Keep, StringComparison.Ordinal) && field.Value == "mine")
            .Select(field => KeyValuePair.Create(field.Key[Keep.Length..], values.GetValueOrDefault(Mine + field.Key[Keep.Length..]))));
    }

    internal static DesignForm Of(SurveyDraft draft, int revision)
    {
        var questionnaire = draft.Questionnaire;
        var form = new Writer();
        form["revision"] = Number(revision);
        form["order"] = Order.Of(questionnaire).ToString();
        foreach (var battery in questionnaire.Batteries)
        {
            form[DesignField.Battery(battery.Id)] = On;
            form.Text(DesignField.BatteryTitle(battery.Id), battery.Title);
            form.Text(DesignField.BatteryInstruction(battery.Id), battery.Instruction);
            form[DesignField.BatteryShare(battery.Id)] = battery.Share is { } share ? Number(share) : "";
        }
        form["model"] = questionnaire.Models.FirstOrDefault("");
        form.Scale(DesignField.Scale, questionnaire.Scale);
        if (questionnaire.AllowsNotApplicable) form["na"] = On;
        form.Text("na.text", questionnaire.NotApplicableText);
        foreach (var dimension in questionnaire.Dimensions)
        {
            if (!draft.DimensionsLeftOut.Contains(dimension.Id)) form[DesignField.Dimension(dimension.Id)] = On;
            form.Text(DesignField.DimensionTitle(dimension.Id), dimension.Title);
            form.Text(DesignField.DimensionDescription(dimension.Id), dimension.Description);
            if (dimension.HasRandomOrder) form[DesignField.DimensionRandom(dimension.Id)] = On;
            form[DesignField.DimensionDraw(dimension.Id)] = dimension.Draw is { } draw ? Number(draw) : "";
            foreach (var item in dimension.Items)
            {
                form[DesignField.ItemDimension(item.Id)] = dimension.Id;
                if (item.IsCommon) form[DesignField.ItemCommon(item.Id)] = On;
                if (item.IsReversed) form[DesignField.ItemReversed(item.Id)] = On;
                foreach (var (battery, text) in item.Texts) form.Text(DesignField.ItemText(item.Id, battery), text);
            }
        }
        foreach (var outcome in questionnaire.Outcomes)
        {
            if (!draft.OutcomesLeftOut.Contains(outcome.Id)) form[DesignField.Outcome(outcome.Id)] = On;
            form.Text(DesignField.OutcomeText(outcome.Id), outcome.Text);
            form[DesignField.OutcomeKind(outcome.Id)] = outcome.Kind?.ToString() ?? "";
            form.Scale(DesignField.OutcomeScale(outcome.Id), outcome.Scale);
        }
        QuestionReader.Write(questionnaire, (name, value) => form[name] = value, form.Text);
        if (questionnaire.Importance is { } importance)
        {
            if (!draft.LeavesOutImportance) form["importance"] = On;
            form["importance.total"] = Number(importance.Total);
            form.Text("importance.instruction", importance.Instruction);
        }
        if (questionnaire.Comment is { } comment)
        {
            if (!draft.LeavesOutComment) form["comment"] = On;
            form.Text("comment.text", comment);
        }
        return new(form.Values);
    }

    /// <summary>A text with the languages of the form written in; one that has not changed stays as it was, so that saving changes nothing by itself.</summary>
    public LocalizedText Localized(string name, LocalizedText? before)
    {
        var text = before ?? new LocalizedText([]);
        foreach (var language in Language.All)
        {
            var field = DesignField.In(name, language);
            if (!Has(field)) continue;
            var typed = this[field].Trim();
            if (typed != (text.Find(language.Tag) ?? "")) text = text.With(language.Tag, typed.Length == 0 ? null : typed);
        }
        return text;
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Writer
    {
        public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

        public string this[string name]
        {
            set => Values[name] = value;
        }

        public void Text(string name, LocalizedText? text)
        {
            foreach (var language in Language.All) Values[DesignField.In(name, language)] = text?.Find(language.Tag) ?? "";
        }

        public void Scale(string name, RatingScale scale)
        {
            this[DesignField.From(name)] = Number(scale.From);
            this[DesignField.Points(name)] = Number(scale.Points);
            for (var point = 0; point < scale.Points; point++) Text(DesignField.Label(name, point), scale.Labels.GetValueOrDefault(scale.From + point));
        }
    }
}
