using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Respond;

/// <summary>The questions of one page as they came from the browser: the answers on the sheet, what was typed, and what is wrong with it.</summary>
internal sealed record PostedPage
{
    public const int LongestComment = 5000;
    public const int LongestAttribute = 200;
    public const string NotApplicable = "NA";

    /// <summary>The page that was posted.</summary>
    public required SurveyPage Page { get; init; }

    /// <summary>A sheet with this page's answers and no others; fields with a problem are empty.</summary>
    public required AnswerSheet Sheet { get; init; }

    /// <summary>The places in the answer vector that the page asks of this person.</summary>
    public required ImmutableArray<int> Places { get; init; }

    /// <summary>The names of the questions' fields.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Texts as typed, by field name, for showing the page again.</summary>
    public required ImmutableDictionary<string, string> Typed { get; init; }

    /// <summary>What the questions' fields hold, as it came; fields that hold nothing are left out.</summary>
    public required SortedDictionary<string, string> Fields { get; init; }

    /// <summary>Of the fields, those that cannot be saved; null when there are none.</summary>
    public SortedDictionary<string, string>? Unfit
    {
        get
        {
            var unfit = new SortedDictionary<string, string>(Fields.Where(one => Problems.Contains(one.Key)).ToDictionary(), StringComparer.Ordinal);
            return unfit.Count == 0 ? null : unfit;
        }
    }

    /// <summary>The fields that cannot be saved: <c>a3</c>, <c>o0</c>, <c>w1</c>, <c>t0</c>, <c>q2</c>, <c>comment</c>.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>The fields without which the page does not go on, and which are empty.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>
    /// Reads the fields of a page. A question that was shown and left empty is "skipped"; fields of other pages, and those of what this person is not
    /// shown, are not looked at.
    /// </summary>
    public static PostedPage Read(SurveyPage page, Questionnaire questionnaire, DrawnItems drawn, IFormCollection form)
    {
        var before = AnswerSheet.Empty(questionnaire);
        var problems = ImmutableArray.CreateBuilder<string>();
        var typed = ImmutableDictionary.CreateBuilder<string, string>();
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var places = page.Kind == PageKind.Dimension ? AnswersOf(questionnaire, page.Dimension).Where(drawn.Answer).ToImmutableArray() : [];
        var names = PageFields.Names(page, questionnaire, drawn).ToImmutableArray();
        foreach (var name in names)
            if (form[name].ToString() is { Length: > 0 } text) fields[name] = text;
        var sheet = page.Kind switch
        {
            PageKind.About => About(),
            PageKind.Dimension => Dimension(),
            PageKind.Importance => Points(),
            PageKind.Overall => Overall(),
            PageKind.Questions => Questions(),
            _ => before,
        };
        return new PostedPage
        {
            Page = page,
            Places = places,
            Sheet = sheet,
            Fields = fields,
            Names = names,
            Typed = typed.ToImmutable(),
            Problems = problems.ToImmutable(),
        };

        AnswerSheet About()
        {
            var values = before.Attributes.ToBuilder();
            for (var k = 0; k < values.Count; k++)
            {
                var name = FieldNames.Attribute(k);
                var value = form[name].ToString().Trim();
                typed[name] = value;
                if (IsPossible(questionnaire.Attributes[k], value)) values[k] = value.Length == 0 ? null : value;
                else problems.Add(name);
            }
            return before with { Attributes = values.ToImmutable() };
        }

        AnswerSheet Dimension()
        {
            var answers = before.Answers.ToBuilder();
            foreach (var index in places)
                answers[index] = Code(FieldNames.Answer(index), questionnaire.Scale, questionnaire.AllowsNotApplicable);
            return before with { Answers = answers.ToImmutable() };
        }

        AnswerSheet Points()
        {
            var points = before.Importance.ToBuilder();
            for (var k = 0; k < points.Count; k++)
            {
                var name = FieldNames.Importance(k);
                var text = form[name].ToString().Trim();
                typed[name] = text;
                if (TryPoints(text, out var value)) points[k] = value;
                else problems.Add(name);
            }
            return before with { Importance = points.ToImmutable() };
        }

        AnswerSheet Overall()
        {
            var outcomes = before.Outcomes.ToBuilder();
            for (var k = 0; k < outcomes.Count; k++) outcomes[k] = Code(FieldNames.Outcome(k), questionnaire.Outcomes[k].Scale, allowsNotApplicable: false);
            if (questionnaire.Comment is null) return before with { Outcomes = outcomes.ToImmutable() };
            var comment = form[FieldNames.Comment].ToString().ReplaceLineEndings("\n").Trim();
            typed[FieldNames.Comment] = comment;
            if (comment.Length > LongestComment || comment.Contains('\0')) problems.Add(FieldNames.Comment);
            return before with
            {
                Outcomes = outcomes.ToImmutable(),
                Comment = problems.Contains(FieldNames.Comment) || comment.Length == 0 ? null : comment,
            };
        }

        AnswerSheet Questions()
        {
            var answers = before.Questions.ToBuilder();
            foreach (var k in page.QuestionsOf(questionnaire))
            {
                var name = FieldNames.Question(k);
                var posted = form[name].ToString();
                typed[name] = posted;
                if (QuestionField.TryRead(questionnaire.Questions[k], posted, out var answer)) answers[k] = answer;
                else problems.Add(name);
            }
            return before with { Questions = answers.ToImmutable() };
        }

        byte Code(string name, RatingScale scale, bool allowsNotApplicable)
        {
            var value = form[name];
            if (string.IsNullOrEmpty(value)) return AnswerCode.Skipped;
            if (TryCode(value.ToString(), scale, allowsNotApplicable, out var code)) return code;
            problems.Add(name);
            return AnswerCode.Skipped;
        }
    }

    /// <summary>The answers so far with this page's in their place.</summary>
    public AnswerSheet MergedInto(AnswerSheet before)
    {
        switch (Page.Kind)
        {
            case PageKind.About:
                return before with { Attributes = [.. Sheet.Attributes.Select((value, k) => before.SetByLink[k] ? before.Attributes[k] : value)] };
            case PageKind.Dimension:
                var answers = before.Answers.ToBuilder();
                foreach (var place in Places) answers[place] = Sheet.Answers[place];
                return before with { Answers = answers.MoveToImmutable() };
            case PageKind.Importance:
                return before with { Importance = Sheet.Importance };
            case PageKind.Overall:
                return before with { Outcomes = Sheet.Outcomes, Comment = Sheet.Comment };
            case PageKind.Questions:
                return before with { Questions = [.. before.Questions.Select((answer, k) => Names.Contains(FieldNames.Question(k)) ? Sheet.Questions[k] : answer)] };
            default:
                return before;
        }
    }

    /// <summary>
    /// The answers so far with what this page holds until now: a question that nobody has answered yet stays unseen, since the page was not sent, and a field
    /// that cannot be saved keeps the answer it had.
    /// </summary>
    public AnswerSheet KeptIn(AnswerSheet before)
    {
        var merged = MergedInto(before);
        return merged with
        {
            Answers = Kept(merged.Answers, before.Answers, FieldNames.Answer),
            Outcomes = Kept(merged.Outcomes, before.Outcomes, FieldNames.Outcome),
            Importance = [.. merged.Importance.Select((points, k) => Problems.Contains(FieldNames.Importance(k)) ? before.Importance[k] : points)],
            Attributes = [.. merged.Attributes.Select((value, k) => Problems.Contains(FieldNames.Attribute(k)) ? before.Attributes[k] : value)],
            Questions = [.. merged.Questions.Select((answer, k) => Problems.Contains(FieldNames.Question(k)) ? before.Questions[k] : answer)],
            Comment = Problems.Contains(FieldNames.Comment) ? before.Comment : merged.Comment,
        };

        ImmutableArray<byte> Kept(ImmutableArray<byte> now, ImmutableArray<byte> then, Func<int, string> nameOf) => now.AsSpan().SequenceEqual(then.AsSpan()) ? now
            : [.. now.Select((code, k) => code == AnswerCode.Skipped && (then[k] == AnswerCode.NotSeen || Problems.Contains(nameOf(k))) ? then[k] : code)];
    }

    /// <summary>The places in the answer vector that belong to a dimension: item by item, battery by battery.</summary>
    public static IEnumerable<int> AnswersOf(Questionnaire questionnaire, int dimension)
    {
        var first = questionnaire.Dimensions.Take(dimension).Sum(before => before.Items.Length);
        var items = questionnaire.Items.Count();
        for (var item = 0; item < questionnaire.Dimensions[dimension].Items.Length; item++)
            for (var battery = 0; battery < questionnaire.Batteries.Length; battery++)
                yield return battery * items + first + item;
    }

    /// <summary>Whether a value can stand for an attribute: one of its options, or any short text where there are none. Empty is not given.</summary>
    public static bool IsPossible(RespondentAttribute attribute, string value) => value.Length == 0 || (attribute.Options.Length > 0
        ? attribute.Options.Any(option => option.Id == value)
        : value.Length <= LongestAttribute && !value.Any(char.IsControl));

    private static bool TryCode(string value, RatingScale scale, bool allowsNotApplicable, out byte code)
    {
        code = AnswerCode.NotApplicable;
        if (value == NotApplicable) return allowsNotApplicable;
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var answer) || !scale.Contains(answer)) return false;
        code = (byte)(answer - scale.From + 1);
        return true;
    }

    /// <summary>Points as people type them: digits of any script, a decimal point or its Persian sign; empty is not given.</summary>
    public static bool TryPoints(string text, out double? points)
    {
        points = null;
        if (text.Length == 0) return true;
        var latin = PersianText.LatinDigits(text).Replace('٫', '.').Replace('/', '.');
        if (!double.TryParse(latin, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000 || !double.IsFinite(value)) return false;
        points = value;
        return true;
    }
}
