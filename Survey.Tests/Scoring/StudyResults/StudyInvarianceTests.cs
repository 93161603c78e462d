using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>What must not change, or change in a known way, when the data are written differently.</summary>
public sealed class StudyInvarianceTests
{
    private static readonly DrawnStudy Study = DrawnStudy.Draw("one-item-dimension", 11);

    [Fact]
    public void New_ids_change_the_data_hash_and_nothing_else()
    {
        var renamed = Evaluate(Study.Questionnaire, Study.Responses.Select(response => response with { Id = "x" + response.Id }));
        var original = Evaluate(Study.Questionnaire, Study.Responses);

        Assert.NotEqual(original.DataHash, renamed.DataHash);
        Assert.Equal(ReferenceStudy.Json(original with { DataHash = "" }).ToJsonString(), ReferenceStudy.Json(renamed with { DataHash = "" }).ToJsonString());
    }

    [Fact]
    public void The_order_of_responses_changes_nothing() => Assert.Equal(
        ReferenceStudy.Json(Evaluate(Study.Questionnaire, Study.Responses)).ToJsonString(),
        ReferenceStudy.Json(Evaluate(Study.Questionnaire, Study.Responses.Reverse())).ToJsonString());

    [Fact]
    public void Exchanging_expectation_and_perception_negates_the_gaps_and_keeps_their_reliability()
    {
        var items = Study.Questionnaire.Items.Count();
        var exchanged = Evaluate(Study.Questionnaire, Study.Responses.Select(response => response with
        {
            Answers = [.. response.Answers.Skip(items), .. response.Answers.Take(items)],
        }));
        var original = Evaluate(Study.Questionnaire, Study.Responses);

        foreach (var (before, after) in original.Items.Zip(exchanged.Items))
        {
            Assert.Equal(-before.Gap!.Mean.Value, after.Gap!.Mean.Value, 1e-12);
            Assert.Equal(-before.Gap.T.Value, after.Gap.T.Value, 1e-9);
            Assert.Equal(before.Gap.P.Value, after.Gap.P.Value, 1e-12);
        }

        var (left, right) = (original.Models[0].Dimensions[1], exchanged.Models[0].Dimensions[1]);
        Assert.Equal(left.Reliability!.Alpha.Value, right.Reliability!.Alpha.Value, 1e-12);
        Assert.Equal(left.Reliability.DifferenceReliability!.Value.Value, right.Reliability.DifferenceReliability!.Value.Value, 1e-12);
    }

    [Fact]
    public void A_scale_that_starts_higher_moves_means_and_leaves_alpha_structure_and_gaps()
    {
        var scale = Study.Questionnaire.Scale;
        var moved = Study.Questionnaire with { Scale = scale with { From = scale.From + 100000, To = scale.To + 100000 } };
        var (before, after) = (Evaluate(Study.Questionnaire, Study.Responses), Evaluate(moved, Study.Responses));

        Assert.Equal(before.Items[0].Batteries[0].Value.Mean.Value + 100000, after.Items[0].Batteries[0].Value.Mean.Value, 1e-9);
        Assert.Equal(before.Items[0].Gap!.Mean, after.Items[0].Gap!.Mean);
        var (left, right) = (before.Models[2], after.Models[2]);
        Assert.Equal("servperf", left.Id);
        Assert.Equal(left.Alpha, right.Alpha);
        Assert.Equal(left.Structure!.Kmo, right.Structure!.Kmo);
        Assert.Equal(left.Outcomes[0].RSquared.Value, right.Outcomes[0].RSquared.Value, 1e-9);
    }

    [Fact]
    public void A_gap_is_the_difference_of_the_means_beside_it()
    {
        var result = Evaluate(Study.Questionnaire, Study.Responses);

        foreach (var gap in result.Items.Select(item => item.Gap!).Concat(result.Dimensions.Select(dimension => dimension.Gap!)))
            Assert.Equal(gap.PairedBatteries[0].Mean.Value - gap.PairedBatteries[1].Mean.Value, gap.Mean.Value, 1e-12);
    }

    [Fact]
    public void The_common_sample_counts_the_respondents_who_are_complete_for_every_model()
    {
        var result = Evaluate(Study.Questionnaire, Study.Responses);
        var sample = result.CommonSample[0];
        var weighted = result.Models.Single(model => model.Id == "weighted-servqual").Outcomes[0];

        // Whoever has the weighted score has both others.
        Assert.Equal(weighted.N, sample.N);
        Assert.Equal(weighted.R, sample.Models.Single(model => model.Id == "weighted-servqual").R);
        Assert.All(sample.Comparisons, comparison => Assert.Equal(sample.N, comparison.N));
        Assert.True(result.Models[0].Outcomes[0].N > sample.N);
    }

    [Fact]
    public void Halves_of_a_very_long_dimension_are_scored_to_twelve_digits()
    {
        // 60 items: the least common denominator of the half-rule means has more than 49 bits, so scores are rounded to 2⁻⁴⁰.
        var questionnaire = Long(60);
        var random = new Random(5);
        ImmutableArray<Response> responses =
        [
            .. Enumerable.Range(0, 200).Select(row => new Response
            {
                Id = $"r{row}",
                Answers = [.. Enumerable.Range(0, 60).Select(_ => random.Next(3) == 0 ? AnswerCode.Skipped : (byte)random.Next(1, 8))],
            }),
        ];
        double[] means =
        [
            .. responses.Select(response => response.Answers.Where(AnswerCode.IsAnswer).Select(code => (double)code).ToArray())
                .Where(answers => answers.Length >= 30).Select(answers => answers.Average()),
        ];

        var dimension = Evaluate(questionnaire, responses).Models[0].Dimensions[0];

        Assert.Equal(means.Length, dimension.N);
        Assert.Equal(means.Average(), dimension.Mean.Value, 1e-12);
        Assert.Equal(Math.Sqrt(means.Sum(mean => Math.Pow(mean - means.Average(), 2)) / (means.Length - 1)), dimension.Sd.Value, 1e-10);
    }

    private static Questionnaire Long(int items)
    {
        var template = DrawnStudy.Draw("perceptions-only", 1).Questionnaire;
        var item = template.Items.First();
        return template with
        {
            Scale = template.Scale with { To = 7 },
            Dimensions = [template.Dimensions[0] with { Items = [.. Enumerable.Range(1, items).Select(number => item with { Id = $"{number}" })] }],
            Importance = null,
            Outcomes = [],
            Attributes = [],
            Models = ["servperf"],
        };
    }

    private static StudyResult Evaluate(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return Evaluation.Evaluate(table);
    }
}
