using System.Globalization;

namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void Question(QuestionResult question)
    {
        json.Text("id", question.Id);
        json.Text("kind", CodeOf(question.Kind));
        json.Whole("n", question.N);
        if (question.Unknown > 0) json.Whole("unknown", question.Unknown);
        if (question.IsTooSmall)
        {
            json.Truth("tooSmall", true);
            return;
        }

        if (!question.Options.IsEmpty) json.List("options", question.Options, Share);
        if (!question.Ranks.IsEmpty)
        {
            json.List("ranks", question.Ranks, rank =>
            {
                json.Text("id", rank.Id);
                json.Whole("n", rank.N);
                json.Object("first", () => Share(rank.First));
                json.Object("meanRank", () => Mean(rank.MeanRank.N, rank.MeanRank.Mean, rank.MeanRank.Sd, rank.MeanRank.CiLow, rank.MeanRank.CiHigh));
            });
        }

        if (question.Numbers is { } numbers)
        {
            json.Object("numbers", () =>
            {
                Mean(numbers.Mean.N, numbers.Mean.Mean, numbers.Mean.Sd, numbers.Mean.CiLow, numbers.Mean.CiHigh);
                json.Figure("lowerQuartile", numbers.LowerQuartile);
                json.Figure("median", numbers.Median);
                json.Figure("upperQuartile", numbers.UpperQuartile);
            });
        }

        if (question.Days is { } days)
        {
            json.Object("days", () =>
            {
                json.Text("lowerQuartile", Day(days.LowerQuartile));
                json.Text("median", Day(days.Median));
                json.Text("upperQuartile", Day(days.UpperQuartile));
            });
        }

        if (question.Recommendation is { } recommendation)
        {
            json.Object("recommendation", () =>
            {
                json.Figure("score", recommendation.Score);
                json.Figure("ciLow", recommendation.CiLow);
                json.Figure("ciHigh", recommendation.CiHigh);
                json.Figure("promoters", recommendation.Promoters);
                json.Figure("passives", recommendation.Passives);
                json.Figure("detractors", recommendation.Detractors);
            });
        }
    }

    private void Share(OptionShare share)
    {
        json.Text("id", share.Id);
        json.Whole("n", share.N);
        json.Figure("share", share.Share);
        json.Figure("ciLow", share.CiLow);
        json.Figure("ciHigh", share.CiHigh);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
