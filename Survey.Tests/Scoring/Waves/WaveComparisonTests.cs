using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Waves;

public sealed class WaveComparisonTests
{
    private static readonly ResponseTable All = ReferenceStudy.Responses("servqual");

    private static readonly Questionnaire Asked = All.Questionnaire;

    [Fact]
    public void Different_people_are_compared_by_Welch_on_the_figures_of_each_wave()
    {
        var (first, second) = (Table(0, 150), Table(150, 250));

        var comparison = WaveComparison.Of(new Wave("one", first), new Wave("two", second));

        Assert.Null(comparison.Pairs);
        var (one, two) = (Evaluation.Evaluate(first), Evaluation.Evaluate(second));
        var overall = comparison.Figures.Single(figure => figure.Score == new ScoreKey(ScoreKind.Overall, "servqual", ""));
        var (a, b) = (one.Models[0].Overall, two.Models[0].Overall);
        var error = Math.Sqrt(a.Sd.Value * a.Sd.Value / a.N + b.Sd.Value * b.Sd.Value / b.N);
        Assert.Equal((a.N, b.N), (overall.FirstN, overall.SecondN));
        Assert.Equal(b.Mean.Value - a.Mean.Value, overall.Difference.Value, 1e-12);
        Assert.Equal((b.Mean.Value - a.Mean.Value) / error, overall.T.Value, 1e-9);
        var items = comparison.Figures.Where(figure => figure.Score.Kind == ScoreKind.Item).ToArray();
        Assert.Equal(one.Items.Zip(two.Items, (left, right) => right.Gap!.Mean.Value - left.Gap!.Mean.Value), items.Select(item => item.Difference.Value), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(3, comparison.Figures.Count(figure => figure.Score.Kind == ScoreKind.Outcome && figure.Difference.IsDefined));
        Assert.All(comparison.Figures, figure => Assert.True(figure.AdjustedP.Value >= figure.P.Value));
    }

    [Fact]
    public void Linked_respondents_are_compared_as_pairs_and_the_others_are_counted()
    {
        // The second wave: everybody one point better on the perception of the first item, 40 of 100 the same people.
        var first = Table(0, 100, row => $"p{row}");
        var second = Table(60, 100, row => $"p{row}", Better);

        var comparison = WaveComparison.Of(new Wave("one", first), new Wave("two", second), "person");

        Assert.Equal((40, 60, 60), (comparison.Pairs, comparison.First.Unpaired, comparison.Second.Unpaired));
        var item = comparison.Figures.First(figure => figure.Score.Kind == ScoreKind.Item);
        var changes = Enumerable.Range(60, 40).Select(row => Change(All.GetResponse(row))).OfType<double>().ToArray();
        var mean = changes.Average();
        var sd = Math.Sqrt(changes.Sum(change => (change - mean) * (change - mean)) / (changes.Length - 1));
        Assert.Equal(changes.Length, item.FirstN);
        Assert.Equal(mean, item.Difference.Value, 1e-12);
        Assert.Equal(mean / sd * Math.Sqrt(changes.Length), item.T.Value, 1e-9);
        Assert.Equal(mean / sd, item.EffectSize.Value, 1e-9);
        // Nothing else changed for them: no difference, and so no test.
        var other = comparison.Figures.Where(figure => figure.Score.Kind == ScoreKind.Item).Last();
        Assert.Equal((0.0, UndefinedReason.NoVariance), (other.Difference.Value, other.T.Reason));
    }

    [Fact]
    public void The_order_of_responses_leaves_paired_figures_alone()
    {
        var (first, second) = (Table(0, 80, row => $"p{row}"), Table(0, 80, row => $"p{79 - row}"));

        var one = WaveComparison.Of(new Wave("one", first), new Wave("two", second), "person");
        var two = WaveComparison.Of(new Wave("one", Turned(first)), new Wave("two", Turned(second)), "person");

        Assert.All(one.Figures.Zip(two.Figures), pair => Assert.Equal(pair.First.Difference.Value, pair.Second.Difference.Value, 1e-12));
    }

    [Fact]
    public void A_respondent_who_stands_twice_in_a_wave_has_no_partner()
    {
        var first = Table(0, 10, row => row < 2 ? "same" : $"p{row}");
        var second = Table(0, 10, row => row == 0 ? "same" : $"p{row}");

        var comparison = WaveComparison.Of(new Wave("one", first), new Wave("two", second), "person");

        Assert.Equal((8L, 2L, 2L), (comparison.Pairs!.Value, comparison.First.Unpaired, comparison.First.RepeatedLinks));
    }

    [Fact]
    public void A_meaning_that_changed_breaks_the_dimension_and_the_overall_score_only()
    {
        var dimension = Asked.Dimensions[0];
        var changed = dimension.Items[0] with { Meaning = 2 };
        var newer = Asked with { Version = 2, Dimensions = [dimension with { Items = [changed, .. dimension.Items[1..]] }, .. Asked.Dimensions[1..]] };

        var comparison = WaveComparison.Of(new Wave("one", Table(0, 150)), new Wave("two", Table(150, 150, questionnaire: newer)));

        Assert.Equal([dimension.Id], comparison.Versions.Single().BrokenDimensions);
        Assert.All(comparison.Figures, figure => Assert.Equal(
            figure.Score.Kind == ScoreKind.Overall || figure.Score.Id == dimension.Id || figure.Score == new ScoreKey(ScoreKind.Item, "servqual", changed.Id),
            figure.Difference.Reason == UndefinedReason.MeaningChanged));
        Assert.All(comparison.Figures, figure => Assert.True(figure.FirstMean.IsDefined && figure.SecondMean.IsDefined));
    }

    [Fact]
    public void A_control_chart_begins_anew_where_the_meaning_changed()
    {
        var dimension = Asked.Dimensions[0];
        var newer = Asked with { Version = 2, Dimensions = [dimension with { Items = [dimension.Items[0] with { Meaning = 2 }, .. dimension.Items[1..]] }, .. Asked.Dimensions[1..]] };
        var periods = Enumerable.Range(0, 18).Select(period => new Wave($"{period}", Table(period * 20, 20, questionnaire: period < 9 ? Asked : newer))).ToArray();

        var charts = WaveCharts.Of(periods);

        var broken = charts.Single(chart => chart.Score.Id == dimension.Id);
        Assert.Equal([1, 2], broken.Lines.Select(line => line.SinceVersion));
        Assert.All(broken.Lines, line => Assert.Equal((9, null), (line.Points.Length, line.Reason)));
        Assert.Equal(18, charts.Single(chart => chart.Score.Id == Asked.Dimensions[1].Id).Lines.Single().Points.Length);
        Assert.Equal(6, charts.Length);
    }

    [Fact]
    public void A_period_that_asked_two_comparable_versions_is_one_point()
    {
        var second = Asked with { Version = 2 };
        var together = new Wave("both", [new WavePart(StudyMoments.Of(Table(0, 20))), new WavePart(StudyMoments.Of(Table(20, 20, questionnaire: second)))]);

        var comparison = WaveComparison.Of(together, new Wave("same", Table(0, 40)));

        Assert.All(comparison.Figures, figure => Assert.Equal(0, figure.Difference.Value, 1e-9));
    }

    [Fact]
    public void Small_groups_are_hidden()
    {
        var comparison = WaveComparison.Of(new Wave("one", Table(0, 4)), new Wave("two", Table(4, 50)), minimumGroup: 5);

        Assert.All(comparison.Figures, figure => Assert.Equal((UndefinedReason.TooFewToShow, UndefinedReason.TooFewToShow), (figure.FirstMean.Reason, figure.P.Reason)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    public void Few_responses_leave_every_null_with_a_reason(int one, int two)
    {
        foreach (var kind in DrawnStudy.Kinds)
        {
            var study = DrawnStudy.Draw(kind, 7);
            var (first, second) = (new ResponseTable(study.Questionnaire), new ResponseTable(study.Questionnaire));
            foreach (var response in study.Responses.Take(one)) first.Add(response);
            foreach (var response in study.Responses.Take(two)) second.Add(response);
            foreach (var link in new[] { null, "nobody" })
            {
                Wave[] waves = [new("one", first), new("two", second)];
                using var stream = new MemoryStream();
                WavesResultJson.Write(new WavesResult([WaveComparison.Of(waves[0], waves[1], link)], WaveCharts.Of(waves)), stream);
                var json = JsonNode.Parse(stream.ToArray())!;
                Assert.Equal(Nulls(json, "").Order(StringComparer.Ordinal), json["reasons"]!.AsObject().Select(reason => reason.Key).Order(StringComparer.Ordinal));
            }
        }
    }

    private static Response Better(Response response)
    {
        var place = Asked.Items.Count();
        return response with { Answers = response.Answers.SetItem(place, response.Answers[place] is > 0 and < 7 ? (byte)(response.Answers[place] + 1) : response.Answers[place]) };
    }

    private static double? Change(Response response)
    {
        var (before, after) = (response.Answers[Asked.Items.Count()], Better(response).Answers[Asked.Items.Count()]);
        return AnswerCode.IsAnswer(before) && AnswerCode.IsAnswer(response.Answers[0]) ? after - before : null;
    }

    private static ResponseTable Table(int start, int count, Func<int, string>? person = null, Func<Response, Response>? change = null, Questionnaire? questionnaire = null)
    {
        var table = new ResponseTable(questionnaire ?? Asked);
        for (var row = start; row < start + count; row++)
        {
            var response = All.GetResponse(row);
            if (person is not null) response = response with { Further = [KeyValuePair.Create("person", person(row))] };
            table.Add(change?.Invoke(response) ?? response);
        }

        return table;
    }

    private static ResponseTable Turned(ResponseTable table)
    {
        var turned = new ResponseTable(table.Questionnaire);
        foreach (var response in table.Responses().Reverse()) turned.Add(response);
        return turned;
    }

    private static IEnumerable<string> Nulls(JsonNode? node, string pointer) => node switch
    {
        null => [pointer],
        JsonObject members => members.SelectMany(member => Nulls(member.Value, $"{pointer}/{member.Key}")),
        JsonArray entries => entries.SelectMany((entry, place) => Nulls(entry, $"{pointer}/{place}")),
        _ => [],
    };
}
