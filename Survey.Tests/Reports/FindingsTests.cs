using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Parts;

namespace Survey.Tests.Reports;

/// <summary>Sentences against the numbers that they speak of, over studies drawn so that every kind of sentence occurs.</summary>
public sealed class FindingsTests
{
    private static readonly Questionnaire Asked = ReferenceStudy.Responses("servqual").Questionnaire;
    private static readonly (StudyResult Result, Finding[] Findings)[] Drawn = [.. Enumerable.Range(0, 60).Select(seed =>
    {
        var result = Study.Evaluate(Draw(seed));
        return (result, FindingsPart.Of(new ReportContext(result, Asked, Language.English, ReportSubjects.Bank)).ToArray());
    })];

    [Fact]
    public void The_drawn_studies_bring_out_shortfalls_strengths_and_gaps_that_are_neither()
    {
        foreach (var kind in new[] { FindingKind.LargestShortfall, FindingKind.OtherShortfalls, FindingKind.Strengths, FindingKind.NotDistinguishable, FindingKind.ItemShortfalls, FindingKind.ModelsNotDistinguishable, FindingKind.NoPredictor, FindingKind.SmallSample, FindingKind.LowReliability })
            Assert.Contains(Drawn, study => study.Findings.Any(finding => finding.Kind == kind));
    }

    [Fact]
    public void A_shortfall_is_named_only_when_it_is_negative_and_significant_after_Holm()
    {
        foreach (var (result, findings) in Drawn)
            foreach (var id in findings.Where(finding => finding.Kind is FindingKind.LargestShortfall or FindingKind.OtherShortfalls).SelectMany(finding => finding.Subjects))
            {
                var gap = result.Dimensions.Single(dimension => dimension.Id == id).Gap!;
                Assert.True(gap.AdjustedP.Value < 0.05 && gap.Mean.Value < 0);
            }
    }

    [Fact]
    public void The_largest_shortfall_is_the_largest_of_the_significant_ones()
    {
        foreach (var (result, findings) in Drawn)
        {
            var shortfalls = result.Dimensions.Where(dimension => dimension.Gap is { IsSignificant: true, Mean.Value: < 0 }).ToArray();
            var named = findings.SingleOrDefault(finding => finding.Kind == FindingKind.LargestShortfall);
            Assert.Equal(shortfalls.MinBy(dimension => dimension.Gap!.Mean.Value)?.Id, named?.Subjects.Single());
        }
    }

    [Fact]
    public void Every_tested_dimension_is_a_shortfall_a_strength_or_not_distinguishable()
    {
        foreach (var (result, findings) in Drawn)
        {
            var named = findings.Where(finding => finding.Kind is FindingKind.LargestShortfall or FindingKind.OtherShortfalls or FindingKind.Strengths or FindingKind.NotDistinguishable).SelectMany(finding => finding.Subjects);
            var tested = result.Dimensions.Where(dimension => dimension.Gap!.AdjustedP.IsDefined).Select(dimension => dimension.Id);
            Assert.Equal(tested.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_strength_is_positive_and_significant_and_what_is_not_distinguishable_is_not_significant()
    {
        foreach (var (result, findings) in Drawn)
        {
            Assert.All(GapsOf(FindingKind.Strengths), gap => Assert.True(gap.IsSignificant && gap.Mean.Value > 0));
            Assert.All(GapsOf(FindingKind.NotDistinguishable), gap => Assert.False(gap.IsSignificant));

            IEnumerable<GapResult> GapsOf(FindingKind kind) => findings.Where(finding => finding.Kind == kind).SelectMany(finding => finding.Subjects)
                .Select(id => result.Dimensions.Single(dimension => dimension.Id == id).Gap!);
        }
    }

    [Fact]
    public void The_items_that_fall_short_are_those_that_are_significant()
    {
        foreach (var (result, findings) in Drawn)
        {
            var expected = result.Items.Where(item => item.Gap is { IsSignificant: true, Mean.Value: < 0 }).Select(item => item.Id);
            var named = findings.Where(finding => finding.Kind == FindingKind.ItemShortfalls).SelectMany(finding => finding.Subjects);
            Assert.Equal(expected.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_model_is_called_better_related_only_after_a_significant_test_on_the_common_sample()
    {
        foreach (var (result, findings) in Drawn)
        {
            var comparisons = result.CommonSample.First(sample => sample.Outcome == "overall").Comparisons;
            foreach (var finding in findings.Where(finding => finding.Kind == FindingKind.ModelsDiffer))
                Assert.Contains(comparisons, comparison => comparison.IsSignificant
                    && (comparison.RLeft.Value > comparison.RRight.Value ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left)) == (finding.Subjects[0], finding.Subjects[1]));
            if (findings.Any(finding => finding.Kind == FindingKind.ModelsNotDistinguishable)) Assert.DoesNotContain(comparisons, comparison => comparison.IsSignificant);
        }
    }

    [Fact]
    public void An_outcome_is_said_to_be_explained_only_when_the_F_test_supports_it()
    {
        foreach (var (result, findings) in Drawn)
        {
            var outcome = result.Models[0].Outcomes.First(outcome => outcome.Id == "overall");
            if (findings.Any(finding => finding.Kind == FindingKind.Predictor)) Assert.True(outcome.P.Value < 0.05);
            if (findings.Any(finding => finding.Kind == FindingKind.NoPredictor)) Assert.True(outcome.P.Value >= 0.05);
        }
    }

    [Fact]
    public void Cautions_stand_where_they_must()
    {
        foreach (var (result, findings) in Drawn)
        {
            Assert.Equal(result.Responses < 30, findings.Any(finding => finding.Kind == FindingKind.SmallSample));
            var weak = result.Models[0].Dimensions.Where(dimension => dimension.Reliability!.Alpha.OrNull < 0.70).Select(dimension => dimension.Id);
            Assert.Equal(weak, findings.Where(finding => finding.Kind == FindingKind.LowReliability).SelectMany(finding => finding.Subjects));
            Assert.Equal(result.Models[0].Structure?.Cfa?.Status == "improper", findings.Any(finding => finding.Kind == FindingKind.ImproperStructure));
        }
    }

    [Fact]
    public void No_sentence_calls_two_things_equal()
    {
        foreach (var sentence in Drawn.SelectMany(study => study.Findings).Select(finding => finding.Sentence))
            Assert.DoesNotContain("equal", sentence, StringComparison.OrdinalIgnoreCase);
    }

    private static ResponseTable Draw(int seed)
    {
        var random = new Random(seed);
        var table = new ResponseTable(Asked);
        var shift = Asked.Dimensions.Select(_ => (random.NextDouble() * 2) - 1.2).ToArray();
        var loading = random.NextDouble();
        for (var row = 0; row < 12 + (seed * 2); row++)
        {
            var mood = Normal(random) * loading;
            var place = 0;
            var norms = new List<byte>();
            var perceptions = new List<byte>();
            foreach (var dimension in Asked.Dimensions)
            {
                foreach (var _ in dimension.Items)
                {
                    norms.Add(Code(4.8 + Normal(random)));
                    perceptions.Add(random.NextDouble() < 0.03 ? AnswerCode.Skipped : Code(4.8 + shift[place] + mood + Normal(random)));
                }
                place++;
            }
            table.Add(new Response
            {
                Id = row.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Answers = [.. norms, .. perceptions],
                ImportancePoints = [.. Asked.Dimensions.Select(_ => (double?)random.Next(5, 40))],
                Outcomes = [.. Asked.Outcomes.Select(outcome => (byte)Math.Clamp(Math.Round(4 + mood + Normal(random)), 1, outcome.Scale.Points))],
                Attributes = [.. Asked.Attributes.Select(_ => random.Next(2) == 0 ? "a" : "b")],
            });
        }
        return table;
    }

    private static byte Code(double answer) => (byte)Math.Clamp(Math.Round(answer), 1, 7);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
