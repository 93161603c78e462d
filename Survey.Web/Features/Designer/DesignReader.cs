using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Designer;

/// <summary>Reads what was typed into the designer's form over a draft. What the form does not hold (another language, a field of a newer draft) stays as it is.</summary>
internal sealed class DesignReader(DesignForm form, SurveyDraft draft, Texts<DesignerText> texts, FormErrors errors)
{
    /// <summary>Scales that the designer makes have this many points at most; longer ones come from files and stay as they are.</summary>
    public const int LargestScale = 11;

    /// <returns>The draft as the form describes it. Where <c>errors</c> has any, nothing of it may be stored.</returns>
    public SurveyDraft Read()
    {
        var before = draft.Questionnaire;
        var batteries = Batteries(before);
        var questionnaire = Order.Parse(form["order"]).Arrange(before with
        {
            Batteries = batteries,
            Scale = Scale(DesignField.Scale, before.Scale),
            AllowsNotApplicable = form.Has("na"),
            NotApplicableText = form.Has("na") ? OrNull(form.Localized("na.text", before.NotApplicableText)) : before.NotApplicableText,
            Dimensions = [.. before.Dimensions.Select(dimension => Dimension(dimension, batteries))],
            Outcomes = [.. before.Outcomes.Select(Outcome)],
            Questions = [.. before.Questions.Select(new QuestionReader(form, before, texts, errors).Read)],
            Importance = Importance(before.Importance),
            Comment = Comment(before.Comment),
        });
        questionnaire = Moved(questionnaire);
        questionnaire = questionnaire with { Models = PossibleModels.Of(questionnaire, before.Models, form["model"]) };
        if (questionnaire.Models.Length == 0) errors.Add(DesignField.Battery("perception"), texts["NoModel"]);
        foreach (var dimension in questionnaire.Dimensions.Where(dimension => dimension.Items.Length == 0))
            errors.Add(DesignField.In(DesignField.NewItem(dimension.Id), Language.Current), texts["DimensionEmpty", dimension.Title.In(texts.Language.Tag)]);
        var left = questionnaire.Dimensions.Where(dimension => !form.Has(DesignField.Dimension(dimension.Id))).Select(dimension => dimension.Id).ToImmutableArray();
        if (left.Length == questionnaire.Dimensions.Length) errors.Add(DesignField.Dimension(questionnaire.Dimensions[0].Id), texts["NothingAsked"]);
        return draft with
        {
            Questionnaire = questionnaire,
            DimensionsLeftOut = left,
            OutcomesLeftOut = [.. questionnaire.Outcomes.Where(outcome => !form.Has(DesignField.Outcome(outcome.Id))).Select(outcome => outcome.Id)],
            LeavesOutImportance = questionnaire.Importance is not null && !form.Has("importance"),
            LeavesOutComment = questionnaire.Comment is not null && !form.Has("comment"),
        };
    }

    /// <summary>The ticked batteries in the order in which the family asks them (expectation before perception); those of other instruments stand first.</summary>
    private ImmutableArray<Battery> Batteries(Questionnaire before)
    {
        var known = before.Batteries.ToDictionary(battery => battery.Id, StringComparer.Ordinal);
        var ids = before.Batteries.Select(battery => battery.Id).Where(id => !StandardBatteries.Order.Contains(id)).Concat(StandardBatteries.Order).Where(id => form.Has(DesignField.Battery(id)));
        return
        [
            .. ids.Select(id =>
            {
                var battery = known.GetValueOrDefault(id) ?? StandardBatteries.New(id, before);
                return battery with
                {
                    Title = Needed(DesignField.BatteryTitle(id), battery.Title, texts["BatteryTitleMissing"]),
                    Instruction = OrNull(form.Localized(DesignField.BatteryInstruction(id), battery.Instruction)),
                    Share = NumberOrNone(DesignField.BatteryShare(id), battery.Share, 1, 99),
                };
            }),
        ];
    }

    private Dimension Dimension(Dimension before, ImmutableArray<Battery> batteries) => before with
    {
        Title = Needed(DesignField.DimensionTitle(before.Id), before.Title, texts["DimensionTitleMissing"]),
        Description = OrNull(form.Localized(DesignField.DimensionDescription(before.Id), before.Description)),
        Items = [.. before.Items.Select(item => Item(item, batteries))],
        HasRandomOrder = form.Has(DesignField.DimensionRandom(before.Id)),
        Draw = NumberOrNone(DesignField.DimensionDraw(before.Id), before.Draw, 1, QuestionnaireLimits.Items),
        When = ConditionField.Read(DesignField.Dimension(before.Id), form, draft.Questionnaire, before.When, texts, errors),
    };

    private Item Item(Item before, ImmutableArray<Battery> batteries)
    {
        var kept = before.Texts.ContainsKey("")
            ? before.Texts
            // A battery that is asked now needs a wording; one that is asked no longer leaves its own behind.
            : batteries.ToImmutableDictionary(battery => battery.Id, battery => before.TextIn(battery.Id));
        return before with
        {
            IsReversed = form.Has(DesignField.ItemReversed(before.Id)),
            IsCommon = form.Has(DesignField.ItemCommon(before.Id)),
            Texts = kept.ToImmutableDictionary(own => own.Key, own => Needed(DesignField.ItemText(before.Id, own.Key), own.Value, texts["ItemTextMissing"])),
        };
    }

    private Outcome Outcome(Outcome before)
    {
        var kind = Enum.TryParse<OutcomeKind>(form[DesignField.OutcomeKind(before.Id)], out var chosen) ? chosen : (OutcomeKind?)null;
        return before with
        {
            Text = Needed(DesignField.OutcomeText(before.Id), before.Text, texts["OutcomeTextMissing"]),
            Kind = form.Has(DesignField.OutcomeKind(before.Id)) ? kind : before.Kind,
            Scale = Scale(DesignField.OutcomeScale(before.Id), before.Scale),
        };
    }

    private Importance? Importance(Importance? before)
    {
        if (before is null) return null;
        var total = WholeNumber("importance.total", before.Total, 1, QuestionnaireLimits.ImportanceTotal);
        return before with { Total = total, Instruction = Needed("importance.instruction", before.Instruction, texts["InstructionMissing"]) };
    }

    private LocalizedText? Comment(LocalizedText? before) => before is null ? null : Needed("comment.text", before, texts["CommentMissing"]);

    private RatingScale Scale(string name, RatingScale before)
    {
        if (!form.Has(DesignField.From(name))) return before;
        var from = WholeNumber(DesignField.From(name), before.From, -QuestionnaireLimits.ScaleEnd, QuestionnaireLimits.ScaleEnd - QuestionnaireLimits.ScalePoints);
        var points = WholeNumber(DesignField.Points(name), before.Points, 2, Math.Max(LargestScale, before.Points));
        var labels = ImmutableSortedDictionary.CreateBuilder<int, LocalizedText>();
        for (var point = 0; point < points; point++)
        {
            var label = form.Localized(DesignField.Label(name, point), before.Labels.GetValueOrDefault(before.From + point));
            if (label.Languages.Any()) labels[from + point] = label;
        }
        return new(from, from + points - 1, labels.ToImmutable());
    }

    /// <summary>Items for which another dimension was chosen go to its end.</summary>
    private Questionnaire Moved(Questionnaire questionnaire)
    {
        foreach (var dimension in questionnaire.Dimensions)
            foreach (var item in dimension.Items)
            {
                var wished = form[DesignField.ItemDimension(item.Id)];
                var isMoved = wished != dimension.Id && draft.Questionnaire.Dimensions.Any(candidate => candidate.Id == wished && candidate.Items.All(own => own.Id != item.Id));
                if (isMoved && questionnaire.Dimensions.Any(candidate => candidate.Id == wished)) questionnaire = QuestionnaireEdits.MoveItemTo(questionnaire, item.Id, wished);
            }
        return questionnaire;
    }

    private LocalizedText Needed(string name, LocalizedText before, string reason)
    {
        var text = form.Localized(name, before);
        if (!text.Languages.Any()) errors.Add(DesignField.In(name, Language.Current), reason);
        foreach (var (tag, words) in text.Texts)
            if (words.Length > QuestionnaireLimits.TextLength) errors.Add($"{name}.{tag}", texts["TextTooLong", QuestionnaireLimits.TextLength]);
        return text;
    }

    private int WholeNumber(string name, int before, int least, int most)
    {
        if (!form.Has(name)) return before;
        var typed = PersianText.LatinDigits(form[name].Trim()).Replace('−', '-');
        if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        errors.Add(name, texts["WholeNumber", least, most]);
        return before;
    }

    private int? NumberOrNone(string name, int? before, int least, int most) =>
        !form.Has(name) ? before : form[name].Trim().Length == 0 ? null : WholeNumber(name, before ?? least, least, most);

    private static LocalizedText? OrNull(LocalizedText text) => text.Languages.Any() ? text : null;
}
