using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Fielding;

/// <summary>Something that two states of a draft say differently, in words for the person who decides between them.</summary>
internal sealed record DraftDifference(string Label, string Mine, string Theirs)
{
    public static List<DraftDifference> Between(DraftChange mine, DraftChange theirs, FieldingCalendar calendar, Texts<FieldingText> texts)
    {
        var own = Lines(mine, calendar, texts);
        var stored = Lines(theirs, calendar, texts).ToDictionary(line => line.Label, line => line.Text);
        var labels = own.Select(line => line.Label).ToHashSet();
        return
        [
            .. own.Where(line => stored.GetValueOrDefault(line.Label, "") != line.Text)
                .Select(line => new DraftDifference(line.Label, line.Text, stored.GetValueOrDefault(line.Label, texts["None"]))),
            .. stored.Where(line => !labels.Contains(line.Key)).Select(line => new DraftDifference(line.Key, texts["None"], line.Value)),
        ];
    }

    private static List<(string Label, string Text)> Lines(DraftChange state, FieldingCalendar calendar, Texts<FieldingText> texts)
    {
        var draft = state.Draft;
        var asked = draft.Asked;
        var tag = texts.Language.Tag;
        var lines = new List<(string, string)>();
        InEach("Title", draft.Questionnaire.Title);
        lines.Add((texts["Address"], state.Slug));
        lines.Add((texts["Languages"], Joined(draft.Settings.Languages.Select(language => texts["In." + language]))));
        lines.Add((texts["Dimensions"], Joined(asked.Dimensions.Select(dimension => dimension.Title.In(tag)))));
        lines.Add((texts["FurtherQuestions"], Joined(
        [
            .. asked.Importance is { } importance ? [texts["Importance", importance.Total]] : Array.Empty<string>(),
            .. asked.Outcomes.Select(outcome => outcome.Text.In(tag)),
            .. asked.Comment is null ? Array.Empty<string>() : [texts["Comment"]],
        ])));
        foreach (var attribute in draft.Questionnaire.Attributes)
            foreach (var language in Language.All)
                lines.Add((texts["AttributeIn", attribute.Id, texts["In." + language.Tag]], Described(attribute, language.Tag)));
        lines.Add((texts["ByLink"], Joined(draft.Settings.LinkAttributes)));
        InEach("Welcome", draft.Settings.Welcome);
        InEach("Consent", draft.Settings.Consent);
        InEach("ThankYou", draft.Settings.ThankYou);
        lines.Add((texts["Duplicates"], texts["Duplicates." + draft.Settings.Duplicates]));
        lines.Add((texts["Accent"], draft.Settings.Accent ?? ""));
        lines.Add((texts["Anonymity"], texts["Anonymity." + (draft.Settings.IsAnonymous ? "Yes" : "No")]));
        lines.Add((texts["Unanswered"], texts["Unanswered." + draft.Settings.Unanswered]));
        lines.Add((texts["Corrections"], texts.Language.Integer(draft.Settings.CorrectionDays)));
        lines.Add((texts["Opens"], state.OpensAt is { } opens ? texts.Language.DateTime(opens, calendar.Time) : ""));
        lines.Add((texts["Closes"], state.ClosesAt is { } closes ? texts.Language.DateTime(closes, calendar.Time) : ""));
        return lines;

        void InEach(string key, LocalizedText? text) =>
            lines.AddRange(Language.All.Select(language => ($"{texts[key]} ({texts["In." + language.Tag]})", text?.Find(language.Tag) ?? "")));

        string Joined(IEnumerable<string> parts) => string.Join(texts["Comma"], parts);
        string Described(RespondentAttribute attribute, string language) =>
            $"{attribute.Text.Find(language)}: {Joined(attribute.Options.Select(option => option.Text.Find(language) ?? "–"))}";
    }
}
