using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Whether the questions measure the same in all segments and in both batteries: what a comparison of their means rests on.</summary>
internal static class InvariancePart
{
    /// <param name="report">What is reported.</param>
    /// <param name="isFull">Whether all items of a step that does not hold are listed, or those that break it.</param>
    public static IEnumerable<ReportBlock> Blocks(ReportContext report, bool isFull)
    {
        if (report.Result.Invariance is not { } invariance) yield break;
        if (invariance.Batteries is null && invariance.SegmentsReason is null && invariance.Segments.IsEmpty) yield break;
        yield return new ReportBlock.Heading(1, report.T["Invariance.Title"], "invariance");
        yield return new ReportBlock.Paragraph(report.T["Invariance.Explanation"]);
        if (invariance.Batteries is { } batteries)
        {
            foreach (var block in Batteries(report, batteries, isFull)) yield return block;
        }

        if (invariance.SegmentsReason is { } reason) yield return new ReportBlock.Note(report.T["Invariance.NoSegments", report.Reason(reason)]);
        string?[] models = [report.Result.GapModel ?? invariance.Segments.FirstOrDefault()?.Model, "servperf"];
        foreach (var segments in invariance.Segments.Where(segment => models.Contains(segment.Model)).GroupBy(segment => segment.Attribute))
        {
            yield return new ReportBlock.Heading(2, report.AttributeName(segments.Key), "invariance-" + segments.Key);
            foreach (var segment in segments)
            {
                foreach (var block in Segment(report, segment, isFull)) yield return block;
            }
        }
    }

    private static IEnumerable<ReportBlock> Batteries(ReportContext report, BatteryInvariance batteries, bool isFull)
    {
        var (battery, reference) = (report.BatteryName(batteries.Battery), report.BatteryName(batteries.Reference));
        yield return new ReportBlock.Heading(2, report.T["Invariance.Batteries", battery, reference], "invariance-batteries");
        yield return new ReportBlock.Paragraph(Undecided(batteries.Test) is { } reason
            ? report.T["Invariance.Undecided", report.Reason(reason)] : report.T["Invariance.Batteries." + batteries.Test.Level, battery, reference]);
        foreach (var note in Problems(report, batteries.Test, report.BatteryName)) yield return note;
        if (batteries.Test.Reason is null) yield return report.Folded(Fit(report, report.T["Invariance.BatteriesTable", battery, reference, batteries.N], batteries.Test));
        foreach (var block in Items(report, batteries.Test, report.BatteryName, report.BatteryName(batteries.Reference), isFull)) yield return block;
        if (batteries.Test.Level == "scalar") yield return report.Folded(LatentGaps(report, batteries, reference));
    }

    private static IEnumerable<ReportBlock> Segment(ReportContext report, SegmentInvariance segment, bool isFull)
    {
        var model = report.ModelName(segment.Model);
        string NameOf(string value) => report.AttributeValue(segment.Attribute, value);
        yield return new ReportBlock.Paragraph(Undecided(segment.Test) is { } reason
            ? report.T["Invariance.SegmentUndecided", model, report.Reason(reason)] : report.T["Invariance.Segment." + segment.Test.Level, model]);
        foreach (var note in Problems(report, segment.Test, NameOf)) yield return note;
        if (segment.Test.Reason is null)
        {
            var groups = segment.Groups.Select(group => report.T["Invariance.Group", report.AttributeValue(segment.Attribute, group.Value), group.N]);
            yield return report.Folded(Fit(report, report.T["Invariance.SegmentTable", model, report.List([.. groups])], segment.Test));
        }

        foreach (var block in Items(report, segment.Test, NameOf, segment.Groups.Length > 0 ? NameOf(segment.Groups[0].Value) : "", isFull)) yield return block;

        // A model's groups are left out for the same few reasons; a hundred branches are not named one by one.
        foreach (var left in segment.LeftOut.GroupBy(group => group.Reason))
        {
            var names = left.Take(MostNames).Select(group => report.AttributeValue(segment.Attribute, group.Value));
            yield return new ReportBlock.Note(report.T["Invariance.LeftOut",
                left.Count() > MostNames ? report.T["Invariance.AndOthers", string.Join(report.T["ListSeparator"], names), left.Count() - MostNames] : report.List([.. names]), report.Reason(left.Key)]);
        }
    }

    private const int MostNames = 12;

    /// <summary>Where a step does not hold: which items break it, and which might be freed.</summary>
    private static IEnumerable<ReportBlock> Items(ReportContext report, InvarianceTest test, Func<string, string> name, string reference, bool isFull)
    {
        foreach (var step in test.Steps.Where(step => !step.Sentences.IsEmpty))
        {
            yield return new ReportBlock.Findings([.. step.Sentences.Select(sentence => sentence.Text(report.Language.Tag))]);
            var freed = step.Partial is { } partial ? step.Level == "metric" ? partial.Loadings : partial.Intercepts : [];
            InvarianceItemTest[] shown = [.. step.Items.Where(item => isFull || item.IsSignificant || freed.Contains(item.Id))];
            if (shown.Length > 0) yield return report.Folded(ItemTable(report, step, shown, freed, name, reference));
        }
    }

    private static ReportBlock.Table ItemTable(
        ReportContext report, InvarianceStepResult step, InvarianceItemTest[] items, ImmutableArray<string> freed, Func<string, string> name, string reference)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in items.GroupBy(item => item.Dimension))
        {
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Key))], IsGroup: true));
            foreach (var item in dimension)
                rows.Add(new Row(
                [
                    new(report.ItemName(item.Id)),
                    item.ChiSquare.IsDefined ? new Cell(report.T["Invariance.OnDf", report.Number(item.ChiSquare, 1), report.Number(item.Df, 0)], item.IsSignificant) : notes.Number(item.ChiSquare),
                    notes.Probability(item.AdjustedP), new(Largest(item)), new(freed.Contains(item.Id) ? report.T["Invariance.Freed"] : "–"),
                ]));
        }

        notes.Add(report.T["Invariance.ItemsNote", step.Items.Length, reference]);
        if (step.Partial is not null) notes.Add(report.T["Invariance.PartialNote"]);
        return new ReportBlock.Table(report.T["Invariance.ItemsTable." + step.Level],
            [
                new(report.T["Item"], false, 4.5), new(report.T["Invariance.ChiSquare"], true, 1.4), new(report.T["AdjustedP"], true, 1.3),
                new(report.T["Invariance.Difference." + step.Level], false, 2.6), new(report.T["Invariance.Suggestion"], false, 1.4),
            ],
            rows.DrainToImmutable(), notes.ToTexts());

        string Largest(InvarianceItemTest item) => item.Differences.IsEmpty ? "–"
            : item.Differences.MaxBy(difference => Math.Abs(difference.Difference)) is var most ? report.T["NameWithValue", name(most!.Group), report.Language.Difference(most.Difference)] : "–";
    }

    private static UndefinedReason? Undecided(InvarianceTest test) =>
        test.Level == InvarianceStepResult.Undecided ? test.Reason ?? test.Steps[0].Fit.ChiSquare.Reason ?? UndefinedReason.NotConverged : null;

    private static IEnumerable<ReportBlock> Problems(ReportContext report, InvarianceTest test, Func<string, string> name)
    {
        foreach (var step in test.Steps.Where(step => step.Problems.Length > 0))
        {
            yield return new ReportBlock.Note(report.T["Invariance.Problems", report.T["Invariance.Level." + step.Level], report.List(
            [
                .. step.Problems.Select(problem =>
                {
                    var text = report.T["Structure.Problem." + problem.Code, report.List([.. problem.Subjects.Select(subject => Subject(report, problem.Code, subject))])];
                    return problem.Group is { } group ? report.T["Invariance.Group", text, name(group)] : text;
                }),
            ])]);
        }
    }

    private static string Subject(ReportContext report, string code, string subject) =>
        code == "negative-residual-variance" ? report.T["ItemNamed", report.Language.Digits(subject)] : report.DimensionName(subject);

    private static ReportBlock.Table Fit(ReportContext report, string caption, InvarianceTest test)
    {
        var notes = new Footnotes(report);
        var rows = test.Steps.Select(step => new Row(
        [
            new Cell(report.T["Invariance.Level." + step.Level]),
            Ratio(step.Fit.ChiSquare, step.Fit.Df),
            notes.Number(step.Fit.Cfi, 3),
            notes.Number(step.Fit.Rmsea, 3),
            notes.Number(step.Fit.Srmr, 3),
            step.Change is { } change ? Ratio(change.ChiSquare, change.Df) : new Cell("–"),
            step.Change is { } cost ? notes.Probability(cost.P) : new Cell("–"),
            step.Change is { } loss ? notes.Difference(loss.Cfi, 4) : new Cell("–"),
            Verdict(step),
        ])).ToImmutableArray();
        notes.Add(report.T["Invariance.Note"]);
        return new ReportBlock.Table(caption,
        [
            new(report.T["Invariance.Level"], false, 3), new(report.T["Invariance.ChiSquare"], true, 2), new(report.T["Structure.Cfi"], true), new(report.T["Invariance.Rmsea"], true, 1.1),
            new(report.T["Structure.Srmr"], true), new(report.T["Invariance.ChangeOfChiSquare"], true, 2), new(report.T["Invariance.P"], true), new(report.T["Invariance.ChangeOfCfi"], true, 1.2),
            new(report.T["Invariance.Verdict"], false, 1.4),
        ], rows, notes.ToTexts());

        // What rests on a step that does not hold is open, however little it loses against it.
        Cell Verdict(InvarianceStepResult step)
        {
            var isOpen = test.Steps.TakeWhile(before => before != step).Any(before => before.Verdict != InvarianceStepResult.Holds);
            return new Cell(report.T["Invariance.Verdict." + (isOpen ? InvarianceStepResult.Undecided : step.Verdict)], !isOpen && step.Verdict == InvarianceStepResult.Fails);
        }

        Cell Ratio(Estimate chiSquare, Estimate df) => chiSquare.IsDefined && df.IsDefined
            ? new Cell(report.T["Invariance.OnDf", report.Number(chiSquare, 1), report.Number(df, 0)]) : notes.Number(chiSquare);
    }

    private static ReportBlock.Table LatentGaps(ReportContext report, BatteryInvariance batteries, string reference)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. batteries.LatentGaps.Select(gap => new Row([new Cell(report.DimensionName(gap.Dimension)), notes.Difference(gap.Mean)]))];
        notes.Add(report.T["Invariance.LatentNote", reference]);
        return new ReportBlock.Table(report.T["Invariance.LatentTable"], [new(report.T["Dimension"], false, 3), new(report.T["Invariance.LatentGap"], true)], rows, notes.ToTexts());
    }
}
