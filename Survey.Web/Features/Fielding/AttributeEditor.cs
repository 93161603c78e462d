using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Fielding;

/// <summary>Reads the attributes out of the form: renamed, added, removed and moved. Ids are made once and stay, because responses hold them.</summary>
internal sealed class AttributeEditor(DraftForm form, Questionnaire questionnaire, Texts<FieldingText> texts, FormErrors errors)
{
    /// <returns>The attributes, the ids of those that links set, and the field to go back to.</returns>
    public (ImmutableArray<RespondentAttribute> Attributes, ImmutableArray<string> ByLink, string? Anchor) Apply(DraftOperation operation)
    {
        var kept = new List<RespondentAttribute>();
        var byLink = ImmutableArray.CreateBuilder<string>();
        string? anchor = null;
        for (var a = 0; a < form.Attributes.Count; a++)
        {
            if (operation is { Verb: DraftVerb.RemoveAttribute } && operation.Attribute == a)
            {
                anchor = "attributes";
                continue;
            }
            var fields = form.Attributes[a];
            var isHere = operation.Attribute == a;
            var before = questionnaire.Attributes.FirstOrDefault(attribute => attribute.Id == fields.Id);
            var text = form.Localized($"{fields.Name}.text", before?.Text);
            if (!text.Languages.Any()) errors.Add($"{fields.Name}.text.{Language.Current.Tag}", texts["AttributeNameMissing"]);
            var options = Options(fields, before, isHere ? operation : default);
            if (isHere)
                anchor = operation.Verb == DraftVerb.AddOption
                    ? string.Create(CultureInfo.InvariantCulture, $"{fields.Name}.new.{Language.Current.Tag}")
                    : fields.Name;
            if (!QuestionnaireLimits.IsId(fields.Id)) continue;
            kept.Add(new RespondentAttribute(fields.Id, text, options));
            if (fields.IsByLink) byLink.Add(fields.Id);
        }
        var isAdding = operation.Verb == DraftVerb.AddAttribute;
        var added = form.Localized("attribute.new", null);
        if (added.Languages.Any())
        {
            var id = NewAttributeId(added, kept);
            kept.Add(new RespondentAttribute(id, added, []));
            anchor = string.Create(CultureInfo.InvariantCulture, $"attribute.{kept.Count - 1}.new.{Language.Current.Tag}");
        }
        else if (isAdding) errors.Add($"attribute.new.{Language.Current.Tag}", texts["AttributeNameMissing"]);
        if (operation.Verb == DraftVerb.RaiseAttribute && operation.Attribute > 0 && operation.Attribute < kept.Count)
        {
            (kept[operation.Attribute - 1], kept[operation.Attribute]) = (kept[operation.Attribute], kept[operation.Attribute - 1]);
            anchor = string.Create(CultureInfo.InvariantCulture, $"attribute.{operation.Attribute - 1}");
        }
        return ([.. kept], byLink.ToImmutable(), anchor);
    }

    private ImmutableArray<AttributeOption> Options(AttributeFields fields, RespondentAttribute? before, DraftOperation operation)
    {
        var options = new List<AttributeOption>();
        for (var k = 0; k < fields.Options; k++)
        {
            if (operation.Verb == DraftVerb.RemoveOption && operation.Option == k) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{fields.Name}.option.{k}");
            var id = form[$"{name}.id"];
            var text = form.Localized(name, before?.Options.FirstOrDefault(option => option.Id == id)?.Text);
            if (!text.Languages.Any()) errors.Add($"{name}.{Language.Current.Tag}", texts["OptionNameMissing"]);
            options.Add(new AttributeOption(id, text));
        }
        var added = form.Localized($"{fields.Name}.new", null);
        if (added.Languages.Any()) options.Add(new AttributeOption(NewOptionId(added, options), added));
        else if (operation.Verb == DraftVerb.AddOption) errors.Add($"{fields.Name}.new.{Language.Current.Tag}", texts["OptionNameMissing"]);

        var to = operation.Verb switch { DraftVerb.RaiseOption => operation.Option - 1, DraftVerb.LowerOption => operation.Option + 1, _ => -1 };
        if (to >= 0 && to < options.Count && operation.Option >= 0 && operation.Option < options.Count)
            (options[to], options[operation.Option]) = (options[operation.Option], options[to]);
        return [.. options];
    }

    /// <summary>A readable id that no column of the questionnaire has: it becomes a column of exports and stands in links.</summary>
    private string NewAttributeId(LocalizedText text, List<RespondentAttribute> others)
    {
        var taken = new HashSet<string>(ResponseColumns.Reserved, StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(new AnswerLayout(questionnaire).Columns.Select(column => column.Name));
        taken.UnionWith(questionnaire.Outcomes.Select(outcome => outcome.Id));
        taken.UnionWith(questionnaire.Attributes.Select(attribute => attribute.Id));
        taken.UnionWith(others.Select(attribute => attribute.Id));
        if (questionnaire.Importance is { } importance)
            taken.UnionWith(questionnaire.Dimensions.Select((_, k) => string.Create(CultureInfo.InvariantCulture, $"{importance.Prefix}{k + 1}")));
        var wish = Latin(text) ?? "attribute";
        return Numbered(wish, taken);
    }

    private static string NewOptionId(LocalizedText text, List<AttributeOption> others)
    {
        var wish = Latin(text) ?? string.Join(' ', text.In(Language.Persian.Tag).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Numbered(wish.Length > 60 ? wish[..60].Trim() : wish, others.Select(option => option.Id).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static string? Latin(LocalizedText text)
    {
        var english = text.Find(Language.English.Tag);
        if (english is null) return null;
        var slug = string.Join('-', english.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit))).Where(word => word.Length > 0));
        return slug.Length == 0 ? null : slug.Length > 40 ? slug[..40].Trim('-') : slug;
    }

    private static string Numbered(string wish, HashSet<string> taken)
    {
        if (!taken.Contains(wish)) return wish;
        for (var number = 2; ; number++)
            if (string.Create(CultureInfo.InvariantCulture, $"{wish}-{number}") is var candidate && !taken.Contains(candidate)) return candidate;
    }
}
