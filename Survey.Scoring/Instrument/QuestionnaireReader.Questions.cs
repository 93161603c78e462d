using System.Collections.Immutable;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>The shape of the further questions and of the conditions.</summary>
internal static partial class QuestionnaireReader
{
    private static Question Question(FileObject node)
    {
        var (id, kind) = (Id(node), Code(node.Required("kind"), QuestionnaireWriter.QuestionKindCodes, "question-kind-unknown", QuestionKind.ShortText));
        var text = Text(node.Required("text"));
        return new(id, kind, text)
        {
            Hint = node.Optional("hint") is { } hint ? Text(hint) : null,
            Options = Entries(node.Optional("options"), 2, QuestionnaireLimits.Options, QuestionOption),
            Least = node.Optional("least")?.AsDecimal(),
            Most = node.Optional("most")?.AsDecimal(),
            Place = node.Optional("place")?.AsId(QuestionnaireLimits.IsId, "id-malformed") ?? Instrument.Question.End,
            Requirement = node.Optional("required") is { } required
                ? Code(required, QuestionnaireWriter.RequirementCodes, "requirement-unknown", Requirement.None) : Requirement.None,
            When = When(node.Optional("when")),
        };
    }

    /// <summary>Ids of options are written side by side where several are chosen: they hold no spaces.</summary>
    private static AttributeOption QuestionOption(FileObject node) => new(Id(node), Text(node.Required("text")));

    /// <summary>A condition that stands alone, as <see cref="QuestionnaireWriter.Json"/> writes it; null, with the problem, for anything else.</summary>
    public static Condition? Condition(string json, string place, QuestionnaireProblems problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return When(new FileNode(document.RootElement, place, problems));
        }
        catch (JsonException)
        {
            problems.Error(place, "object-expected", FileNode.Shorten(json));
            return null;
        }
    }

    private static Condition? When(FileNode? node)
    {
        if (node?.AsObject() is not { } when) return null;
        var (all, any) = (when.Optional("all"), when.Optional("any"));
        if (all is null == any is null) when.Problems.Error(when.Path, "condition-all-or-any");
        var terms = Entries(all ?? any, 1, QuestionnaireLimits.ConditionTerms, Term);
        when.RefuseUnknown();
        return terms.Length == 0 ? null : new(all is not null, terms);
    }

    private static ConditionTerm Term(FileObject node) => new(node.Required("column")?.AsText(QuestionnaireLimits.PrefixLength + QuestionnaireLimits.IdLength) ?? "")
    {
        Values = [.. node.Optional("is")?.AsArray(1, QuestionnaireLimits.ConditionTerms).Select(value => value.AsText(QuestionnaireLimits.OptionLength)) ?? []],
        From = node.Optional("from")?.AsDecimal(),
        To = node.Optional("to")?.AsDecimal(),
        IsDenied = node.Optional("not")?.AsBoolean() ?? false,
    };

    private static T Code<T>(FileNode? node, ImmutableSortedDictionary<T, string> codes, string unknown, T otherwise)
        where T : struct, Enum =>
        node?.AsId(codes.ContainsValue, unknown) is { Length: > 0 } code ? codes.First(own => own.Value == code).Key : otherwise;
}
