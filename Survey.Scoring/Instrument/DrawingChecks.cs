namespace Survey.Scoring.Instrument;

/// <summary>What spans several properties where items or batteries are drawn for each respondent.</summary>
internal static class DrawingChecks
{
    public static void Check(Questionnaire questionnaire, QuestionnaireProblems problems)
    {
        var batteries = questionnaire.Batteries;
        if (batteries.Length > 0 && batteries.All(battery => battery.Share is not null))
            problems.Error($"$.batteries[{batteries.Length - 1}].share", "share-of-all");
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
        {
            var dimension = questionnaire.Dimensions[d];
            if (dimension.Draw is not { } draw) continue;
            var others = dimension.Items.Length - dimension.CommonItems;
            if (draw >= others) problems.Error($"$.dimensions[{d}].draw", "draw-too-many", FileNode.Number(draw), FileNode.Number(others));
            else if (draw == 1) problems.Warning($"$.dimensions[{d}].draw", "draw-single");
        }
    }
}
