using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>How far the responses stand for the population: margins of error, and the weighted figures beside the unweighted ones.</summary>
internal static class SamplePart
{
    private const int MostGroups = 40;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        var sample = report.Result.Sample;
        if (sample.Responses == 0) yield break;
        yield return new ReportBlock.Heading(1, report.T["Sample.Title"], "sample");
        yield return new ReportBlock.Paragraph(
            (sample.People is { } people ? report.T["Sample.Known", sample.Responses, people] : report.T["Sample.Unknown", sample.Responses]) + " "
            + (sample.ProportionMargin.IsDefined && sample.OverallMargin.IsDefined
                ? report.T["Sample.Margins", Percent(report, sample.ProportionMargin), report.Number(sample.OverallMargin)]
                : report.Reason((sample.ProportionMargin.Reason ?? sample.OverallMargin.Reason)!.Value)));
        yield return new ReportBlock.Note(report.T["Sample.Nonresponse"]);
        ReportBlock[] groups = [.. sample.Segments.Where(segment => segment.Groups.Length > 0).Select(segment => Groups(report, segment))];
        if (groups.Length > 0) yield return report.Folded(groups);
        foreach (var block in Weighting(report)) yield return block;
    }

    /// <summary>The weighted figures alone; nothing when no population is known.</summary>
    public static IEnumerable<ReportBlock> Weighting(ReportContext report)
    {
        var sample = report.Result.Sample;
        if (sample.WeightingReason is { } reason)
        {
            yield return new ReportBlock.Heading(2, report.T["Weighted.Title"], "weighted");
            yield return new ReportBlock.Note(report.Reason(reason));
        }

        if (sample.Weighting is not { } weighting) yield break;
        yield return new ReportBlock.Heading(2, report.T["Weighted.Title"], "weighted");
        yield return new ReportBlock.Paragraph(report.T["Weighted.Explanation", report.List([.. weighting.Margins.Select(margin => report.AttributeName(margin.Attribute))])]);
        if (weighting.DesignEffect.IsDefined)
            yield return new ReportBlock.Paragraph(report.T["Weighted.Cost", weighting.Respondents, report.Number(weighting.EffectiveCount, 0), report.Number(weighting.DesignEffect),
                report.Number(weighting.Smallest), report.Number(weighting.Largest)]);
        if (weighting.Status != "raked") yield return new ReportBlock.Note(report.T["Weighted.Status." + weighting.Status, weighting.Trimmed, weighting.LargestDeviation is { IsDefined: true } deviation ? Percent(report, deviation) : ""]);
        if (weighting.WithoutWeight > 0) yield return new ReportBlock.Note(report.T["Weighted.Without", weighting.WithoutWeight]);
        if (weighting.Problems.Length > 0)
            yield return new ReportBlock.Findings([.. weighting.Problems.Select(problem => report.T["Weighted.Problem." + problem.Code,
                report.AttributeName(problem.Attribute), problem.Value is { } value ? report.AttributeValue(problem.Attribute, value) : "", problem.Count])]);
        if (weighting.DesignEffect.IsDefined) yield return Figures(report, weighting);
        yield return new ReportBlock.Note(report.T["Weighted.NotWeighted", report.List([.. weighting.NotWeighted.Select(figure => report.T["Weighted.Figure." + figure.Key])])]);
        if (weighting.Margins.Length > 0) yield return report.Folded(weighting.Margins.Select(margin => Shares(report, margin)));
    }

    private static ReportBlock.Table Groups(ReportContext report, SegmentMargins segment)
    {
        var notes = new Footnotes(report);
        var shown = segment.Groups.OrderByDescending(group => group.Responses).Take(MostGroups)
            .OrderBy(group => report.AttributeValue(segment.Attribute, group.Value), report.Language.Comparer).ToArray();
        if (shown.Length < segment.Groups.Length) notes.Add(report.T["Segment.LargestOnly", shown.Length, segment.Groups.Length]);
        return new ReportBlock.Table(report.T["Sample.Table", report.AttributeName(segment.Attribute)],
            [new(report.T["Segment.Group"], false, 3), new(report.T["N"], true), new(report.T["Sample.People"], true, 1.4), new(report.T["Sample.ProportionMargin"], true, 1.8)],
            [.. shown.Select(group => new Row(
            [
                new Cell(report.AttributeValue(segment.Attribute, group.Value)), new(report.Count(group.Responses)), new(group.People is { } people ? report.Count(people) : "—"),
                notes.Cell(group.ProportionMargin, margin => "±" + report.Language.Percent(margin, 1), false),
            ]))],
            notes.ToTexts());
    }

    private static ReportBlock.Table Shares(ReportContext report, WeightingMargin margin)
    {
        var notes = new Footnotes(report);
        return new ReportBlock.Table(report.T["Weighted.Shares", report.AttributeName(margin.Attribute)],
            [
                new(report.T["Segment.Group"], false, 3), new(report.T["N"], true), new(report.T["Weighted.Target"], true, 1.4), new(report.T["Weighted.Sample"], true, 1.4),
                new(report.T["Weighted.Weighted"], true, 1.4),
            ],
            [.. margin.Values.Select(value => new Row(
            [
                new Cell(report.AttributeValue(margin.Attribute, value.Value)), new(report.Count(value.Respondents)), notes.Percent(value.Target), notes.Percent(value.Sample), notes.Percent(value.Weighted),
            ]))],
            notes.ToTexts());
    }

    private static ReportBlock.Table Figures(ReportContext report, WeightingResult weighting)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var family in weighting.Figures.GroupBy(figure => WavesPart.FamilyOf(report, figure.Score)))
        {
            rows.Add(new Row([new Cell(family.Key)], IsGroup: true));
            foreach (var figure in family)
            {
                var isSigned = figure.Score.Kind is ScoreKind.Overall or ScoreKind.Dimension or ScoreKind.Item && report.IsSigned(figure.Score.Group);
                rows.Add(new Row(
                [
                    new Cell(WavesPart.NameOf(report, figure.Score)), new(report.Count(figure.N)), Score(figure.Unweighted, isSigned), Score(figure.Mean, isSigned),
                    notes.Number(figure.StandardError, 3), notes.Range(figure.CiLow, figure.CiHigh),
                ]));
            }
        }

        notes.Add(report.T["Weighted.Note." + weighting.Variance]);
        return new ReportBlock.Table(report.T["Weighted.Table"],
            [
                new(report.T["Waves.Score"], false, 3.5), new(report.T["N"], true), new(report.T["Weighted.Unweighted"], true, 1.4), new(report.T["Weighted.Weighted"], true, 1.4),
                new(report.T["StandardError"], true, 1.4), new(report.T["Interval95"], true, 2),
            ],
            rows.DrainToImmutable(), notes.ToTexts());

        Cell Score(Estimate estimate, bool isSigned) => isSigned ? notes.Difference(estimate) : notes.Number(estimate);
    }

    private static string Percent(ReportContext report, Estimate share) => report.Language.Percent(share.Value, 1);
}
