using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>A wording of the questionnaire that is not there in a language in which the survey is to be asked.</summary>
/// <param name="Path">Where it belongs in the whole questionnaire of the draft: a JSON path.</param>
/// <param name="Language">The language that lacks it.</param>
/// <param name="Known">The wording in another language, to translate from; null when there is none (the label of a point).</param>
/// <param name="Point">The point of the scale that lacks a label; null when it is another text.</param>
internal sealed partial record MissingText(string Path, string Language, string? Known, int? Point)
{
    /// <summary>All that is missing in what the draft asks; titles, attributes and the survey's own texts have fields of their own and are not among them.</summary>
    public static IReadOnlyList<MissingText> Of(SurveyDraft draft)
    {
        var languages = draft.Settings.Languages;
        // The checker asks for the languages of the title: so the title claims those that were chosen.
        var claimed = draft.Questionnaire with
        {
            Title = new LocalizedText(languages.Select(language => KeyValuePair.Create(language, draft.Questionnaire.Title.Find(language) ?? "-"))),
            Attributes = [],
        };
        var json = QuestionnaireFile.Write(claimed);
        var root = JsonNode.Parse(json)!;
        var missing = new List<MissingText>();
        foreach (var problem in QuestionnaireFile.Read(json).Problems.Where(problem => IsAsked(draft, problem.Path)))
        {
            if (problem.Code == "language-missing")
                missing.Add(new(problem.Path, problem.Arguments[0], KnownAt(root, problem.Path), PointOf(problem.Path)));
            else if (problem.Code == "labels-missing")
                missing.AddRange(
                    from point in problem.Arguments[0].Split(", ")
                    from language in languages
                    select new MissingText($"{problem.Path}['{point}']", language, null, int.Parse(point, CultureInfo.InvariantCulture)));
        }
        return missing;
    }

    /// <summary>What is missing, in words: the text in another language, or the point of the scale.</summary>
    public string Described(Texts<FieldingText> texts) => Point is { } point ? texts["LabelOfPoint", point] : Known ?? Path;

    private static string? KnownAt(JsonNode root, string path)
    {
        JsonNode? node = root;
        foreach (var step in Steps(path)) node = step.Index is { } index ? node?[index] : node?[step.Name!];
        return node is JsonObject texts ? texts.Select(text => text.Value?.GetValue<string>()).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) : null;
    }

    private static int? PointOf(string path) =>
        LabelPath().Match(path) is { Success: true } match ? int.Parse(match.Groups["point"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static bool IsAsked(SurveyDraft draft, string path)
    {
        var questionnaire = draft.Questionnaire;
        if (IndexIn(path, "dimensions") is { } d) return !draft.DimensionsLeftOut.Contains(questionnaire.Dimensions[d].Id);
        if (IndexIn(path, "outcomes") is { } o) return !draft.OutcomesLeftOut.Contains(questionnaire.Outcomes[o].Id);
        // The field of service groups lists of instruments; respondents never see it.
        if (path.StartsWith("$.field", StringComparison.Ordinal)) return false;
        if (path.StartsWith("$.importance", StringComparison.Ordinal)) return draft.AsksImportance;
        return !path.StartsWith("$.comment", StringComparison.Ordinal) || !draft.LeavesOutComment;
    }

    private static int? IndexIn(string path, string list)
    {
        var start = $"$.{list}[";
        return path.StartsWith(start, StringComparison.Ordinal)
            ? int.Parse(path.AsSpan(start.Length, path.IndexOf(']', StringComparison.Ordinal) - start.Length), CultureInfo.InvariantCulture)
            : null;
    }

    private static IEnumerable<(string? Name, int? Index)> Steps(string path)
    {
        foreach (Match step in StepForm().Matches(path))
        {
            if (step.Groups["index"].Success) yield return (null, int.Parse(step.Groups["index"].ValueSpan, CultureInfo.InvariantCulture));
            else if (step.Groups["plain"].Success) yield return (step.Groups["plain"].Value, null);
            else yield return (step.Groups["quoted"].Value.Replace("\\'", "'", StringComparison.Ordinal), null);
        }
    }

    [GeneratedRegex(@"\[(?<index>\d+)\]|\.(?<plain>[A-Za-z_][A-Za-z0-9_-]*)|\['(?<quoted>(\\'|[^'])*)'\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StepForm();

    [GeneratedRegex(@"\.labels(\.|\[')(?<point>-?\d+)('\])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelPath();
}
