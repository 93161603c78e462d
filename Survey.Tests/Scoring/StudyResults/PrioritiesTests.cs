using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class PrioritiesTests
{
    [Fact]
    public void Shares_of_importance_add_up_to_a_hundred()
    {
        var priorities = Evaluation.Evaluate(ReferenceStudy.Responses("servqual")).Priorities;

        Assert.Equal("servperf", priorities.DerivedFrom);
        Assert.Equal(100, priorities.Stated.Sum(stated => stated.Points.Mean.Value), 1e-9);
        Assert.All(priorities.Derived, outcome =>
        {
            Assert.Equal(100, outcome.Dimensions.Sum(share => share.Weight.Value), 1e-9);
            Assert.Equal(100, outcome.Dimensions.Sum(share => share.Lmg.Value), 1e-9);
        });
    }

    [Fact]
    public void There_is_a_map_of_stated_importance_and_one_per_outcome()
    {
        var priorities = Evaluation.Evaluate(ReferenceStudy.Responses("servqual")).Priorities;

        Assert.Equal([("stated", null), ("derived", "overall"), ("derived", "satisfaction"), ("derived", "recommend")], priorities.Maps.Select(map => (map.Importance, map.Outcome)));
        Assert.All(priorities.Maps, map =>
        {
            Assert.Equal(["scale", "means", "diagonal"], map.Crosshairs.Select(crosshair => crosshair.Id));
            Assert.All(map.Crosshairs, crosshair => Assert.Equal(20, crosshair.Importance.Value, 1e-9));
            Assert.Equal(4, map.Crosshairs[0].Performance.Value);
        });
    }

    [Theory]
    [InlineData(0, PriorityQuadrant.KeepUp, PriorityQuadrant.KeepUp, PriorityQuadrant.PossibleOverkill, PriorityQuadrant.LowPriority)]
    [InlineData(1, PriorityQuadrant.ConcentrateHere, PriorityQuadrant.KeepUp, PriorityQuadrant.PossibleOverkill, PriorityQuadrant.LowPriority)]
    [InlineData(2, PriorityQuadrant.ConcentrateHere, PriorityQuadrant.KeepUp, PriorityQuadrant.PossibleOverkill, PriorityQuadrant.ConcentrateHere)]
    public void Each_crosshair_places_by_its_own_lines(int crosshair, params PriorityQuadrant[] expected)
    {
        var quadrants = new PriorityQuadrant[4];

        // Means 25 and 4.5; the middle of the scale is 4. The last is low and lies above the diagonal.
        var reason = ImportancePerformance.Place(crosshair, [40, 30, 10, 20], [4.2, 6, 6, 1.8], 4, quadrants);

        Assert.Null(reason);
        Assert.Equal(expected, quadrants);
    }

    [Fact]
    public void A_value_on_a_line_raises_no_alarm()
    {
        var quadrants = new PriorityQuadrant[2];

        ImportancePerformance.Place(0, [50, 50], [4, 3], 4, quadrants);

        Assert.Equal([PriorityQuadrant.PossibleOverkill, PriorityQuadrant.LowPriority], quadrants);
        Assert.Equal(UndefinedReason.NoVariance, ImportancePerformance.Place(2, [50, 50], [4, 3], 4, quadrants));
        Assert.Equal(UndefinedReason.OneDimension, ImportancePerformance.Place(0, [100], [4], 4, quadrants));
    }

    [Fact]
    public void Outcomes_with_a_kind_are_indicators_from_the_counts_of_their_answers()
    {
        var responses = ReferenceStudy.Responses("servqual");
        var questionnaire = responses.Questionnaire with
        {
            Outcomes =
            [
                responses.Questionnaire.Outcomes[0] with { Kind = OutcomeKind.Ces },
                responses.Questionnaire.Outcomes[1] with { Kind = OutcomeKind.Csat },
                responses.Questionnaire.Outcomes[2] with { Kind = OutcomeKind.Nps },
            ],
        };
        var table = new ResponseTable(questionnaire);
        for (var row = 0; row < responses.Count; row++) table.Add(responses.GetResponse(row));
        int[] Answers(int outcome) => [.. Enumerable.Range(0, responses.Count).Select(row => responses.GetResponse(row).Outcomes[outcome]).Where(AnswerCode.IsAnswer).Select(code => (int)code)];

        var indicators = Evaluation.Evaluate(table).Priorities.Indicators;

        Assert.Equal([OutcomeKind.Ces, OutcomeKind.Csat, OutcomeKind.Nps], indicators.Select(indicator => indicator.Kind));
        Assert.Equal(Answers(0).Average(), indicators[0].Value.Value, 1e-12);
        Assert.Equal(Answers(1).Average(code => code >= 6 ? 1.0 : 0), indicators[1].Value.Value, 1e-12);
        Assert.Equal(100 * Answers(2).Average(code => code >= 10 ? 1.0 : code <= 7 ? -1 : 0), indicators[2].Value.Value, 1e-9);
        Assert.Equal(1, indicators[2].Promoters!.Value.Value + indicators[2].Passives!.Value.Value + indicators[2].Detractors!.Value.Value, 1e-12);
        Assert.All(indicators, indicator => Assert.True(indicator.CiLow.Value < indicator.Value.Value && indicator.Value.Value < indicator.CiHigh.Value));
        Assert.Empty(Evaluation.Evaluate(responses).Priorities.Indicators);
    }
}
