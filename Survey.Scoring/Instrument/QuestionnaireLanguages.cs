namespace Survey.Scoring.Instrument;

/// <summary>A questionnaire is asked in the languages of its title: whatever else lacks one of them is named.</summary>
internal static class QuestionnaireLanguages
{
    public static void Check(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var languages = questionnaire.Languages.ToList();
        if (languages.Count == 0) return;
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, text) in Texts(questionnaire))
        {
            if (!text.Languages.Any()) continue;
            foreach (var language in languages.Except(text.Languages)) problems.Warning(path, "language-missing", language);
            others.UnionWith(text.Languages);
        }
        foreach (var language in others.Except(languages)) problems.Warning("$.title", "title-language-missing", language);
    }

    /// <summary>The languages of all texts but the title, in the order of the file.</summary>
    public static IEnumerable<string> All(Questionnaire questionnaire) => Texts(questionnaire).SelectMany(text => text.Text.Languages).Distinct();

    /// <summary>Every text for people but the title, with its path.</summary>
    public static IEnumerable<(string Path, LocalizedText Text)> Texts(Questionnaire questionnaire)
    {
        if (questionnaire.Field is { } field) yield return ("$.field", field);
        for (var b = 0; b < questionnaire.Batteries.Length; b++)
        {
            yield return ($"$.batteries[{b}].title", questionnaire.Batteries[b].Title);
            if (questionnaire.Batteries[b].Instruction is { } instruction) yield return ($"$.batteries[{b}].instruction", instruction);
        }
        foreach (var text in Labels("$.scale", questionnaire.Scale)) yield return text;
        if (questionnaire.NotApplicableText is { } notApplicable) yield return ("$.notApplicable", notApplicable);
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            foreach (var text in Dimension($"$.dimensions[{d}]", questionnaire.Dimensions[d])) yield return text;
        if (questionnaire.Importance is { } importance) yield return ("$.importance.instruction", importance.Instruction);
        for (var i = 0; i < questionnaire.Outcomes.Length; i++)
        {
            yield return ($"$.outcomes[{i}].text", questionnaire.Outcomes[i].Text);
            foreach (var text in Labels($"$.outcomes[{i}].scale", questionnaire.Outcomes[i].Scale)) yield return text;
        }
        for (var a = 0; a < questionnaire.Attributes.Length; a++)
        {
            yield return ($"$.attributes[{a}].text", questionnaire.Attributes[a].Text);
            for (var i = 0; i < questionnaire.Attributes[a].Options.Length; i++)
                yield return ($"$.attributes[{a}].options[{i}].text", questionnaire.Attributes[a].Options[i].Text);
        }
        for (var q = 0; q < questionnaire.Questions.Length; q++)
        {
            yield return ($"$.questions[{q}].text", questionnaire.Questions[q].Text);
            if (questionnaire.Questions[q].Hint is { } hint) yield return ($"$.questions[{q}].hint", hint);
            for (var i = 0; i < questionnaire.Questions[q].Options.Length; i++)
                yield return ($"$.questions[{q}].options[{i}].text", questionnaire.Questions[q].Options[i].Text);
        }
        if (questionnaire.Comment is { } comment) yield return ("$.comment.text", comment);
    }

    private static IEnumerable<(string Path, LocalizedText Text)> Dimension(string path, Dimension dimension)
    {
        yield return (path + ".title", dimension.Title);
        if (dimension.Description is { } description) yield return (path + ".description", description);
        for (var i = 0; i < dimension.Subdimensions.Length; i++) yield return ($"{path}.subdimensions[{i}].title", dimension.Subdimensions[i].Title);
        for (var i = 0; i < dimension.Items.Length; i++)
            foreach (var (battery, text) in dimension.Items[i].Texts.OrderBy(own => own.Key, StringComparer.Ordinal))
                yield return (battery.Length == 0 ? $"{path}.items[{i}].text" : JsonPath.Property($"{path}.items[{i}].text", battery), text);
    }

    private static IEnumerable<(string Path, LocalizedText Text)> Labels(string path, RatingScale scale) =>
        scale.Labels.Select(label => (JsonPath.Property(path + ".labels", FileNode.Number(label.Key)), label.Value));
}
