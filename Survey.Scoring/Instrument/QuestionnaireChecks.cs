using Survey.Scoring.Responses;

namespace Survey.Scoring.Instrument;

/// <summary>What spans several properties: unique ids, distinct columns, models that have what they need, languages and labels.</summary>
internal static class QuestionnaireChecks
{
    public static void Check(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        Ids(questionnaire, problems);
        ItemTexts(questionnaire, problems);
        Subdimensions(questionnaire, problems);
        DrawingChecks.Check(questionnaire, problems);
        Columns(questionnaire, problems);
        Models(questionnaire, problems);
        QuestionnaireLanguages.Check(questionnaire, problems);
        Labels("$.scale", questionnaire.Scale, problems);
        Kinds(questionnaire, problems);
        QuestionChecks.Check(questionnaire, problems);
        for (var i = 0; i < questionnaire.Outcomes.Length; i++) Labels($"$.outcomes[{i}].scale", questionnaire.Outcomes[i].Scale, problems);
    }

    private static void Ids(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        Unique(questionnaire.Batteries.Select((battery, i) => (battery.Id, $"$.batteries[{i}].id")), "id-repeated", problems);
        Unique(questionnaire.Dimensions.Select((dimension, i) => (dimension.Id, $"$.dimensions[{i}].id")), "id-repeated", problems);
        var items = questionnaire.Dimensions.SelectMany((dimension, d) => dimension.Items.Select((item, i) => (item.Id, $"$.dimensions[{d}].items[{i}].id"))).ToList();
        Unique(items, "id-repeated", problems);
        if (items.Count > QuestionnaireLimits.Items)
            problems.Error("$.dimensions", "too-many", FileNode.Number(QuestionnaireLimits.Items), FileNode.Number(items.Count));
        for (var a = 0; a < questionnaire.Attributes.Length; a++)
            Unique(questionnaire.Attributes[a].Options.Select((option, i) => (option.Id, $"$.attributes[{a}].options[{i}].id")), "option-repeated", problems);
        for (var q = 0; q < questionnaire.Questions.Length; q++)
            Unique(questionnaire.Questions[q].Options.Select((option, i) => (option.Id, $"$.questions[{q}].options[{i}].id")), "option-repeated", problems);
        Unique(questionnaire.Models.Select((model, i) => (model, $"$.models[{i}]")), "model-repeated", problems);
    }

    private static void ItemTexts(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var batteries = questionnaire.Batteries.Select(battery => battery.Id).Where(id => id.Length > 0).ToList();
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            for (var i = 0; i < questionnaire.Dimensions[d].Items.Length; i++)
            {
                var texts = questionnaire.Dimensions[d].Items[i].Texts;
                if (texts.ContainsKey("")) continue;
                var path = $"$.dimensions[{d}].items[{i}].text";
                foreach (var battery in texts.Keys.Except(batteries).Order(StringComparer.Ordinal))
                    problems.Error(JsonPath.Property(path, battery), "battery-unknown", FileNode.Shorten(battery));
                foreach (var battery in batteries.Except(texts.Keys))
                    problems.Error(JsonPath.Property(path, battery), "battery-text-missing", battery);
            }
    }

    /// <summary>An item belongs to a sub-dimension of its own dimension, if to any.</summary>
    private static void Subdimensions(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
        {
            var dimension = questionnaire.Dimensions[d];
            Unique(dimension.Subdimensions.Select((subdimension, i) => (subdimension.Id, $"$.dimensions[{d}].subdimensions[{i}].id")), "id-repeated", problems);
            for (var i = 0; i < dimension.Items.Length; i++)
                if (dimension.Items[i].Subdimension is { Length: > 0 } own && dimension.Subdimensions.All(subdimension => subdimension.Id != own))
                    problems.Error($"$.dimensions[{d}].items[{i}].subdimension", "subdimension-unknown", own);
        }
    }

    /// <summary>Every CSV column has one meaning.</summary>
    private static void Columns(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var columns = ResponseColumns.Reserved.ToDictionary(name => name, _ => "", StringComparer.Ordinal);
        for (var b = 0; b < questionnaire.Batteries.Length; b++)
        {
            var battery = questionnaire.Batteries[b];
            if (battery.Prefix.Length == 0) continue;
            foreach (var item in questionnaire.Items.Select(item => item.Id).Where(id => id.Length > 0).Distinct())
                if (!Claim(battery.Prefix + item, $"$.batteries[{b}].prefix")) break;
        }
        if (questionnaire.Importance is { Prefix.Length: > 0 } importance)
            for (var k = 1; k <= questionnaire.Dimensions.Length; k++)
                if (!Claim(importance.Prefix + FileNode.Number(k), "$.importance.prefix")) break;
        for (var i = 0; i < questionnaire.Outcomes.Length; i++) Claim(questionnaire.Outcomes[i].Id, $"$.outcomes[{i}].id");
        for (var i = 0; i < questionnaire.Attributes.Length; i++) Claim(questionnaire.Attributes[i].Id, $"$.attributes[{i}].id");
        for (var i = 0; i < questionnaire.Questions.Length; i++) Claim(questionnaire.Questions[i].Id, $"$.questions[{i}].id");

        bool Claim(string column, string path)
        {
            if (column.Length == 0 || columns.TryAdd(column, path)) return true;
            if (columns[column].Length == 0) problems.Error(path, "column-reserved", column);
            else problems.Error(path, "column-repeated", column, columns[column]);
            return false;
        }
    }

    private static void Models(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        for (var i = 0; i < questionnaire.Models.Length; i++)
        {
            var code = questionnaire.Models[i];
            if (code.Length == 0) continue;
            if (MeasurementModels.Find(code) is not { } model)
            {
                problems.Error($"$.models[{i}]", "model-unknown", code);
                continue;
            }
            foreach (var battery in model.Batteries.Where(needed => questionnaire.Batteries.All(battery => battery.Id != needed)))
                problems.Error($"$.models[{i}]", "model-battery-missing", code, battery);
            if (model.IsWeighted && questionnaire.Importance is null) problems.Error($"$.models[{i}]", "model-importance-missing", code);
        }
    }

    /// <summary>An indicator is asked on the scale that its figure is defined on.</summary>
    private static void Kinds(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        for (var i = 0; i < questionnaire.Outcomes.Length; i++)
        {
            var (kind, scale) = (questionnaire.Outcomes[i].Kind, questionnaire.Outcomes[i].Scale);
            if (scale.Points < 2) continue;
            if (kind == OutcomeKind.Nps && (scale.From, scale.To) != (0, 10))
                problems.Error($"$.outcomes[{i}].kind", "nps-scale", FileNode.Number(scale.From), FileNode.Number(scale.To));
            if (kind == OutcomeKind.Csat && scale.Points < QuestionnaireLimits.SatisfactionPoints)
                problems.Error($"$.outcomes[{i}].kind", "csat-scale", FileNode.Number(QuestionnaireLimits.SatisfactionPoints), FileNode.Number(scale.Points));
        }
    }

    private static void Labels(string path, RatingScale scale, QuestionnaireProblems problems)
    {
        if (scale.Points < 2) return;
        IEnumerable<int> wanted = scale.Points <= QuestionnaireLimits.FullyLabelledPoints ? Enumerable.Range(scale.From, scale.Points) : [scale.From, scale.To];
        var missing = wanted.Where(point => !scale.Labels.ContainsKey(point)).Select(FileNode.Number).ToList();
        if (missing.Count > 0) problems.Warning(path + ".labels", "labels-missing", string.Join(", ", missing));
    }

    private static void Unique(IEnumerable<(string Id, string Path)> ids, string repeated, QuestionnaireProblems problems)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, path) in ids)
            if (id.Length > 0 && !first.TryAdd(id, path)) problems.Error(path, repeated, FileNode.Shorten(id), first[id]);
    }
}
