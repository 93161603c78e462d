namespace Survey.Scoring.Instrument;

/// <summary>What spans several properties of further questions, conditions and piped texts.</summary>
internal static class QuestionChecks
{
    public static void Check(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var columns = new QuestionColumns(questionnaire);
        for (var q = 0; q < questionnaire.Questions.Length; q++)
        {
            var (question, path) = (questionnaire.Questions[q], $"$.questions[{q}]");
            if (question.Id.Length == 0) continue;
            Shape(question, path, problems);
            var page = QuestionColumns.OfQuestion(question, questionnaire);
            if (page < 0) problems.Error(path + ".place", "question-place-unknown", question.Place);
            else if (question.When is { } when) Check(when, page, path + ".when", columns, problems);
        }
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            if (questionnaire.Dimensions[d].When is { } when) Check(when, QuestionColumns.OfDimension(d), $"$.dimensions[{d}].when", columns, problems);
        Piping(questionnaire, problems);
    }

    private static void Shape(Question question, string path, QuestionnaireProblems problems)
    {
        if (question.HasOptions && question.Options.Length == 0) problems.Error(path + ".options", "question-options-missing");
        if (!question.HasOptions && question.Options.Length > 0) problems.Error(path + ".options", "question-options-without-choice");
        if (question.Kind != QuestionKind.Number && (question.Least ?? question.Most) is not null) problems.Error(path, "question-bounds-without-number");
        if (question.Least > question.Most) problems.Error(path + ".most", "question-bounds-reversed");
    }

    private static void Check(Condition condition, int page, string path, QuestionColumns columns, QuestionnaireProblems problems)
    {
        path += condition.NeedsAll ? ".all" : ".any";
        var isUnderstood = true;
        for (var i = 0; i < condition.Terms.Length; i++)
        {
            var term = condition.Terms[i];
            if (columns.Find(term.Column) is not { } column)
                Error($"{path}[{i}].column", "condition-column-unknown", FileNode.Shorten(term.Column));
            else if (column.Page >= page)
                Error($"{path}[{i}].column", "condition-column-later", term.Column);
            else if (column.Answers is { } answers && term.Values.FirstOrDefault(value => !answers.Contains(value)) is { } unknown)
                Error($"{path}[{i}].is", "condition-value-unknown", FileNode.Shorten(unknown), term.Column);
        }
        if (isUnderstood && !Reachability.IsPossible(condition, columns)) problems.Error(path, "condition-never");

        void Error(string place, string code, params ReadOnlySpan<string> arguments)
        {
            isUnderstood = false;
            problems.Error(place, code, arguments);
        }
    }

    /// <summary>A placeholder whose name is no attribute would be shown as it stands: it is probably a slip.</summary>
    private static void Piping(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var attributes = questionnaire.Attributes.Select(attribute => attribute.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, text) in QuestionnaireLanguages.Texts(questionnaire))
            foreach (var name in text.Texts.SelectMany(own => PipedText.Names(own.Value)).Distinct(StringComparer.Ordinal))
                if (!attributes.Contains(name)) problems.Warning(path, "piping-unknown", name);
    }
}
