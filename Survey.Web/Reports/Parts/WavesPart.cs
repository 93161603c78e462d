using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>What changed between two waves: who was compared, which versions may be, and every main score with its difference.</summary>
internal static class WavesPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report, WaveComparisonResult waves)
    {
        yield return new ReportBlock.Heading(1, report.T["Waves.Title", waves.Second.Name, waves.First.Name], "comparison");
        yield return new ReportBlock.Paragraph(waves.Pairs is { } pairs
            ? report.T["Waves.Paired", pairs, waves.First.Name, waves.First.Unpaired, waves.Second.Name, waves.Second.Unpaired]
            : report.T["Waves.Independent", waves.First.Name, waves.First.Responses, waves.Second.Name, waves.Second.Responses]);
        if (waves.First.RepeatedLinks + waves.Second.RepeatedLinks is > 0 and var repeated)
            yield return new ReportBlock.Note(report.T["Waves.Repeated", repeated]);
        foreach (var block in Versions(report, waves.Versions)) yield return block;
        yield return new ReportBlock.Findings([.. Sentences(report, waves)]);
        if (waves.Figures.All(figure => !figure.Difference.IsDefined))
        {
            // A table would have nothing but dashes.
            foreach (var reason in waves.Figures.Select(figure => figure.Difference.Reason!.Value).Distinct()) yield return new ReportBlock.Note(report.Reason(reason));
            yield break;
        }

        var leading = Leading(waves);
        var isMain = waves.Figures.ToLookup(figure => figure.Score.Kind is ScoreKind.Overall or ScoreKind.Outcome || (figure.Score.Kind == ScoreKind.Dimension && figure.Score.Group == leading));
        if (isMain[true].Any()) yield return Table(report, waves, report.T["Waves.Table"], isMain[true]);
        if (isMain[false].Any()) yield return report.Folded(Table(report, waves, report.T["Waves.FurtherTable"], isMain[false]));
    }

    /// <summary>The model whose scores stand first.</summary>
    private static string? Leading(WaveComparisonResult waves) => waves.Figures.FirstOrDefault(figure => figure.Score.Kind == ScoreKind.Overall)?.Score.Group;

    /// <summary>The words for a score.</summary>
    public static string NameOf(ReportContext report, ScoreKey score) => score.Kind switch
    {
        ScoreKind.Overall => report.ModelName(score.Group),
        ScoreKind.Dimension or ScoreKind.BatteryDimension => report.DimensionName(score.Id),
        ScoreKind.Item => report.ItemName(score.Id),
        _ => report.OutcomeHeading(score.Id),
    };

    /// <summary>The heading of the scores of a kind.</summary>
    public static string FamilyOf(ReportContext report, ScoreKey score) => score.Kind switch
    {
        ScoreKind.Overall => report.T["Waves.Overall"],
        ScoreKind.Dimension => report.T["Waves.Dimensions", report.ModelName(score.Group)],
        ScoreKind.BatteryDimension => report.T["Waves.Dimensions", report.BatteryName(score.Group)],
        ScoreKind.Item => report.T["Waves.Items", report.Questionnaire.Batteries.Any(battery => battery.Id == score.Group) ? report.BatteryName(score.Group) : report.ModelName(score.Group)],
        _ => report.T["Waves.Outcomes"],
    };

    private static IEnumerable<ReportBlock> Versions(ReportContext report, ImmutableArray<VersionDifference> versions)
    {
        foreach (var version in versions)
        {
            var broken = version.BrokenDimensions.Select(report.DimensionName).ToArray();
            yield return new ReportBlock.Note(broken.Length > 0
                ? report.T["Waves.VersionsBroken", version.Newer, version.Older, report.List(broken)]
                : report.T["Waves.VersionsWhole", version.Newer, version.Older]);
            yield return report.Folded(new ReportBlock.Table(report.T["Waves.VersionsTable", version.Older, version.Newer],
                [new(report.T["Item"], false, 1), new(report.T["Waves.Older"], false, 3), new(report.T["Waves.Newer"], false, 3), new(report.T["Waves.Change"], false, 2)],
                [.. version.Items.Concat(version.Outcomes).Select(item => new Row(
                [
                    new Cell(report.Language.Digits(item.Id)), new(item.Older?.In(report.Language.Tag) ?? "—"), new(item.Newer?.In(report.Language.Tag) ?? "—"),
                    new(report.T["Waves.Change." + item.Change], !VersionComparability.IsComparable(item.Change)),
                ]))],
                []));
        }
    }

    private static IEnumerable<string> Sentences(ReportContext report, WaveComparisonResult waves)
    {
        var leading = Leading(waves);
        var shown = waves.Figures.Where(figure => figure.Difference.IsDefined && figure.Score.Kind is ScoreKind.Overall or ScoreKind.Dimension && figure.Score.Group == leading).ToArray();
        var significant = shown.Where(figure => figure.IsSignificant).ToArray();
        foreach (var figure in significant)
            yield return report.T[figure.Difference.Value > 0 ? "Waves.Rose" : "Waves.Fell", NameOf(report, figure.Score),
                report.Difference(figure.Difference), report.Range(figure.CiLow, figure.CiHigh), report.ProbabilityClause(figure.AdjustedP)];
        var still = shown.Where(figure => !figure.IsSignificant && figure.AdjustedP.IsDefined).ToArray();
        if (still.Length > 0) yield return report.T["Waves.NotDistinguishable", report.List([.. still.Select(figure => NameOf(report, figure.Score))])];
        if (shown.Length == 0) yield return report.T["Waves.Nothing"];
    }

    private static ReportBlock.Table Table(ReportContext report, WaveComparisonResult waves, string caption, IEnumerable<WaveFigure> figures)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var family in figures.GroupBy(figure => FamilyOf(report, figure.Score)))
        {
            rows.Add(new Row([new Cell(family.Key)], IsGroup: true));
            foreach (var figure in family)
            {
                var isSigned = figure.Score.Kind is ScoreKind.Overall or ScoreKind.Dimension or ScoreKind.Item && report.IsSigned(figure.Score.Group);
                rows.Add(new Row(
                [
                    new Cell(NameOf(report, figure.Score)),
                    new(waves.Pairs is null ? report.T["Waves.Counts", figure.FirstN, figure.SecondN] : report.Count(figure.FirstN)),
                    isSigned ? notes.Difference(figure.FirstMean) : notes.Number(figure.FirstMean),
                    isSigned ? notes.Difference(figure.SecondMean) : notes.Number(figure.SecondMean),
                    notes.Difference(figure.Difference, isStrong: figure.IsSignificant), notes.Range(figure.CiLow, figure.CiHigh),
                    notes.Probability(figure.AdjustedP), notes.Number(figure.EffectSize),
                ]));
            }
        }

        notes.Add(report.T[waves.Pairs is null ? "Waves.NoteIndependent" : "Waves.NotePaired"]);
        return new ReportBlock.Table(caption,
            [
                new(report.T["Waves.Score"], false, 3.5), new(report.T["N"], true, 1.4), new(waves.First.Name, true, 1.2), new(waves.Second.Name, true, 1.2),
                new(report.T["Waves.Difference"], true, 1.2), new(report.T["Interval95"], true, 2), new(report.T["AdjustedP"], true, 1.3), new(report.T[waves.Pairs is null ? "Waves.EffectSize" : "EffectSize"], true, 1.2),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }
}
