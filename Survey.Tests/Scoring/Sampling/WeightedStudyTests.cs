using System.Text.Json.Nodes;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Sampling;

public sealed class WeightedStudyTests
{
    private static readonly ResponseTable Responses = ReferenceStudy.Responses("servqual");

    private static readonly Population People = new(
        [
            Margin("branch", ("isfahan", 3000), ("shiraz", 1000), ("tehran-north", 2000), ("tehran-south", 4000)),
            Margin("gender", ("female", 0.55), ("male", 0.45)),
        ], 10_000);

    [Fact]
    public void Weights_make_the_shares_agree_and_cost_accuracy()
    {
        var weighting = Weigh(People);

        Assert.Equal(("raked", "calibrated", 385L, 15L), (weighting.Status, weighting.Variance, weighting.Respondents, weighting.WithoutWeight));
        Assert.All(weighting.Margins.SelectMany(margin => margin.Values), share => Assert.Equal(share.Target.Value, share.Weighted.Value, 1e-9));
        Assert.True(weighting.DesignEffect.Value > 1);
        Assert.Equal(weighting.Respondents / weighting.DesignEffect.Value, weighting.EffectiveCount.Value, 1e-9);
        Assert.Equal([("value-missing", "gender", 15L)], weighting.Problems.Select(problem => (problem.Code, problem.Attribute, problem.Count)));
        Assert.All(weighting.NotWeighted, figure => Assert.Equal(UndefinedReason.NotDefinedWithWeights, figure.Value.Reason));
    }

    // With a single margin a weighted mean is the mean of the group means by their shares, where everybody has a value.
    [Fact]
    public void One_margin_is_poststratification()
    {
        var branches = new Population([People.Margins[0]]);
        var result = Evaluation.Evaluate(Responses, new StudyOptions { Population = branches, Depth = StudyDepth.Figures });
        var groups = result.Segments.Single(segment => segment.Attribute == "branch").Groups;

        foreach (var figure in result.Sample.Weighting!.Figures.Where(figure => figure.Score.Kind == ScoreKind.Dimension && figure.N == 400))
        {
            var expected = groups.Sum(group => branches.Margins[0].Values.Single(value => value.Value == group.Value).Size / 10_000 * group.Dimensions.Single(dimension => dimension.Id == figure.Score.Id).Mean.Value);
            Assert.Equal(expected, figure.Mean.Value, 1e-9);
        }

        Assert.Contains(result.Sample.Weighting!.Figures, figure => figure.Score.Kind == ScoreKind.Dimension && figure.N == 400);
    }

    [Fact]
    public void Shares_of_the_sample_itself_weigh_everybody_alike()
    {
        var groups = Evaluation.Evaluate(Responses).Segments.Single(segment => segment.Attribute == "branch").Groups;
        var weighting = Weigh(new Population([Margin("branch", [.. groups.Select(group => (group.Value, (double)group.Responses))])]));

        Assert.Equal(1, weighting.DesignEffect.Value, 1e-12);
        Assert.All(weighting.Figures, figure => Assert.Equal(figure.Unweighted.Value, figure.Mean.Value, 1e-9));
    }

    [Fact]
    public void The_order_of_responses_and_of_the_margins_values_changes_nothing()
    {
        var turned = new ResponseTable(Responses.Questionnaire);
        foreach (var response in Responses.Responses().Reverse()) turned.Add(response);
        var other = new Population([.. People.Margins.Reverse().Select(margin => margin with { Values = [.. margin.Values.Reverse()] })], 10_000);

        var (one, two) = (Weigh(People), Evaluation.Evaluate(turned, new StudyOptions { Population = other }).Sample.Weighting!);

        Assert.All(one.Figures.Zip(two.Figures), pair =>
        {
            Assert.Equal(pair.First.Score, pair.Second.Score);
            Assert.Equal(pair.First.Mean.Value, pair.Second.Mean.Value, 1e-8);
            Assert.Equal(pair.First.StandardError.Value, pair.Second.StandardError.Value, 1e-8);
        });
    }

    [Fact]
    public void Whatever_keeps_weights_from_standing_for_the_population_is_named()
    {
        var weighting = Weigh(new Population(
            [
                Margin("branch", ("isfahan", 30), ("mars", 10), ("tehran-north", 60), ("tehran-south", 0)),
                Margin("gender", ("female", 700), ("male", 500)),
                Margin("colour", ("red", 1)),
            ]));

        Assert.Equal(
            ["attribute-unknown colour ", "no-respondents branch mars", "not-in-population branch tehran-south", "not-in-population branch shiraz", "value-missing gender "],
            weighting.Problems.Select(problem => $"{problem.Code} {problem.Attribute} {problem.Value}"));
        Assert.Equal(0, weighting.Margins[0].Values[1].Weighted.Value);
    }

    [Fact]
    public void Totals_that_differ_are_named() => Assert.Contains(
        Weigh(new Population([People.Margins[0], Margin("gender", ("female", 700), ("male", 500))])).Problems,
        problem => problem is { Code: "totals-differ", Attribute: "gender", Count: 1200 });

    [Fact]
    public void Moments_alone_have_margins_of_error_but_no_weights()
    {
        var sample = Evaluation.Evaluate(Survey.Scoring.Moments.StudyMoments.Of(Responses), new StudyOptions { Population = People }).Sample;

        Assert.Null(sample.Weighting);
        Assert.Equal(UndefinedReason.NeedsResponses, sample.WeightingReason);
        Assert.Equal(10_000, sample.People);
        Assert.True(sample.ProportionMargin.Value is > 0.047 and < 0.049);
        Assert.Equal(2000, sample.Segments.Single(segment => segment.Attribute == "branch").Groups.Single(group => group.Value == "tehran-north").People);
    }

    [Fact]
    public void Sizes_are_people_unless_they_are_shares_or_percentages()
    {
        Assert.Equal(10_000, Margin("branch", ("a", 4000), ("b", 6000)).People);
        Assert.Null(Margin("branch", ("a", 0.4), ("b", 0.6)).People);
        Assert.Null(Margin("branch", ("a", 40), ("b", 60)).People);
        Assert.Equal(400, new Population([Margin("branch", ("a", 40), ("b", 60))], 1000).PeopleWith("branch", "a"));
        Assert.Null(new Population([Margin("branch", ("a", 40), ("b", 60))]).PeopleWith("branch", "a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public void Few_responses_leave_every_null_with_a_reason(int count)
    {
        var few = new ResponseTable(Responses.Questionnaire);
        foreach (var response in Responses.Responses().Take(count)) few.Add(response);
        var json = ReferenceStudy.Json(Evaluation.Evaluate(few, new StudyOptions { Population = People }));

        var nulls = Nulls(json["sample"], "/sample").ToArray();
        Assert.Equal(nulls.Order(StringComparer.Ordinal), json["reasons"]!.AsObject().Select(reason => reason.Key).Where(key => key.StartsWith("/sample", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "people": 50, "margins": { "branch": { "north": 20, "south": 30 } } }""")]
    [InlineData("attribute,value,population\n,,50\nbranch,north,20\n\nbranch,\"south\",30")]
    [InlineData("population;value;attribute\r\n50;;\r\n20;north;branch\r\n30;south;branch\r\n")]
    public void A_population_file_is_read_in_either_form(string file)
    {
        var reading = PopulationFile.Read(System.Text.Encoding.UTF8.GetBytes(file));

        Assert.Null(reading.Problem);
        Assert.Equal(new Population([Margin("branch", ("north", 20), ("south", 30))], 50), reading.Population);
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{ \"margins\": 3 }", "malformed")]
    [InlineData("{ \"colour\": 3 }", "malformed")]
    [InlineData("a,b\n1,2", "malformed")]
    [InlineData("attribute,value,population\nbranch,\"north", "malformed")]
    [InlineData("attribute,value,population\nbranch,north,many", "size")]
    [InlineData("attribute,value,population\nbranch,north,-1", "size")]
    [InlineData("attribute,value,population\nbranch,north,1\nbranch,north,2", "repeated")]
    [InlineData("attribute,value,population\nbranch,north,0", "empty")]
    [InlineData("{}", "empty")]
    public void A_population_file_that_says_nothing_useful_is_refused(string file, string problem) =>
        Assert.Equal(problem, PopulationFile.Read(System.Text.Encoding.UTF8.GetBytes(file)).Problem);

    private static WeightingResult Weigh(Population population) => Evaluation.Evaluate(Responses, new StudyOptions { Population = population, Depth = StudyDepth.Figures }).Sample.Weighting!;

    private static PopulationMargin Margin(string attribute, params (string Value, double Size)[] values) =>
        new(attribute, [.. values.Select(value => new PopulationValue(value.Value, value.Size))]);

    private static IEnumerable<string> Nulls(JsonNode? node, string pointer) => node switch
    {
        null => [pointer],
        JsonObject members => members.SelectMany(member => Nulls(member.Value, $"{pointer}/{member.Key}")),
        JsonArray entries => entries.SelectMany((entry, place) => Nulls(entry, $"{pointer}/{place}")),
        _ => [],
    };
}
