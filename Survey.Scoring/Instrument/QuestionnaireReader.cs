using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>The shape of the file: every property has its type and size. What spans properties is checked in <see cref="QuestionnaireChecks"/>.</summary>
internal static partial class QuestionnaireReader
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");
    private static readonly LocalizedText NoText = new([]);
    private static readonly RatingScale NoScale = new(0, 0, ImmutableSortedDictionary<int, LocalizedText>.Empty);

    public static Questionnaire Read(JsonElement root, QuestionnaireProblems problems)
    {
        if (new FileNode(root, "$", problems).AsObject() is not { } file)
            return new() { Id = "", Version = 0, Title = NoText, Batteries = [], Scale = NoScale, Dimensions = [], Models = [] };

        var (allowsNotApplicable, notApplicableText) = NotApplicable(file.Optional("notApplicable"));
        var questionnaire = new Questionnaire
        {
            Id = file.Required("id")?.AsId(QuestionnaireLimits.IsQuestionnaireId, "questionnaire-id-malformed") ?? "",
            Version = file.Required("version")?.AsInteger(1, int.MaxValue) ?? 0,
            Title = Text(file.Required("title")),
            Field = file.Optional("field") is { } field ? Text(field) : null,
            Source = file.Optional("source")?.AsText() ?? "",
            Batteries = Entries(file.Required("batteries"), 1, QuestionnaireLimits.Batteries, Battery),
            Scale = Scale(file.Required("scale")),
            AllowsNotApplicable = allowsNotApplicable,
            NotApplicableText = notApplicableText,
            Dimensions = Entries(file.Required("dimensions"), 1, QuestionnaireLimits.Dimensions, Dimension),
            Importance = Importance(file.Optional("importance")),
            Outcomes = Entries(file.Optional("outcomes"), 0, QuestionnaireLimits.Outcomes, Outcome),
            Attributes = Entries(file.Optional("attributes"), 0, QuestionnaireLimits.Attributes, Attribute),
            Questions = Entries(file.Optional("questions"), 0, QuestionnaireLimits.Questions, Question),
            Comment = Comment(file.Optional("comment")),
            Models = [.. file.Required("models")?.AsArray(1, QuestionnaireLimits.Models).Select(Model) ?? []],
        };
        file.RefuseUnknown();
        return questionnaire;
    }

    private static Battery Battery(FileObject node) => new(
        Id(node),
        Prefix(node),
        Text(node.Required("title")),
        node.Optional("instruction") is { } instruction ? Text(instruction) : null)
    {
        Share = node.Optional("share")?.AsInteger(1, 99),
    };

    private static Dimension Dimension(FileObject node)
    {
        var (id, title) = (Id(node), Text(node.Required("title")));
        var description = node.Optional("description") is { } text ? Text(text) : null;
        var subdimensions = Entries(node.Optional("subdimensions"), 1, QuestionnaireLimits.Dimensions, Subdimension);
        var (when, hasRandomOrder) = (When(node.Optional("when")), node.Optional("randomOrder")?.AsBoolean() ?? false);
        var draw = node.Optional("draw")?.AsInteger(1, QuestionnaireLimits.Items);
        return new(id, title, description, Entries(node.Required("items"), 1, QuestionnaireLimits.Items, Item))
        {
            Subdimensions = subdimensions,
            When = when,
            HasRandomOrder = hasRandomOrder,
            Draw = draw,
        };
    }

    private static Subdimension Subdimension(FileObject node) => new(Id(node), Text(node.Required("title")));

    private static Item Item(FileObject node) => new(
        Id(node),
        TextByBattery(node.Required("text")),
        node.Optional("reversed")?.AsBoolean() ?? false)
    {
        IsCommon = node.Optional("common")?.AsBoolean() ?? false,
        Meaning = node.Optional("meaning")?.AsInteger(1, QuestionnaireLimits.Meaning),
        Subdimension = node.Optional("subdimension")?.AsId(QuestionnaireLimits.IsId, "id-malformed"),
        Mirrors = Mirrors(node.Optional("mirrors")),
    };

    private static MirroredItem? Mirrors(FileNode? node)
    {
        if (node?.AsObject() is not { } mirrored) return null;
        var read = new MirroredItem(
            mirrored.Required("questionnaire")?.AsId(QuestionnaireLimits.IsQuestionnaireId, "questionnaire-id-malformed") ?? "",
            mirrored.Required("item")?.AsId(QuestionnaireLimits.IsId, "id-malformed") ?? "");
        mirrored.RefuseUnknown();
        return read;
    }

    private static Outcome Outcome(FileObject node)
    {
        var (id, kind) = (Id(node), Kind(node.Optional("kind")));
        return new(id, Text(node.Required("text")), Scale(node.Required("scale")), kind) { Meaning = node.Optional("meaning")?.AsInteger(1, QuestionnaireLimits.Meaning) };
    }

    private static OutcomeKind? Kind(FileNode? node)
    {
        if (node?.AsId(code => QuestionnaireWriter.KindCodes.ContainsValue(code), "outcome-kind-unknown") is not { Length: > 0 } code) return null;
        return QuestionnaireWriter.KindCodes.First(kind => kind.Value == code).Key;
    }

    private static RespondentAttribute Attribute(FileObject node) => new(
        Id(node),
        Text(node.Required("text")),
        Entries(node.Optional("options"), 1, QuestionnaireLimits.Options, Option));

    private static AttributeOption Option(FileObject node) => new(OptionId(node.Required("id")), Text(node.Required("text")));

    private static Importance? Importance(FileNode? node)
    {
        if (node?.AsObject() is not { } importance) return null;
        var read = new Importance(
            Prefix(importance),
            importance.Required("total")?.AsInteger(1, QuestionnaireLimits.ImportanceTotal) ?? 0,
            Text(importance.Required("instruction")));
        importance.RefuseUnknown();
        return read;
    }

    private static LocalizedText? Comment(FileNode? node)
    {
        if (node?.AsObject() is not { } comment) return null;
        var text = Text(comment.Required("text"));
        comment.RefuseUnknown();
        return text;
    }

    private static (bool Allows, LocalizedText? Text) NotApplicable(FileNode? node) => node switch
    {
        null => (false, null),
        { Element.ValueKind: JsonValueKind.Object } => (true, Text(node)),
        _ => (node.Value.AsBoolean(), null),
    };

    private static RatingScale Scale(FileNode? node)
    {
        if (node?.AsObject() is not { } scale) return NoScale;
        var from = scale.Required("from")?.AsInteger(-QuestionnaireLimits.ScaleEnd, QuestionnaireLimits.ScaleEnd);
        var to = scale.Required("to")?.AsInteger(-QuestionnaireLimits.ScaleEnd, QuestionnaireLimits.ScaleEnd);
        var isScale = from < to && to - from < QuestionnaireLimits.ScalePoints;
        if (from >= to)
            scale.Problems.Error(JsonPath.Property(scale.Path, "to"), "scale-ends", FileNode.Number(from.Value), FileNode.Number(to.Value));
        else if (from is { } low && to is { } high && !isScale)
            scale.Problems.Error(scale.Path, "scale-too-long", FileNode.Number(QuestionnaireLimits.ScalePoints), FileNode.Number(high - low + 1));
        var labels = Labels(scale.Optional("labels"), isScale ? from : null, isScale ? to : null);
        scale.RefuseUnknown();
        return isScale ? new(from!.Value, to!.Value, labels) : NoScale with { Labels = labels };
    }

    private static ImmutableSortedDictionary<int, LocalizedText> Labels(FileNode? node, int? from, int? to)
    {
        if (node?.AsObject() is not { } labels) return ImmutableSortedDictionary<int, LocalizedText>.Empty;
        var byPoint = ImmutableSortedDictionary.CreateBuilder<int, LocalizedText>();
        foreach (var (name, label) in labels.Properties)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal)) continue;
            var text = Text(label);
            if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var point) || FileNode.Number(point) != name)
                labels.Problems.Error(label.Path, "label-not-a-point", FileNode.Shorten(name));
            else if (point < from || point > to)
                labels.Problems.Error(label.Path, "label-off-scale", name, FileNode.Number(from!.Value), FileNode.Number(to!.Value));
            else
                byPoint[point] = text;
        }
        return byPoint.ToImmutable();
    }

    /// <summary>One wording for all batteries (language to string) or one per battery (battery to language to string).</summary>
    private static ImmutableDictionary<string, LocalizedText> TextByBattery(FileNode? node)
    {
        var empty = ImmutableDictionary<string, LocalizedText>.Empty;
        if (node is not { Element.ValueKind: JsonValueKind.Object } || !node.Value.Element.EnumerateObject().Any(own => own.Value.ValueKind == JsonValueKind.Object))
            return empty.Add("", Text(node));

        var batteries = node.Value.AsObject()!;
        return empty.AddRange(batteries.Properties
            .Where(property => !property.Key.StartsWith("x-", StringComparison.Ordinal))
            .Select(property => KeyValuePair.Create(property.Key, Text(property.Value))));
    }

    private static LocalizedText Text(FileNode? node)
    {
        if (node?.AsObject() is not { } text) return NoText;
        var languages = text.Properties.Where(property => !property.Key.StartsWith("x-", StringComparison.Ordinal)).ToList();
        if (languages.Count == 0) text.Problems.Error(text.Path, "text-missing");
        if (languages.Count > QuestionnaireLimits.Languages)
        {
            text.Problems.Error(text.Path, "too-many", FileNode.Number(QuestionnaireLimits.Languages), FileNode.Number(languages.Count));
            return NoText;
        }
        foreach (var (tag, value) in languages)
            if (!QuestionnaireLimits.IsLanguageTag(tag)) text.Problems.Error(value.Path, "language-malformed", FileNode.Shorten(tag));
        return new(languages.Select(language => KeyValuePair.Create(language.Key, language.Value.AsText())));
    }

    private static string Id(FileObject node) => node.Required("id")?.AsId(QuestionnaireLimits.IsId, "id-malformed") ?? "";

    private static string Prefix(FileObject node) => node.Required("prefix")?.AsId(QuestionnaireLimits.IsPrefix, "prefix-malformed") ?? "";

    private static string Model(FileNode node) => node.AsId(QuestionnaireLimits.IsId, "model-unknown");

    /// <summary>An option's id is the value in the data: any text on one line without spaces around it, which reading a CSV would remove.</summary>
    private static string OptionId(FileNode? node)
    {
        if (node is not { } value) return "";
        var id = value.AsText(QuestionnaireLimits.OptionLength);
        if (id.Length > 0 && (id.Trim().Length != id.Length || id.AsSpan().ContainsAny("\r\n\t"))) value.Problems.Error(value.Path, "option-malformed", FileNode.Shorten(id));
        return id;
    }

    private static ImmutableArray<T> Entries<T>(FileNode? node, int least, int most, Func<FileObject, T> read)
    {
        if (node is not { } array) return [];
        var entries = ImmutableArray.CreateBuilder<T>();
        foreach (var entry in array.AsArray(least, most))
        {
            // An entry that is no object is told once and read as an empty one, so that the paths of the entries after it stay right.
            var properties = entry.AsObject() ?? new FileObject(new FileNode(EmptyObject, entry.Path, new QuestionnaireProblems()));
            entries.Add(read(properties));
            properties.RefuseUnknown();
        }
        return entries.ToImmutable();
    }
}
