using Survey.Scoring.Instrument;

namespace Survey.Web.Reports.Parts;

/// <summary>How every figure was computed, with its source, so that an auditor can check it.</summary>
internal static class MethodPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        var t = report.T;
        yield return new ReportBlock.Heading(1, t["Method.Title"], "method");
        yield return new ReportBlock.Paragraph(Instrument(report));
        yield return new ReportBlock.Paragraph(t["Method.Significance"]);
        if (report.Subject.MinimumGroup is { } minimum) yield return new ReportBlock.Paragraph(t["Method.MinimumGroup", minimum]);
        yield return new ReportBlock.Heading(2, t["Method.Definitions"], "definitions");
        yield return new ReportBlock.Definitions([.. Terms(report)]);
        yield return new ReportBlock.Heading(2, t["Method.Sources"], "sources");
        yield return new ReportBlock.Definitions([.. Sources(report)]);
    }

    private static string Instrument(ReportContext report)
    {
        var questionnaire = report.Questionnaire;
        return report.T["Method.Instrument", questionnaire.Title.In(report.Language.Tag), questionnaire.Items.Count(), questionnaire.Dimensions.Length,
            report.List([.. questionnaire.Batteries.Select(battery => report.BatteryName(battery.Id))]),
            report.Language.Decimal(questionnaire.Scale.From, 0), report.Language.Decimal(questionnaire.Scale.To, 0)];
    }

    private static IEnumerable<Fact> Terms(ReportContext report)
    {
        foreach (var model in report.Questionnaire.Models.Where(model => report.ModelFormula(model).Length > 0))
            yield return new Fact(report.ModelName(model), report.ModelFormula(model));
        var factored = report.Factored is not null;
        (string Key, bool IsUsed)[] terms =
        [
            ("Reversed", report.Questionnaire.Items.Any(item => item.IsReversed)),
            ("HalfRule", report.Result.Drawing is not { DrawsItems: true }),
            ("Drawn", report.Result.Drawing is { DrawsItems: true }),
            ("Unpaired", report.Result.Dimensions.Any(dimension => dimension.Unpaired is not null)),
            ("Overall", true),
            ("Interval", true),
            ("Test", report.Result.GapModel is not null),
            ("EffectSize", report.Result.GapModel is not null),
            ("Holm", report.Result.GapModel is not null || report.Result.CommonSample.Length > 0 || report.Result.Segments.Length > 0),
            ("Importance", report.Questionnaire.Importance is not null),
            ("Alpha", factored),
            ("ItemRest", factored),
            ("Omega", factored),
            ("DifferenceReliability", report.Factored is { } scored && MeasurementModels.Find(scored.Id)?.Difference is not null),
            ("Kmo", factored),
            ("Cfa", factored),
            ("Htmt", factored && report.Questionnaire.Dimensions.Length > 1),
            ("Regression", report.Questionnaire.Outcomes.Length > 0),
            ("Lmg", report.Questionnaire.Outcomes.Length > 0),
            ("Williams", report.Questionnaire.Outcomes.Length > 0 && report.Result.Models.Length > 1),
            ("Welch", report.Result.Segments.Length > 0),
            ("Missing", true),
        ];
        foreach (var (key, _) in terms.Where(term => term.IsUsed))
            yield return new Fact(report.T["Term." + key], report.T["Definition." + key]);
    }

    private static IEnumerable<Fact> Sources(ReportContext report)
    {
        if (report.Questionnaire.Source.Length > 0) yield return new Fact(report.T["Method.InstrumentSource"], report.Isolated(report.Questionnaire.Source));
        foreach (var model in report.Questionnaire.Models)
            if (MeasurementModels.Find(model) is { Source.Length: > 0 } known)
                yield return new Fact(report.ModelName(model), report.Isolated(known.Source));
        yield return new Fact(report.T["Method.MethodSources"], report.Isolated(report.T["Method.References"]));
    }
}
