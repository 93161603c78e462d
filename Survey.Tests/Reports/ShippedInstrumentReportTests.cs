using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Instrument;
using Survey.Web.Features.Designer;
using Survey.Web.Features.Fielding;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Storage;

namespace Survey.Tests.Reports;

/// <summary>Every instrument that ships goes the whole way, from answers to the report in both languages.</summary>
public sealed partial class ShippedInstrumentReportTests
{
    public static TheoryData<string> Instruments => ShippedInstrumentTests.Instruments;

    [Theory, MemberData(nameof(Instruments))]
    public void A_shipped_instrument_is_scored_and_reported_under_each_of_its_models(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;
        var table = new ResponseTable(questionnaire);
        var sample = new SampleResponses(7, 60, 0, SampleProfile.For(questionnaire));
        foreach (var response in sample.For(questionnaire, ReportSubjects.Bank.ComputedAt)) table.Add(response.Response);

        var result = Study.Evaluate(table, new StudyOptions { Depth = StudyDepth.Figures });

        Assert.Equal(questionnaire.Models, result.Models.Select(model => model.Id));
        Assert.All(result.Models, model => Assert.True(model.Overall.Mean.IsDefined));
        foreach (var language in Language.All)
            foreach (var model in questionnaire.Models)
            {
                var report = ReportBuilder.Build(result, questionnaire, language, ReportSubjects.Bank with { Model = model });
                Assert.All(ReportTexts.All(report), text => Assert.DoesNotMatch(Unfilled(), text));
                Assert.Equal(id == "retail", report.Blocks.OfType<ReportBlock.Heading>().Any(heading => heading.Anchor == "subdimensions"));
            }
    }

    [Fact]
    public void Every_model_has_a_name_and_a_formula_in_both_languages()
    {
        foreach (var language in Language.All)
            foreach (var model in MeasurementModels.All)
            {
                Assert.NotNull(new Texts<ReportText>(language).Find("Model." + model.Code));
                Assert.NotNull(new Texts<ReportText>(language).Find("Formula." + model.Code));
                Assert.NotNull(new Texts<DesignerText>(language).Find("Model." + model.Code));
            }
    }

    [GeneratedRegex(@"\{\d|NaN|Infinity")]
    private static partial Regex Unfilled();
}
