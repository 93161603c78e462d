using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Designer;

/// <summary>What beside saving a button of the form asks for: <c>copy-item:7</c>.</summary>
/// <param name="Verb">What to do; <c>save</c> for nothing more.</param>
/// <param name="Id">What to do it to.</param>
internal readonly record struct DesignOperation(string Verb, string Id)
{
    public const string Save = "save";

    private static readonly string[] ImportancePrefixes = ["W", "W_", "Wx"];

    public static DesignOperation Parse(string button)
    {
        var colon = button.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(button, "") : new(button[..colon], button[(colon + 1)..]);
    }

    /// <summary>The draft after the operation, and the field to go to. What cannot be done is an error, and the draft stays as it was.</summary>
    public (SurveyDraft Draft, string? Anchor) Apply(SurveyDraft draft, DesignForm form, Texts<DesignerText> texts, FormErrors errors)
    {
        var questionnaire = draft.Questionnaire;
        var ids = new NewIds(draft.RetiredIds);
        var id = Id;
        if (!Exists(questionnaire)) return (draft, null);
        switch (Verb)
        {
            case "add-item":
                var wording = form.Localized(DesignField.NewItem(Id), null);
                if (!wording.Languages.Any()) return Refused(DesignField.NewItem(Id), texts["ItemTextMissing"]);
                return (With(QuestionnaireEdits.AddItem(questionnaire, ids, Id, wording).Questionnaire), Here(DesignField.NewItem(Id)));
            case "copy-item":
                var (copied, copy) = QuestionnaireEdits.CopyItem(questionnaire, ids, Id);
                return (With(copied), AnchorOf(copied, copy));
            case "delete-item":
                var home = questionnaire.Dimensions.First(dimension => dimension.Items.Any(item => item.Id == id));
                if (home.Items.Length == 1) return Refused(AnchorName(questionnaire, Id), texts["LastItem"]);
                return (Retired(QuestionnaireEdits.DeleteItem(questionnaire, Id), [Id]), Here(DesignField.NewItem(home.Id)));
            case "up-item" or "down-item":
                var moved = QuestionnaireEdits.MoveItem(questionnaire, Id, Verb == "up-item" ? -1 : 1);
                if (moved.Dimensions.Any(dimension => dimension.Items.Length == 0)) return Refused(AnchorName(questionnaire, Id), texts["LastItem"]);
                return (With(moved), AnchorOf(moved, Id));
            case "split-item":
                var split = QuestionnaireEdits.SplitItem(questionnaire, Id);
                return (With(split), AnchorOf(split, Id));
            case "join-item":
                var joined = QuestionnaireEdits.JoinItem(questionnaire, Id);
                return (With(joined), AnchorOf(joined, Id));
            case "add-dimension":
                var title = form.Localized("dimension-new.title", null);
                var first = form.Localized("dimension-new.item", null);
                if (!title.Languages.Any()) errors.Add(Here("dimension-new.title"), texts["DimensionTitleMissing"]);
                if (!first.Languages.Any()) errors.Add(Here("dimension-new.item"), texts["FirstItemMissing"]);
                if (errors.Any) return (draft, null);
                var (grown, added) = QuestionnaireEdits.AddDimension(questionnaire, ids, title, first);
                return (With(grown), Here(DesignField.NewItem(added)));
            case "copy-dimension":
                var (doubled, twin) = QuestionnaireEdits.CopyDimension(questionnaire, ids, Id);
                return (With(doubled), Here(DesignField.DimensionTitle(twin)));
            case "delete-dimension":
                if (questionnaire.Dimensions.Length == 1) return Refused(DesignField.DimensionTitle(Id), texts["LastDimension"]);
                var gone = questionnaire.Dimensions.First(dimension => dimension.Id == id);
                return (Retired(QuestionnaireEdits.DeleteDimension(questionnaire, Id), [Id, .. gone.Items.Select(item => item.Id)]), "dimensions");
            case "up-dimension" or "down-dimension":
                return (With(QuestionnaireEdits.MoveDimension(questionnaire, Id, Verb == "up-dimension" ? -1 : 1)), Here(DesignField.DimensionTitle(Id)));
            case "add-outcome":
                var question = form.Localized("outcome-new.text", null);
                if (!question.Languages.Any()) return Refused("outcome-new.text", texts["OutcomeTextMissing"]);
                OutcomeKind? kind = Enum.TryParse<OutcomeKind>(form["outcome-new.kind"], out var chosen) ? chosen : null;
                var (asked, own) = QuestionnaireEdits.AddOutcome(questionnaire, ids, question, kind, OutcomeScales.For(kind));
                return (With(asked), Here(DesignField.OutcomeText(own)));
            case "delete-outcome":
                return (Retired(QuestionnaireEdits.DeleteOutcome(questionnaire, Id), [Id]), "outcomes");
            case "up-outcome" or "down-outcome":
                return (With(QuestionnaireEdits.MoveOutcome(questionnaire, Id, Verb == "up-outcome" ? -1 : 1)), Here(DesignField.OutcomeText(Id)));
            case "add-question":
                var wanted = form.Localized(QuestionFields.NewText, null);
                if (!wanted.Languages.Any()) return Refused(QuestionFields.NewText, texts["OutcomeTextMissing"]);
                var sort = Enum.TryParse<QuestionKind>(form[QuestionFields.NewKind], out var picked) ? picked : QuestionKind.Single;
                var (extended, further) = QuestionEdits.Add(questionnaire, ids, wanted, sort);
                return (With(extended), Here(QuestionFields.Text(further)));
            case "delete-question":
                return (Retired(QuestionEdits.Delete(questionnaire, Id), [Id]), "questions");
            case "up-question" or "down-question":
                return (With(QuestionEdits.Move(questionnaire, Id, Verb == "up-question" ? -1 : 1)), Here(QuestionFields.Text(Id)));
            case "add-option":
                var label = form.Localized(QuestionFields.NewOption(Id), null);
                if (!label.Languages.Any()) return Refused(QuestionFields.NewOption(Id), texts["OptionTextMissing"]);
                return (With(QuestionEdits.AddOption(questionnaire, Id, label)), Here(QuestionFields.NewOption(Id)));
            case "delete-option":
                var (owner, obsolete) = (Id[..Id.IndexOf('/', StringComparison.Ordinal)], Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..]);
                return (With(QuestionEdits.DeleteOption(questionnaire, owner, obsolete)), Here(QuestionFields.NewOption(owner)));
            case "add-importance":
                var importance = new Importance(ImportancePrefixes.First(prefix => questionnaire.Batteries.All(battery => battery.Prefix != prefix)), 100, DefaultText.Of("Importance.Instruction"));
                return (With(questionnaire with { Importance = importance }) with { LeavesOutImportance = false }, "importance");
            case "add-comment":
                return (With(questionnaire with { Comment = DefaultText.Of("Comment.Text") }) with { LeavesOutComment = false }, "comment");
            case "agreement" or "quality" or "satisfaction":
                var labelled = ScaleLabels.Of(Verb, questionnaire.Scale);
                if (labelled is null) return Refused(DesignField.Points(DesignField.Scale), texts["NoPreset", questionnaire.Scale.Points]);
                return (With(questionnaire with { Scale = labelled }), "scale");
            case "scale":
                return (draft, "scale");
            default:
                return (draft, null);
        }

        SurveyDraft With(Questionnaire next) => draft with { Questionnaire = next };

        SurveyDraft Retired(Questionnaire next, IEnumerable<string> gone) => draft with
        {
            Questionnaire = next,
            RetiredIds = [.. draft.RetiredIds.Union(gone)],
            DimensionsLeftOut = [.. draft.DimensionsLeftOut.Except(gone)],
            OutcomesLeftOut = [.. draft.OutcomesLeftOut.Except(gone)],
        };

        (SurveyDraft, string?) Refused(string field, string reason)
        {
            errors.Add(Here(field), reason);
            return (draft, null);
        }
    }

    /// <summary>Whether what the operation is about is (still) there; otherwise somebody else deleted it, and there is nothing to do.</summary>
    private bool Exists(Questionnaire questionnaire)
    {
        var id = Id;
        if (Verb.EndsWith("-item", StringComparison.Ordinal) && Verb != "add-item") return questionnaire.Items.Any(item => item.Id == id);
        if ((Verb.EndsWith("-dimension", StringComparison.Ordinal) && Verb != "add-dimension") || Verb == "add-item") return questionnaire.Dimensions.Any(dimension => dimension.Id == id);
        if (Verb == "delete-option") return questionnaire.Questions.Any(question => question.Options.Any(option => $"{question.Id}/{option.Id}" == id));
        if (Verb == "add-option" || (Verb.EndsWith("-question", StringComparison.Ordinal) && Verb != "add-question")) return questionnaire.Questions.Any(question => question.Id == id);
        return !Verb.EndsWith("-outcome", StringComparison.Ordinal) || Verb == "add-outcome" || questionnaire.Outcomes.Any(outcome => outcome.Id == id);
    }

    private static string Here(string name) => DesignField.In(name, Language.Current);

    private static string AnchorOf(Questionnaire questionnaire, string item) => Here(AnchorName(questionnaire, item));

    private static string AnchorName(Questionnaire questionnaire, string id)
    {
        var item = questionnaire.Items.First(candidate => candidate.Id == id);
        return DesignField.ItemText(id, item.Texts.ContainsKey("") ? "" : questionnaire.Batteries.Select(battery => battery.Id).FirstOrDefault(item.Texts.ContainsKey, ""));
    }
}
