using Spectre.Console;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Parts;

namespace Survey.Web.Commands;

/// <summary>A result as tables for a terminal: models, dimensions, items, comparisons, groups. A figure that does not exist is a dash with its reason below.</summary>
internal sealed class ScoreTables(ReportContext report, Texts<CommandText> texts, TerminalTables tables)
{
    private const int LongestWording = 60;
    private readonly StudyResult result = report.Result;
    private readonly Questionnaire questionnaire = report.Questionnaire;
    private readonly TerminalReport _blocks = new(tables);
    private readonly Texts<ReportText> _names = new(texts.Language);
    private readonly List<UndefinedReason> _reasons = [];

    private Language Language => texts.Language;

    /// <summary>The model whose scores stand for the dimensions: the gap model, else the first.</summary>
    private ModelResult Leading => result.Models.First(model => model.Id == (result.GapModel ?? result.Models[0].Id));

    public void Print()
    {
        tables.Heading(texts["Score.Title", questionnaire.Title.In(Language.Tag), result.Responses]);
        Models();
        Dimensions();
        Items();
        _blocks.Print(VerdictPart.Blocks(report));
        Comparisons();
        foreach (var segment in result.Segments) Segment(segment);
        _blocks.Print(UncertaintyPart.Blocks(report));
        tables.Line("");
        for (var i = 0; i < _reasons.Count; i++) tables.Line($"[{Language.Integer(i + 1)}] {Reasons.TextOf(_reasons[i], Language.Tag)}");
        tables.Line(texts["Score.Note"]);
        tables.Line(texts["Score.DataHash", result.DataHash, result.Questionnaire.Sha256]);
    }

    private void Models()
    {
        tables.Heading(texts["Score.Models"]);
        var table = TerminalTables.WithNumbersFrom(
            TerminalTables.New(
            [
                texts["Score.Model"], texts["Score.N"], texts["Score.Mean"], texts["Score.Interval"], texts["Score.Alpha"], texts["Score.Interval"],
                .. questionnaire.Outcomes.SelectMany(outcome => new[] { texts["Score.R", OutcomeName(outcome.Id)], texts["Score.RSquared", OutcomeName(outcome.Id)] }),
            ]),
            1);
        foreach (var model in result.Models)
            TerminalTables.Row(
                table,
                [
                    Name(model.Id), Language.Integer(model.Overall.N), Number(model.Overall.Mean), Interval(model.Overall.CiLow, model.Overall.CiHigh),
                    model.Alpha is { } alpha ? Number(alpha) : "", model.Alpha is null ? "" : Interval(model.AlphaCiLow, model.AlphaCiHigh),
                    .. model.Outcomes.SelectMany(outcome => new[] { Number(outcome.R), Number(outcome.RSquared) }),
                ]);
        tables.Write(table);
    }

    private void Dimensions()
    {
        tables.Heading(texts["Score.Dimensions", Name(Leading.Id)]);
        var hasImportance = questionnaire.Importance is not null;
        var table = TerminalTables.WithNumbersFrom(
            TerminalTables.New(
            [
                texts["Score.Dimension"], texts["Score.N"], .. BatteryTitles(), .. GapTitles(),
                .. hasImportance ? [texts["Score.Importance"]] : Array.Empty<string>(), texts["Score.Alpha"], texts["Score.Interval"], texts["Score.Omega"],
            ]),
            1);
        for (var i = 0; i < result.Dimensions.Length; i++)
        {
            var dimension = result.Dimensions[i];
            var score = Leading.Dimensions[i];
            TerminalTables.Row(
                table,
                [
                    questionnaire.Dimensions[i].Title.In(Language.Tag), Language.Integer(dimension.Gap?.N ?? score.N),
                    .. Batteries(dimension.Batteries, dimension.Gap), .. Gap(dimension.Gap, score),
                    .. hasImportance ? [dimension.Importance is { } importance ? Number(importance.Mean, 1) : ""] : Array.Empty<string>(),
                    score.Reliability is { } alpha ? Number(alpha.Alpha) : "", score.Reliability is { } feldt ? Interval(feldt.AlphaCiLow, feldt.AlphaCiHigh) : "", score.Reliability is { } omega ? Number(omega.Omega) : "",
                ]);
        }
        tables.Write(table);
    }

    private void Items()
    {
        tables.Heading(texts["Score.Items", Name(Leading.Id)]);
        var table = TerminalTables.WithNumbersFrom(TerminalTables.New([texts["Score.Item"], texts["Score.Text"], texts["Score.N"], .. BatteryTitles(), .. GapTitles(isItem: true)]), 2);
        foreach (var (item, asked) in result.Items.Zip(questionnaire.Items))
            TerminalTables.Row(
                table,
                [
                    item.Id, Shorten(asked.Text.In(Language.Tag)), Language.Integer(item.Gap?.N ?? item.Batteries[0].Value.N),
                    .. Batteries(item.Batteries, item.Gap), .. item.Gap is { } gap ? Gap(gap, null) : [],
                ]);
        tables.Write(table);
    }

    private void Comparisons()
    {
        foreach (var outcome in result.CommonSample.Where(outcome => outcome.Comparisons.Length > 0))
        {
            tables.Heading(texts["Score.Comparisons", OutcomeName(outcome.Outcome)]);
            var table = TerminalTables.WithNumbersFrom(
                TerminalTables.New(
                    texts["Score.Left"], texts["Score.Right"], texts["Score.N"], texts["Score.RLeft"], texts["Score.RRight"], texts["Score.DifferenceInterval"], texts["Score.Williams"], texts["Score.P"], texts["Score.Verdict"]),
                2);
            foreach (var pair in outcome.Comparisons)
                TerminalTables.Row(
                    table, Name(pair.Left), Name(pair.Right), Language.Integer(pair.N), Number(pair.RLeft, 3), Number(pair.RRight, 3),
                    Interval(pair.DifferenceCiLow, pair.DifferenceCiHigh, 3), Number(pair.WilliamsT), P(pair.AdjustedP), Verdict(pair, outcome.Comparisons.Count(other => other.AdjustedP.IsDefined)));
            tables.Write(table);
            _blocks.Print(VerdictPart.OfOutcome(report, outcome.Outcome));
        }
    }

    private string Verdict(ModelComparison pair, int comparisons) =>
        !pair.AdjustedP.IsDefined ? ""
        : pair.IsSignificant ? texts["Score.Differ"]
        : pair.IsLostByAdjustment ? texts["Score.LostByAdjustment", comparisons]
        : texts["Score.NotDistinguishable"];

    private void Segment(SegmentResult segment)
    {
        if (segment.Groups.Length == 0) return;
        var attribute = questionnaire.Attributes.First(own => own.Id == segment.Attribute);
        tables.Heading(texts["Score.Segments", attribute.Text.In(Language.Tag), Name(Leading.Id)]);
        var table = TerminalTables.WithNumbersFrom(
            TerminalTables.New([texts["Score.Value"], texts["Score.Responses"], .. questionnaire.Dimensions.Select(dimension => dimension.Title.In(Language.Tag))]), 1);
        foreach (var group in segment.Groups)
            TerminalTables.Row(
                table,
                [
                    attribute.Options.FirstOrDefault(option => option.Id == group.Value)?.Text.In(Language.Tag) ?? group.Value, Language.Integer(group.Responses),
                    .. questionnaire.Dimensions.Select((_, i) => group.IsTooSmall ? texts["Score.TooFew"] : Number(group.Dimensions[i].Mean)),
                ]);
        TerminalTables.Row(table, [texts["Score.P"], "", .. segment.Welch.Select(welch => P(welch.AdjustedP))]);
        tables.Write(table);
    }

    private IEnumerable<string> BatteryTitles() => questionnaire.Batteries.Select(battery => battery.Title.In(Language.Tag));

    private string[] GapTitles(bool isItem = false)
    {
        if (result.GapModel is not null) return [texts["Score.Gap"], texts["Score.Interval"], texts["Score.P"], texts["Score.Effect"]];
        return isItem ? [] : [texts["Score.Mean"], texts["Score.Interval"]];
    }

    /// <summary>The batteries' means, on the pairs of the gap where there is one.</summary>
    private IEnumerable<string> Batteries(IEnumerable<KeyValuePair<string, Summary>> all, GapResult? gap) =>
        all.Select(battery => Number(gap?.PairedBatteries.FirstOrDefault(paired => paired.Battery == battery.Key)?.Mean ?? battery.Value.Mean));

    private string[] Gap(GapResult? gap, ModelDimension? score)
    {
        if (gap is not null) return [Difference(gap.Mean), Interval(gap.CiLow, gap.CiHigh), P(gap.AdjustedP), Number(gap.EffectSize)];
        return score is null ? [] : [Number(score.Mean), Interval(score.CiLow, score.CiHigh)];
    }

    private string Name(string model) => _names.Find("Model." + model) ?? model;

    private string OutcomeName(string outcome) => _names.Find("Outcome." + outcome) ?? outcome;

    private string Number(Estimate figure, int places = 2) => figure.IsDefined ? Language.Decimal(figure.Value, places) : Dash(figure);

    private string Difference(Estimate figure) => figure.IsDefined ? Language.Difference(figure.Value) : Dash(figure);

    private string P(Estimate figure) => figure.IsDefined ? Language.Probability(figure.Value) : Dash(figure);

    private string Interval(Estimate low, Estimate high, int places = 2) =>
        low.IsDefined && high.IsDefined ? Language.Range(low.Value, high.Value, places) : Dash(low.IsDefined ? high : low);

    private string Dash(Estimate figure)
    {
        var reason = figure.Reason!.Value;
        if (!_reasons.Contains(reason)) _reasons.Add(reason);
        return $"— [{Language.Integer(_reasons.IndexOf(reason) + 1)}]";
    }

    private static string Shorten(string text) => text.Length <= LongestWording ? text : text[..(text.LastIndexOf(' ', LongestWording - 1) is > 0 and var end ? end : LongestWording - 1)] + " …";
}
