using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Drawn;

/// <summary>What was drawn, and how often it was answered.</summary>
internal static class Drawing
{
    public static DrawingResult? Of(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.ItemPairs is null) return null;
        var questionnaire = plan.Questionnaire;
        var whole = questionnaire.Batteries.Select((battery, place) => battery.Share is null ? place : -1).First(place => place >= 0);
        return new DrawingResult(
        [
            .. questionnaire.Dimensions.Select((dimension, place) => (dimension, range: plan.Dimensions[place])).Where(one => one.dimension.Draw is not null).Select(one => new DrawnDimension(
                one.dimension.Id, one.dimension.Items.Length, one.dimension.CommonItems, one.dimension.ShownItems - one.dimension.CommonItems,
                Enumerable.Range(one.range.Start, one.range.Length).Min(item => moments.AnswerCounts[plan.BatteryItem(whole, item)].Answered))),
        ],
        [
            .. questionnaire.Batteries.Select((battery, place) => (battery, place)).Where(one => one.battery.Share is not null).Select(one => new DrawnBattery(
                one.battery.Id, one.battery.Share!.Value,
                Enumerable.Range(0, plan.ItemCount).Max(item => moments.Responses - moments.AnswerCounts[plan.BatteryItem(one.place, item)].NotSeen))),
        ]);
    }
}
