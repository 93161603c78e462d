using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Designer;

/// <summary>The designer's fields in words, for the page on which two people's changes are merged.</summary>
public sealed class FieldNames
{
    private readonly Questionnaire mine, theirs;
    private readonly Texts<DesignerText> texts;

    internal FieldNames(Questionnaire mine, Questionnaire theirs, Texts<DesignerText> texts) => (this.mine, this.theirs, this.texts) = (mine, theirs, texts);

    public string Of(string field)
    {
        var language = Language.All.FirstOrDefault(language => field.EndsWith("." + language.Tag, StringComparison.Ordinal));
        var name = language is null ? field : field[..^(language.Tag.Length + 1)];
        var words = Subject(name);
        return language is null ? words : $"{words} ({texts["In." + language.Tag]})";
    }

    private string Subject(string name)
    {
        if (name == "order") return texts["Field.Order"];
        foreach (var questionnaire in new[] { theirs, mine })
        {
            var number = 0;
            foreach (var dimension in questionnaire.Dimensions)
            {
                if (Belongs(DesignField.Dimension(dimension.Id))) return texts["Field.Dimension", dimension.Title.In(texts.Language.Tag)];
                foreach (var item in dimension.Items)
                {
                    number++;
                    if (name.StartsWith($"item.{item.Id}.", StringComparison.Ordinal)) return texts["Field.Item", number, item.Text.In(texts.Language.Tag)];
                }
            }
            foreach (var outcome in questionnaire.Outcomes)
                if (Belongs(DesignField.Outcome(outcome.Id))) return texts["Field.Question", outcome.Text.In(texts.Language.Tag)];
            foreach (var question in questionnaire.Questions)
                if (Belongs(QuestionFields.Of(question.Id))) return texts["Field.Question", question.Text.In(texts.Language.Tag)];
            foreach (var battery in questionnaire.Batteries)
                if (Belongs(DesignField.Battery(battery.Id))) return texts["Field.Battery", battery.Title.In(texts.Language.Tag)];
        }
        return name.Split('.')[0] switch
        {
            "scale" => texts["Field.Scale"],
            "model" => texts["Field.Model"],
            "na" => texts["Field.NotApplicable"],
            "importance" => texts["Field.Importance"],
            "comment" => texts["Field.Comment"],
            _ => name,
        };

        bool Belongs(string subject) => name == subject || name.StartsWith(subject + ".", StringComparison.Ordinal);
    }
}
