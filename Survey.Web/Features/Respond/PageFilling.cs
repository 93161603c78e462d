using System.Globalization;
using Microsoft.Extensions.Primitives;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Respond;

/// <summary>What goes into the template of a page of questions for one person.</summary>
internal static class PageFilling
{
    /// <summary>The values of a page as the sheet has them, with what was typed there and could not be stored.</summary>
    public static PageValues Of(RespondView view, SurveyPage page, AnswerSheet sheet, string token)
    {
        var revision = sheet.Saved.GetValueOrDefault(page.Key).Revision + 1;
        if (sheet.Unsettled.GetValueOrDefault(page.Key)?.Typed is not { } typed) return Of(view, page, sheet, token, revision, PagePost.MintView());
        var entered = PageFields.Values(page, view.Questionnaire, sheet, view.Language);
        foreach (var (name, text) in typed) entered[name] = text;
        var posted = PostedPage.Read(page, view.Questionnaire, sheet.Drawn, new FormCollection(entered.ToDictionary(field => field.Key, field => new StringValues(field.Value))));
        return Typed(Of(view, page, posted.MergedInto(sheet), token, revision, PagePost.MintView()), posted);
    }

    private static PageValues Of(RespondView view, SurveyPage page, AnswerSheet sheet, string token, int revision, int showing)
    {
        var questionnaire = view.Questionnaire;
        var values = new PageValues
        {
            Answers = sheet.Answers,
            Outcomes = sheet.Outcomes,
            Options = page.Kind == PageKind.About ? [.. questionnaire.Attributes.Select((attribute, k) => PlaceOf(attribute, sheet.Attributes[k]))] : [],
        };
        values.Texts["token"] = token;
        values.Texts["revision"] = revision.ToString(CultureInfo.InvariantCulture);
        values.Texts["view"] = showing.ToString(CultureInfo.InvariantCulture);
        values.Texts["known"] = PageFields.Known(view, sheet);
        switch (page.Kind)
        {
            case PageKind.Dimension:
                Arrange(view, page, sheet.Drawn, token, values);
                break;
            case PageKind.About:
                for (var k = 0; k < questionnaire.Attributes.Length; k++)
                {
                    if (!sheet.SetByLink[k]) values.Parts.Add($"ask-{k}");
                    values.Texts[FieldNames.Attribute(k)] = sheet.Attributes[k] ?? "";
                }
                break;
            case PageKind.Importance:
                for (var k = 0; k < sheet.Importance.Length; k++) values.Texts[FieldNames.Importance(k)] = PageFields.Points(view.Language, sheet.Importance[k]);
                values.Texts["balance"] = Balance(view, sheet);
                break;
            case PageKind.Overall:
                values.Texts["comment"] = sheet.Comment ?? "";
                break;
            case PageKind.Questions:
                foreach (var k in page.QuestionsOf(questionnaire)) Fill(questionnaire.Questions[k], k);
                break;
            case PageKind.Review:
                Review(view, sheet, values);
                break;
        }
        Place(view, page, values);
        Pipe(view, sheet, values);
        return values;

        void Fill(Question question, int index)
        {
            var name = FieldNames.Question(index);
            if (view.Asked.Question(index)) values.Parts.Add($"ask-{name}");
            values.Texts[name] = QuestionField.Posted(question, sheet.Questions[index], view.Language);
            foreach (var code in QuestionField.Codes(question, sheet.Questions[index])) values.Choices.Add((index, code));
        }
    }

    /// <summary>The values of a page as it was just typed, so that no error wipes an answer.</summary>
    public static PageValues AsTyped(RespondView view, SurveyPage page, AnswerSheet sheet, PagePost post) =>
        Typed(Of(view, page, post.Posted.MergedInto(sheet), post.Token, post.Revision, post.View), post.Posted);

    private static PageValues Typed(PageValues values, PostedPage posted)
    {
        foreach (var (name, text) in posted.Typed) values.Texts[name] = text;
        foreach (var problem in posted.Problems) values.Parts.Add($"problem-{problem}");
        foreach (var missing in posted.Missing) values.Parts.Add($"missing-{missing}");
        return values;
    }

    /// <summary>The items that this person is shown, in the order of showing, numbered as they come; and the batteries.</summary>
    private static void Arrange(RespondView view, SurveyPage page, DrawnItems drawn, string token, PageValues values)
    {
        var dimension = view.Questionnaire.Dimensions[page.Dimension];
        var shown = drawn.ByDimension[page.Dimension];
        var first = drawn.ByDimension.Take(page.Dimension).Sum(before => before.Length) + 1;
        values.Positions = [.. Enumerable.Range(first, shown.Length).Select(number => view.Language.Integer(number))];
        values.Order = dimension.HasRandomOrder
            ? [.. PresentationOrder.Of(ResponseToken.ResponseIdOf(token), page.Dimension, dimension.Items.Length).Where(shown.Contains)]
            : shown;
        for (var battery = 0; battery < view.Questionnaire.Batteries.Length; battery++)
            if (drawn.Battery(battery)) values.Parts.Add($"battery-{battery}");
    }

    /// <summary>Where the page stands among those that this person sees.</summary>
    private static void Place(RespondView view, SurveyPage page, PageValues values)
    {
        var plan = view.Plan;
        if (view.IsCorrection)
        {
            values.Texts["step"] = view.Texts["Correcting"];
            return;
        }
        values.Texts["step"] = view.Texts["Step", Math.Max(1, plan.StepOf(page)), plan.Pages.Length];
        if (plan.Before(page) is not null) values.Parts.Add("back");
    }

    /// <summary>What is known of the person, for the texts into which it is put.</summary>
    private static void Pipe(RespondView view, AnswerSheet sheet, PageValues values)
    {
        var attributes = view.Questionnaire.Attributes;
        for (var k = 0; k < attributes.Length; k++)
        {
            values.Parts.Add(sheet.Attributes[k] is null ? $"unknown-{k}" : $"known-{k}");
            if (sheet.Attributes[k] is not { } value) continue;
            values.Texts[$"piped-{k}"] = PlaceOf(attributes[k], value) is >= 0 and var option ? view.In(attributes[k].Options[option].Text) : value;
        }
    }

    /// <summary>How many points are given and how many remain or are too many.</summary>
    public static string Balance(RespondView view, AnswerSheet sheet)
    {
        var total = view.Questionnaire.Importance!.Total;
        var left = total - sheet.Importance.Sum(points => points ?? 0);
        var shown = view.Language.Digits(Math.Abs(left).ToString("0.##", CultureInfo.InvariantCulture)).Replace('.', view.Language.IsRightToLeft ? '٫' : '.');
        return Math.Abs(left) < 1e-9 ? view.Texts["PointsExact", total] : left > 0 ? view.Texts["PointsLeft", shown] : view.Texts["PointsOver", shown];
    }

    private static void Review(RespondView view, AnswerSheet sheet, PageValues values)
    {
        var questionnaire = view.Questionnaire;
        var items = questionnaire.Items.Count();
        var (open, place) = (0, 0);
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
        {
            var isAsked = view.Asked.Dimension(d);
            foreach (var _ in questionnaire.Dimensions[d].Items)
            {
                var missing = false;
                for (var battery = 0; battery < questionnaire.Batteries.Length; battery++) missing |= sheet.Drawn.Answer(battery * items + place) && !AnswerSheet.IsGiven(sheet.Answers[battery * items + place]);
                place++;
                if (!missing || !isAsked) continue;
                open++;
                values.Parts.Add($"open-d{d + 1}");
                values.Parts.Add($"open-i{place}");
            }
        }
        if (questionnaire.Importance is { } importance && Math.Abs(sheet.Importance.Sum(points => points ?? 0) - importance.Total) > 1e-9)
        {
            open++;
            values.Parts.Add("open-importance");
        }
        for (var k = 0; k < sheet.Outcomes.Length; k++)
        {
            if (AnswerSheet.IsGiven(sheet.Outcomes[k])) continue;
            open++;
            values.Parts.Add($"open-o{k}");
        }
        for (var k = 0; k < questionnaire.Questions.Length; k++)
        {
            if (questionnaire.Questions[k].Requirement == Requirement.None || sheet.Questions[k] is not null || !view.Asked.Question(k)) continue;
            open++;
            values.Parts.Add($"open-{FieldNames.Question(k)}");
        }
        values.Parts.Add(open == 0 ? "all" : "open");
        values.Texts["open-count"] = (view.IsRequired, open) switch
        {
            (true, 1) => view.Texts["ReviewRequiredOne"],
            (true, _) => view.Texts["ReviewRequired", open],
            (false, 1) => view.Texts["ReviewOpenOne"],
            _ => view.Texts["ReviewOpen", open],
        };
    }

    private static int PlaceOf(RespondentAttribute attribute, string? value)
    {
        for (var k = 0; k < attribute.Options.Length; k++)
            if (attribute.Options[k].Id == value) return k;
        return -1;
    }
}
