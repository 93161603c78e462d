using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Designer;

/// <summary>A condition as rows of a form: a column, how it must stand, and a value. The last row is empty, for one more.</summary>
internal static class ConditionField
{
    public const string Answered = "answered", NotAnswered = "not-answered", Is = "is", IsNot = "is-not", AtLeast = "from", AtMost = "to", Between = "between", Outside = "outside";

    public static readonly ImmutableArray<string> Relations = [Answered, NotAnswered, Is, IsNot, AtLeast, AtMost, Between, Outside];

    private static readonly char[] Separators = [',', '،', ';', '؛'];

    public static string All(string name) => $"{name}.when";

    public static string Column(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}.when.{row}.column");

    public static string Relation(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}.when.{row}.relation");

    public static string Value(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}.when.{row}.value");

    /// <summary>The fields of a condition; those of none are an empty row.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(string name, Condition? condition)
    {
        yield return new(All(name), condition is { NeedsAll: false } ? "any" : "all");
        var terms = condition?.Terms ?? [];
        for (var row = 0; row <= terms.Length; row++)
        {
            var term = row < terms.Length ? terms[row] : null;
            yield return new(Column(name, row), term?.Column ?? "");
            yield return new(Relation(name, row), term is null ? Is : RelationOf(term));
            yield return new(Value(name, row), term is null ? "" : ValueOf(term));
        }
    }

    /// <summary>Reads the rows; those without a column are left out. Options may be given by their id or their text.</summary>
    public static Condition? Read(string name, DesignForm form, Questionnaire questionnaire, Condition? before, Texts<DesignerText> texts, FormErrors errors)
    {
        if (!form.Has(All(name))) return before;
        var terms = ImmutableArray.CreateBuilder<ConditionTerm>();
        for (var row = 0; form.Has(Column(name, row)); row++)
            if (form[Column(name, row)] is { Length: > 0 } column && Term(column, row) is { } term) terms.Add(term);
        return terms.Count == 0 ? null : new(form[All(name)] != "any", terms.ToImmutable());

        ConditionTerm? Term(string column, int row)
        {
            var relation = form[Relation(name, row)];
            var text = form[Value(name, row)].Trim();
            var term = new ConditionTerm(column) { IsDenied = relation is NotAnswered or IsNot or Outside };
            if (relation is Answered or NotAnswered) return term;
            if (relation is Is or IsNot)
            {
                var values = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(value => OptionId(column, value, questionnaire)).ToImmutableArray();
                return values.Length > 0 ? term with { Values = values } : Refused(row, "ConditionValueMissing");
            }
            var numbers = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Number).ToList();
            if (numbers.Count != (relation is Between or Outside ? 2 : 1) || numbers.Contains(null))
                return Refused(row, relation is Between or Outside ? "ConditionTwoNumbers" : "ConditionNumber");
            return relation switch
            {
                AtLeast => term with { From = numbers[0] },
                AtMost => term with { To = numbers[0] },
                _ => term with { From = numbers.Min(), To = numbers.Max() },
            };
        }

        ConditionTerm? Refused(int row, string reason)
        {
            errors.Add(Value(name, row), texts[reason]);
            return null;
        }
    }

    /// <summary>What a condition can look at, in the order of asking, with the text that people know it by.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Columns(Questionnaire questionnaire, Language language)
    {
        foreach (var attribute in questionnaire.Attributes) yield return new(attribute.Id, attribute.Text.In(language.Tag));
        foreach (var question in questionnaire.Questions) yield return new(question.Id, question.Text.In(language.Tag));
        foreach (var battery in questionnaire.Batteries)
            foreach (var item in questionnaire.Items)
                yield return new(battery.Prefix + item.Id, $"{battery.Title.In(language.Tag)} – {item.TextIn(battery.Id).In(language.Tag)}");
        foreach (var outcome in questionnaire.Outcomes) yield return new(outcome.Id, outcome.Text.In(language.Tag));
    }

    /// <summary>The options of a column with their texts; empty where they are not a list.</summary>
    public static IEnumerable<AttributeOption> OptionsOf(string column, Questionnaire questionnaire) =>
        questionnaire.Attributes.FirstOrDefault(attribute => attribute.Id == column)?.Options
        ?? questionnaire.Questions.FirstOrDefault(question => question.Id == column)?.Options ?? [];

    private static string OptionId(string column, string text, Questionnaire questionnaire)
    {
        var options = OptionsOf(column, questionnaire).ToList();
        if (options.Any(option => option.Id == text)) return text;
        var key = PersianText.SearchKey(text);
        return options.FirstOrDefault(option => option.Text.Texts.Any(own => PersianText.SearchKey(own.Value) == key))?.Id ?? PersianText.LatinDigits(text);
    }

    /// <summary>A number as people type it, in the digits of any language; null where it is none.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(PersianText.LatinDigits(text).Replace('٫', '.').Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static string RelationOf(ConditionTerm term) =>
        term.Values.Length > 0 ? term.IsDenied ? IsNot : Is
        : term is { From: not null, To: not null } ? term.IsDenied ? Outside : Between
        : term.From is not null ? AtLeast
        : term.To is not null ? AtMost
        : term.IsDenied ? NotAnswered : Answered;

    private static string ValueOf(ConditionTerm term) => term.Values.Length > 0
        ? string.Join(", ", term.Values)
        : string.Join(", ", new[] { term.From, term.To }.OfType<decimal>().Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
