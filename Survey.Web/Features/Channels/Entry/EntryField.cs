using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Channels.Entry;

/// <summary>What a field of the entry form takes.</summary>
internal enum EntryKind
{
    /// <summary>A rating of an item.</summary>
    Rating,
    Outcome,
    Attribute,
    Points,
    Question,
    Comment,
}

/// <summary>One field of the entry form: a column of the survey's data.</summary>
/// <param name="Column">The CSV column.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Index">Its place: in the answer vector, or among the outcomes, attributes, dimensions or questions.</param>
/// <param name="Label">What it is called on the page and in messages.</param>
internal sealed record EntryField(string Column, EntryKind Kind, int Index, string Label)
{
    /// <summary>The name and id of the input; the prefix keeps columns apart from the form's own fields.</summary>
    public string Name => "c." + Column;

    /// <summary>The fields of a questionnaire in the order of the form.</summary>
    public static IReadOnlyList<EntryField> Of(Questionnaire questionnaire, Texts<ChannelsText> texts)
    {
        var language = texts.Language;
        var fields = new List<EntryField>();
        for (var k = 0; k < questionnaire.Attributes.Length; k++) fields.Add(new(questionnaire.Attributes[k].Id, EntryKind.Attribute, k, questionnaire.Attributes[k].Text.In(language.Tag)));
        var items = questionnaire.Items.ToList();
        for (var item = 0; item < items.Count; item++)
            for (var battery = 0; battery < questionnaire.Batteries.Length; battery++)
                fields.Add(new(questionnaire.Batteries[battery].Prefix + items[item].Id, EntryKind.Rating, battery * items.Count + item,
                    texts["EntryCell", item + 1, questionnaire.Batteries[battery].Title.In(language.Tag)]));
        if (questionnaire.Importance is { } importance)
            for (var k = 0; k < questionnaire.Dimensions.Length; k++)
                fields.Add(new(importance.Prefix + (k + 1).ToString(CultureInfo.InvariantCulture), EntryKind.Points, k, texts["EntryPoints", questionnaire.Dimensions[k].Title.In(language.Tag)]));
        for (var k = 0; k < questionnaire.Outcomes.Length; k++) fields.Add(new(questionnaire.Outcomes[k].Id, EntryKind.Outcome, k, Plain(questionnaire.Outcomes[k].Text)));
        for (var k = 0; k < questionnaire.Questions.Length; k++) fields.Add(new(questionnaire.Questions[k].Id, EntryKind.Question, k, Plain(questionnaire.Questions[k].Text)));
        if (questionnaire.Comment is { } comment) fields.Add(new(Survey.Scoring.Responses.ResponseColumns.Comment, EntryKind.Comment, 0, Plain(comment)));
        return fields;

        string Plain(LocalizedText text) => PipedText.Plain(text.In(language.Tag), questionnaire, language.Tag);
    }

    /// <summary>The scale of a rating or outcome; null for the others.</summary>
    public RatingScale? ScaleIn(Questionnaire questionnaire) => Kind switch
    {
        EntryKind.Rating => questionnaire.Scale,
        EntryKind.Outcome => questionnaire.Outcomes[Index].Scale,
        _ => null,
    };

    /// <summary>The options that the field chooses from; empty for the others.</summary>
    public IReadOnlyList<AttributeOption> OptionsIn(Questionnaire questionnaire) => Kind switch
    {
        EntryKind.Attribute => questionnaire.Attributes[Index].Options,
        EntryKind.Question => questionnaire.Questions[Index].Options,
        _ => [],
    };
}
