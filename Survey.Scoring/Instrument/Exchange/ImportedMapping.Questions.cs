using System.Collections.Immutable;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>The further questions of a survey of another program.</summary>
internal sealed partial class ImportedMapping
{
    /// <summary>What is neither rated nor describes the person, where it stood among the dimensions.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="tables">Where the table of each stands.</param>
    private ImmutableArray<Question> Questions(ImmutableArray<Dimension> dimensions, List<string> tables)
    {
        var questions = ImmutableArray.CreateBuilder<Question>();
        var comment = Questions<ImportedComment>().FirstOrDefault();
        var (place, isAfterAll) = (Question.Start, tables.Count == 0);
        foreach (var imported in _survey.Groups.SelectMany(group => group.Questions))
        {
            if (tables.IndexOf(imported.Place) is >= 0 and var table)
            {
                isAfterAll = table == tables.Count - 1;
                place = dimensions[table].Id;
            }
            var further = imported switch
            {
                ImportedFurther own => own,
                ImportedComment own when own != comment => new ImportedFurther(own.Place, own.Name, own.Text, QuestionKind.LongText, []),
                _ => null,
            };
            if (further is null) continue;
            if (IsBeyond(further, questions.Count, QuestionnaireLimits.Questions)) break;
            _places[$"$.questions[{questions.Count}]"] = further.Place;
            questions.Add(new Question(_columns.New(further.Name, "question"), further.Kind, Named(further.Text, further.Name))
            {
                Options = Options(further),
                Least = further.Least,
                Most = further.Most,
                Place = isAfterAll ? Question.End : place,
            });
        }
        return questions.ToImmutable();
    }

    // Answers are written as ids side by side: a value that is none gets one.
    private ImmutableArray<AttributeOption> Options(ImportedFurther further)
    {
        var names = new ImportedNames();
        return [.. further.Options.Take(QuestionnaireLimits.Options).Select(option => new AttributeOption(names.New(option.Value, "option"), Named(option.Label, option.Value)))];
    }
}
