using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>Sub-dimensions against the answers themselves, and that they leave every other figure as it is.</summary>
public sealed class SubdimensionTests
{
    private static readonly ResponseTable Table = ReferenceStudy.Responses("awkward");

    [Fact]
    public void A_sub_dimension_has_the_gap_of_the_respondents_who_answered_every_item_of_the_dimension()
    {
        var divided = Divided(Table);
        var questionnaire = divided.Questionnaire;
        var result = Evaluation.Evaluate(divided, new StudyOptions { Depth = StudyDepth.Figures });
        var model = result.Models.Single(model => model.Id == "servqual");
        var count = questionnaire.Items.Count();
        var start = 0;
        foreach (var (dimension, scored) in questionnaire.Dimensions.Zip(model.Dimensions))
        {
            int[] places = [.. Enumerable.Range(start, dimension.Items.Length)];
            var complete = divided.Responses()
                .Where(response => places.All(place => AnswerCode.IsAnswer(response.Answers[place]) && AnswerCode.IsAnswer(response.Answers[count + place]))).ToList();
            foreach (var (subdimension, score) in dimension.Subdimensions.Zip(scored.Subdimensions))
            {
                var own = places.Where(place => dimension.Items[place - start].Subdimension == subdimension.Id).ToArray();
                var gaps = complete.Select(response => own.Average(place =>
                    (response.Answers[count + place] - response.Answers[place]) * (dimension.Items[place - start].IsReversed ? -1.0 : 1.0))).ToArray();
                var mean = gaps.Average();
                Assert.Equal(subdimension.Id, score.Id);
                Assert.Equal(complete.Count, score.N);
                Assert.Equal(mean, score.Mean.Value, 1e-12);
                Assert.Equal(Math.Sqrt(gaps.Sum(gap => (gap - mean) * (gap - mean)) / (gaps.Length - 1)), score.Sd.Value, 1e-12);
                Assert.Equal(own.Length > 1, score.Alpha.IsDefined);
            }
            start += dimension.Items.Length;
        }
    }

    [Fact]
    public void The_alpha_of_the_only_sub_dimension_is_that_of_the_dimension_and_so_is_the_mean_over_complete_respondents()
    {
        var whole = WithSubdimensions(Table, (_, _) => 0);
        foreach (var model in Evaluation.Evaluate(whole, new StudyOptions { Depth = StudyDepth.Figures }).Models)
            Assert.All(model.Dimensions, dimension => Assert.True(dimension.Reliability is null
                ? dimension.Subdimensions.IsEmpty
                : dimension.Subdimensions[0].Alpha == dimension.Reliability.Alpha && dimension.Subdimensions[0].N == dimension.Reliability.N));
    }

    [Fact]
    public void Sub_dimensions_change_no_other_figure()
    {
        var options = new StudyOptions { Depth = StudyDepth.Figures };
        var (without, with) = (ReferenceStudy.Json(Evaluation.Evaluate(Table, options)), ReferenceStudy.Json(Evaluation.Evaluate(Divided(Table), options)));
        foreach (var dimension in with["models"]!.AsArray().SelectMany(model => model!["dimensions"]!.AsArray()))
            dimension!.AsObject().Remove("subdimensions");
        foreach (var json in new[] { without, with })
        {
            json["questionnaire"]!.AsObject().Remove("sha256");
            var reasons = json["reasons"]!.AsObject();
            foreach (var pointer in reasons.Select(reason => reason.Key).Where(pointer => pointer.Contains("/subdimensions/", StringComparison.Ordinal)).ToList()) reasons.Remove(pointer);
        }

        Assert.True(JsonNode.DeepEquals(without, with));
    }

    /// <summary>Every dimension in two: its first item, and the others.</summary>
    private static ResponseTable Divided(ResponseTable table) => WithSubdimensions(table, (_, item) => Math.Min(item, 1));

    private static ResponseTable WithSubdimensions(ResponseTable table, Func<int, int, int> partOf)
    {
        var asked = table.Questionnaire with
        {
            Dimensions =
            [
                .. table.Questionnaire.Dimensions.Select((dimension, d) =>
                {
                    ImmutableArray<Item> items = [.. dimension.Items.Select((item, i) => item with { Subdimension = $"part-{d}-{partOf(d, i)}" })];
                    return dimension with
                    {
                        Items = items,
                        Subdimensions = [.. items.Select(item => item.Subdimension!).Distinct().Select(id => new Subdimension(id, new LocalizedText([new("en", id)])))],
                    };
                }),
            ],
        };
        Assert.NotNull(QuestionnaireFile.Check(asked).Questionnaire);
        var divided = new ResponseTable(asked);
        foreach (var response in table.Responses()) divided.Add(response);
        return divided;
    }
}
