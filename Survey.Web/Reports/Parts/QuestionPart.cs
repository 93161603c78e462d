using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>The answers to the further questions, a chapter for each.</summary>
internal static class QuestionPart
{
    private const int Percent = 100;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Questions.IsDefaultOrEmpty) yield break;
        yield return new ReportBlock.Heading(1, report.T["Questions.Title"], "questions");
        foreach (var result in report.Result.Questions)
        {
            var question = report.Questionnaire.Questions.First(candidate => candidate.Id == result.Id);
            yield return new ReportBlock.Heading(2, report.QuestionName(question.Id), "question-" + question.Id);
            if (result.IsTooSmall)
            {
                yield return new ReportBlock.Note(report.T["Questions.TooFew", report.Subject.MinimumGroup]);
                continue;
            }

            yield return new ReportBlock.Paragraph(report.T[question.When is null ? "Questions.Answered" : "Questions.AnsweredOfSome", result.N, report.Result.Responses], IsAside: true);
            if (result.Unknown > 0) yield return new ReportBlock.Paragraph(report.T["Questions.Unknown", result.Unknown], IsAside: true);
            if (result.N > 0)
                foreach (var block in Figures(report, question, result)) yield return block;
        }
    }

    private static IEnumerable<ReportBlock> Figures(ReportContext report, Question question, QuestionResult result) => question.Kind switch
    {
        QuestionKind.Single or QuestionKind.Multiple => [Shares(report, question, result.Options)],
        QuestionKind.Ranking => [Ranks(report, question, result.Ranks)],
        QuestionKind.Number => [Numbers(report, question, result.Numbers!)],
        QuestionKind.Date => [Days(report, result.Days!)],
        QuestionKind.Nps => [Recommendation(report, question, result)],
        _ => [new ReportBlock.Paragraph(report.T["Questions.Texts"])],
    };

    private static ReportBlock.Figure Shares(ReportContext report, Question question, ImmutableArray<OptionShare> options)
    {
        var notes = new Footnotes(report);
        if (question.Kind == QuestionKind.Multiple) notes.Add(report.T["Questions.SeveralNote"]);
        var table = new ReportBlock.Table(report.T["Questions.Table", report.QuestionName(question.Id)],
            [new(report.T["Questions.Option"], false, 3), new(report.T["N"], true), new(report.T["Questions.Share"], true), new(report.T["Interval95"], true, 2)],
            [.. options.Select(option => new Row([new(report.OptionName(question, option.Id)), new(report.Count(option.N)), notes.Percent(option.Share), Limits(report, option)]))],
            notes.ToTexts());
        var alternative = string.Join(' ', options.Select(option => report.T["Questions.Alternative", report.OptionName(question, option.Id), Share(report, option)]));
        return new ReportBlock.Figure(report.T["Questions.Figure"], alternative, Draw(RowChart.Wide), Draw(RowChart.Narrow), new ChartData(table, IsShown: false));

        Chart Draw(double width)
        {
            var panel = new ChartPanel(report.T["Questions.Axis"], new ChartScale(0, Percent, 20), tick => report.Language.Decimal(tick, 0), 0,
                [.. options.Select(option => new PanelRow
                {
                    Bar = new PanelSpan(0, Percent * option.Share.Value, ChartRole.AccentSoft),
                    Interval = new PanelSpan(Percent * option.CiLow.Value, Percent * option.CiHigh.Value, ChartRole.Interval),
                })],
                [new LegendEntry(report.T["Questions.Legend"], ChartRole.AccentSoft)],
                [.. options.Select(option => Share(report, option))]);
            return RowChart.Draw([.. options.Select(option => report.OptionName(question, option.Id))], [panel], report.Language.IsRightToLeft, width);
        }
    }

    private static ReportBlock.Table Ranks(ReportContext report, Question question, ImmutableArray<OptionRank> options)
    {
        var notes = new Footnotes(report);
        notes.Add(report.T["Questions.RankNote"]);
        return new ReportBlock.Table(report.T["Questions.Table", report.QuestionName(question.Id)],
            [
                new(report.T["Questions.Option"], false, 3), new(report.T["N"], true), new(report.T["Questions.MeanRank"], true), new(report.T["Interval95"], true, 2),
                new(report.T["Questions.First"], true), new(report.T["Interval95"], true, 2),
            ],
            [
                .. options.OrderBy(option => option.MeanRank.Mean.OrNull ?? double.PositiveInfinity).Select(option => new Row(
                [
                    new(report.OptionName(question, option.Id)), new(report.Count(option.N)), notes.Number(option.MeanRank.Mean),
                    notes.Range(option.MeanRank.CiLow, option.MeanRank.CiHigh), notes.Percent(option.First.Share), Limits(report, option.First),
                ])),
            ],
            notes.ToTexts());
    }

    private static ReportBlock.Table Numbers(ReportContext report, Question question, NumberFigures numbers)
    {
        var notes = new Footnotes(report);
        return new ReportBlock.Table(report.T["Questions.Table", report.QuestionName(question.Id)],
            [
                new(report.T["N"], true), new(report.T["Mean"], true), new(report.T["Interval95"], true, 2), new(report.T["Sd"], true),
                new(report.T["Questions.LowerQuartile"], true), new(report.T["Questions.Median"], true), new(report.T["Questions.UpperQuartile"], true),
            ],
            [new Row(
            [
                new(report.Count(numbers.Mean.N)), notes.Number(numbers.Mean.Mean), notes.Range(numbers.Mean.CiLow, numbers.Mean.CiHigh), notes.Number(numbers.Mean.Sd),
                notes.Number(numbers.LowerQuartile), notes.Number(numbers.Median), notes.Number(numbers.UpperQuartile),
            ])],
            notes.ToTexts());
    }

    private static ReportBlock.KeyFigures Days(ReportContext report, DayFigures days) => new(
    [
        new(report.T["Questions.DayLowerQuartile"], Day(report, days.LowerQuartile)), new(report.T["Questions.DayMedian"], Day(report, days.Median)),
        new(report.T["Questions.DayUpperQuartile"], Day(report, days.UpperQuartile)),
    ]);

    private static ReportBlock.Table Recommendation(ReportContext report, Question question, QuestionResult result)
    {
        var figures = result.Recommendation!;
        var notes = new Footnotes(report);
        notes.Add(report.T["Indicators.Note.Nps"]);
        return new ReportBlock.Table(report.T["Questions.Table", report.QuestionName(question.Id)],
            [new(report.T["N"], true), new(report.T["Questions.Nps"], true, 2), new(report.T["Interval95"], true, 2), new(report.T["Indicators.Parts"], false, 3)],
            [new Row(
            [
                new(report.Count(result.N)), notes.Difference(figures.Score, 1, isStrong: true), notes.Range(figures.CiLow, figures.CiHigh, 1),
                new(report.T["Indicators.NpsParts", report.Language.Percent(figures.Promoters.Value, 1), report.Language.Percent(figures.Passives.Value, 1), report.Language.Percent(figures.Detractors.Value, 1)]),
            ])],
            notes.ToTexts());
    }

    private static string Share(ReportContext report, OptionShare option) => report.Language.Percent(option.Share.Value, 1);

    private static Cell Limits(ReportContext report, OptionShare option) =>
        new(report.T["Indicators.PercentRange", report.Language.Percent(option.CiLow.Value, 1), report.Language.Percent(option.CiHigh.Value, 1)]);

    private static string Day(ReportContext report, DateOnly day) =>
        report.Language.Date(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero), report.Subject.Time);
}
