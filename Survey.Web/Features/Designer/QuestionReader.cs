using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Designer;

/// <summary>The fields of further questions, written and read.</summary>
internal sealed class QuestionReader(DesignForm form, Questionnaire questionnaire, Texts<DesignerText> texts, FormErrors errors)
{
    /// <summary>A field that holds a text in each language.</summary>
    public delegate void WriteText(string name, LocalizedText? text);

    public static void Write(Questionnaire questionnaire, Action<string, string> write, WriteText writeText)
    {
        foreach (var question in questionnaire.Questions)
        {
            writeText(QuestionFields.Text(question.Id), question.Text);
            writeText(QuestionFields.Hint(question.Id), question.Hint);
            write(QuestionFields.Kind(question.Id), question.Kind.ToString());
            write(QuestionFields.Place(question.Id), question.Place);
            write(QuestionFields.Required(question.Id), question.Requirement.ToString());
            write(QuestionFields.Least(question.Id), Shown(question.Least));
            write(QuestionFields.Most(question.Id), Shown(question.Most));
            foreach (var option in question.Options) writeText(QuestionFields.Option(question.Id, option.Id), option.Text);
            foreach (var (name, value) in ConditionField.Fields(QuestionFields.Of(question.Id), question.When)) write(name, value);
        }
        foreach (var dimension in questionnaire.Dimensions)
            foreach (var (name, value) in ConditionField.Fields(DesignField.Dimension(dimension.Id), dimension.When)) write(name, value);
    }

    public Question Read(Question before)
    {
        if (!form.Has(QuestionFields.Kind(before.Id))) return before;
        var kind = Enum.TryParse<QuestionKind>(form[QuestionFields.Kind(before.Id)], out var chosen) ? chosen : before.Kind;
        var isNumber = kind == QuestionKind.Number;
        var read = before with
        {
            Kind = kind,
            Text = Text(QuestionFields.Text(before.Id), before.Text),
            Hint = form.Localized(QuestionFields.Hint(before.Id), before.Hint) is var hint && hint.Languages.Any() ? hint : null,
            Place = form[QuestionFields.Place(before.Id)] is { Length: > 0 } place ? place : before.Place,
            Requirement = Enum.TryParse<Requirement>(form[QuestionFields.Required(before.Id)], out var requirement) ? requirement : before.Requirement,
            Least = isNumber ? Number(QuestionFields.Least(before.Id), before.Least) : null,
            Most = isNumber ? Number(QuestionFields.Most(before.Id), before.Most) : null,
            When = ConditionField.Read(QuestionFields.Of(before.Id), form, questionnaire, before.When, texts, errors),
        };
        return read with { Options = Options(read, before.Options) };
    }

    /// <summary>A question that chooses has two options from the start; one that does not (any more) has none.</summary>
    private ImmutableArray<AttributeOption> Options(Question question, ImmutableArray<AttributeOption> before)
    {
        if (!question.HasOptions) return [];
        if (before.Length == 0) return NewOptions();
        return [.. before.Select(option => option with { Text = Text(QuestionFields.Option(question.Id, option.Id), option.Text) })];
    }

    public static ImmutableArray<AttributeOption> NewOptions() => [new("1", DefaultText.Of("Option.First")), new("2", DefaultText.Of("Option.Second"))];

    private LocalizedText Text(string name, LocalizedText before)
    {
        var text = form.Localized(name, before);
        if (!text.Languages.Any()) errors.Add(DesignField.In(name, Language.Current), texts["OutcomeTextMissing"]);
        return text;
    }

    private decimal? Number(string name, decimal? before)
    {
        if (!form.Has(name)) return before;
        var typed = form[name].Trim();
        if (typed.Length == 0) return null;
        if (ConditionField.Number(typed) is { } number) return number;
        errors.Add(name, texts["ConditionNumber"]);
        return before;
    }

    private static string Shown(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
