using System.Collections.Immutable;
using System.Globalization;
using static Survey.Scoring.Instrument.Exchange.XlsFormNames;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>A questionnaire as the sheets of an XLSForm: a group per dimension, a row per item and battery, a list per scale and attribute.</summary>
internal sealed partial class XlsFormWriter
{
    private readonly Questionnaire _questionnaire;
    private readonly ImmutableArray<string> _languages;
    private readonly ImmutableArray<string> _surveyColumns;
    private readonly ImmutableArray<string> _choiceColumns;
    private readonly List<ImmutableArray<string>> _survey = [];
    private readonly List<ImmutableArray<string>> _choices = [];

    private XlsFormWriter(Questionnaire questionnaire)
    {
        _questionnaire = questionnaire;
        _languages = [.. questionnaire.Languages.Concat(QuestionnaireLanguages.All(questionnaire)).Distinct()];
        _surveyColumns =
        [
            Columns.Type, Columns.Name, .. _languages.Select(language => In(Columns.Label, language)), .. _languages.Select(language => In(Columns.Hint, language)), Columns.Constraint, Columns.Appearance, Columns.Relevant, Columns.Required,
            Columns.Role, Columns.Id, Columns.Battery, Columns.Prefix, Columns.Subdimension, Columns.Wording, Columns.Reversed, Columns.Meaning, Columns.Mirrors, Columns.Kind, Columns.Total,
            Columns.Least, Columns.Most, Columns.Position, Columns.Requirement, Columns.When, Columns.RandomOrder, Columns.Draw, Columns.CommonItem, Columns.Share,
        ];
        _choiceColumns = [Columns.ListName, Columns.Name, .. _languages.Select(language => In(Columns.Label, language)), Columns.Unlabelled];
    }

    /// <summary>The sheets survey, choices and settings.</summary>
    public static ImmutableArray<Sheet> Write(Questionnaire questionnaire)
    {
        var writer = new XlsFormWriter(questionnaire);
        writer.Rows();
        return
        [
            new(SurveySheet, [writer._surveyColumns, .. writer._survey]),
            new(ChoicesSheet, [writer._choiceColumns, .. writer._choices]),
            new(SettingsSheet, writer.SettingRows()),
        ];
    }

    private void Rows()
    {
        foreach (var battery in _questionnaire.Batteries)
            Row("note", "battery_" + battery.Id, battery.Title, battery.Instruction, (Columns.Role, Roles.Battery), (Columns.Id, battery.Id), (Columns.Prefix, battery.Prefix),
                (Columns.Share, battery.Share is { } share ? FileNode.Number(share) : ""));
        Points(ScaleList, _questionnaire.Scale);
        if (_questionnaire.AllowsNotApplicable) Choice(ScaleList, NotApplicable, _questionnaire.NotApplicableText, NoLabel);
        Questions(Question.Start);
        foreach (var dimension in _questionnaire.Dimensions)
        {
            Dimension(dimension);
            Questions(dimension.Id);
        }
        if (_questionnaire.Importance is { } importance) Weights(importance);
        foreach (var outcome in _questionnaire.Outcomes)
        {
            var list = "outcome_" + outcome.Id;
            Row("select_one " + list, ElementName(outcome.Id), outcome.Text, null,
                (Columns.Role, Roles.Outcome), (Columns.Id, outcome.Id), (Columns.Kind, outcome.Kind is { } kind ? QuestionnaireWriter.KindCodes[kind] : ""));
            Points(list, outcome.Scale);
        }
        foreach (var attribute in _questionnaire.Attributes)
        {
            var list = "attribute_" + attribute.Id;
            Row(attribute.Options.Length > 0 ? "select_one " + list : "text", ElementName(attribute.Id), attribute.Text, null, (Columns.Role, Roles.Attribute), (Columns.Id, attribute.Id));
            foreach (var option in attribute.Options) Choice(list, option.Id, option.Text, "");
        }
        Questions(Question.End);
        if (_questionnaire.Comment is { } comment) Row("text", "comment", comment, null, (Columns.Role, Roles.Comment), (Columns.Appearance, "multiline"));
    }

    private void Dimension(Dimension dimension)
    {
        Row("begin_group", "dimension_" + dimension.Id, dimension.Title, dimension.Description, (Columns.Role, Roles.Dimension), (Columns.Id, dimension.Id),
            (Columns.When, WhenOf(dimension.When)), (Columns.Relevant, RelevantTo(dimension.When)), (Columns.RandomOrder, dimension.HasRandomOrder ? Yes : ""),
            (Columns.Draw, dimension.Draw is { } draw ? FileNode.Number(draw) : ""));
        foreach (var subdimension in dimension.Subdimensions)
            Row("note", "subdimension_" + subdimension.Id, subdimension.Title, null, (Columns.Role, Roles.Subdimension), (Columns.Id, subdimension.Id));
        foreach (var item in dimension.Items)
            foreach (var battery in _questionnaire.Batteries)
                Row("select_one " + ScaleList, ElementName(battery.Prefix + item.Id), item.TextIn(battery.Id), null,
                    (Columns.Role, Roles.Item), (Columns.Id, item.Id), (Columns.Battery, battery.Id), (Columns.Subdimension, item.Subdimension ?? ""), (Columns.Wording, item.Texts.ContainsKey("") ? Common : ""),
                    (Columns.Reversed, item.IsReversed ? Yes : ""), (Columns.Meaning, item.Meaning is { } meaning ? FileNode.Number(meaning) : ""),
                    (Columns.CommonItem, item.IsCommon ? Yes : ""), (Columns.Mirrors, item.Mirrors is { } mirrored ? $"{mirrored.Questionnaire}:{mirrored.Item}" : ""));
        Row("end_group", "", null, null);
    }

    private void Weights(Importance importance)
    {
        Row("begin_group", "importance", importance.Instruction, null, (Columns.Role, Roles.Importance), (Columns.Prefix, importance.Prefix), (Columns.Total, FileNode.Number(importance.Total)));
        var names = Enumerable.Range(1, _questionnaire.Dimensions.Length).Select(number => importance.Prefix + FileNode.Number(number)).ToArray();
        for (var d = 0; d < names.Length; d++)
        {
            // The program that collects the answers checks the sum where the last points are given.
            var sum = d < names.Length - 1 ? "" : string.Join(" + ", names.Select((name, place) => place == d ? "." : $"${{{name}}}")) + " = " + FileNode.Number(importance.Total);
            Row("integer", names[d], _questionnaire.Dimensions[d].Title, null, (Columns.Role, Roles.Weight), (Columns.Constraint, sum));
        }
        Row("end_group", "", null, null);
    }

    private void Points(string list, RatingScale scale)
    {
        for (var point = scale.From; point <= scale.To; point++)
            Choice(list, FileNode.Number(point), scale.Labels.GetValueOrDefault(point), FileNode.Number(point));
    }

    /// <summary>A choice; what has no label of its own shows something all the same, and is marked.</summary>
    private void Choice(string list, string name, LocalizedText? label, string otherwise) => _choices.Add(
    [
        list, name, .. _languages.Select(language => label is null ? otherwise : label.Find(language) ?? ""), label is null ? Yes : "",
    ]);

    private void Row(string type, string name, LocalizedText? label, LocalizedText? hint, params ReadOnlySpan<(string Column, string Value)> cells)
    {
        var row = new string[_surveyColumns.Length];
        Array.Fill(row, "");
        (row[0], row[1]) = (type, name);
        for (var i = 0; i < _languages.Length; i++)
        {
            row[2 + i] = label?.Find(_languages[i]) ?? "";
            row[2 + _languages.Length + i] = hint?.Find(_languages[i]) ?? "";
        }
        foreach (var (column, value) in cells) row[_surveyColumns.IndexOf(column)] = value;
        _survey.Add([.. row]);
    }

    private ImmutableArray<ImmutableArray<string>> SettingRows()
    {
        var first = _languages[0];
        return
        [
            [Columns.FormTitle, Columns.FormId, Columns.Version, Columns.DefaultLanguage, .. _languages.Select(language => In(Columns.FormTitle, language)), .. _languages.Select(language => In(Columns.Field, language)), Columns.Source, Columns.Models],
            [
                _questionnaire.Title.In(first), _questionnaire.Id, _questionnaire.Version.ToString(CultureInfo.InvariantCulture), LanguageName(first),
                .. _languages.Select(language => _questionnaire.Title.Find(language) ?? ""), .. _languages.Select(language => _questionnaire.Field?.Find(language) ?? ""),
                _questionnaire.Source, string.Join(' ', _questionnaire.Models),
            ],
        ];
    }
}
