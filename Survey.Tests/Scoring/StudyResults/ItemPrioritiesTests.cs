using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>The items on the map of importance and performance, against R (<c>Reference/priorities/items.R</c>) and by their laws.</summary>
public sealed class ItemPrioritiesTests
{
    private static readonly JsonNode R = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "priorities", "items.json")))!;

    private static readonly PrioritiesResult Resampled = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"), new StudyOptions { Resamples = 2000 }).Priorities;

    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        R["cases"]!.AsArray().Select(one => new TheoryDataRow<string, string>((string)one!["study"]!, (string)one["outcome"]!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Importance_performance_and_quadrants_agree_with_R(string study, string outcome)
    {
        var expected = R["cases"]!.AsArray().Single(one => (string)one!["study"]! == study && (string)one["outcome"]! == outcome)!;

        var map = Evaluation.Evaluate(ReferenceStudy.Responses(study)).Priorities.Maps.Single(map => map.Outcome == outcome);

        Assert.Equal(expected["ids"]!.AsArray().Select(id => id!.ToString()), map.Items.Select(item => item.Id));
        Assert.All(map.Items.Index(), one =>
        {
            var (place, item) = one;
            PriorityReference.AssertNear(expected["within"]![place], item.WithinShare.OrNull);
            PriorityReference.AssertNear(expected["importance"]![place], item.Importance.OrNull);
            PriorityReference.AssertNear(expected["performance"]![place], item.Performance.OrNull);
            PriorityReference.AssertNear(expected["priority"]![place], item.Priority.OrNull);
            Assert.All(item.Placements, placement => Assert.Equal(
                ((string)expected["quadrants"]![placement.Crosshair]![place]!).Replace("-", "", StringComparison.Ordinal), placement.Quadrant.ToString(), ignoreCase: true));
        });
    }

    // As for the dimensions: five Monte-Carlo errors of both sides together.
    [Fact]
    public void Intervals_and_quadrants_agree_with_a_bootstrap_in_R_within_its_error()
    {
        var r = R["resampled"]!;
        var items = Resampled.Maps.Single(map => map.Outcome == (string?)r["outcome"]).Items;

        for (var item = 0; item < items.Length; item++)
        {
            var room = 5 * 0.07 * (double)r["error"]![item]!;
            Assert.Equal((double)r["low"]![item]!, items[item].ImportanceLimits!.Low.Value, room);
            Assert.Equal((double)r["high"]![item]!, items[item].ImportanceLimits!.High.Value, room);
            Share(r["concentrate"]!["all"]![item]!, items[item].ConcentrateShare!.Value);
            foreach (var placement in items[item].Placements)
                Share(r["concentrate"]![placement.Crosshair]![item]!, placement.Shares[(int)PriorityQuadrant.ConcentrateHere]);
        }

        static void Share(JsonNode expected, Estimate actual)
        {
            var share = (double)expected;
            Assert.Equal(share, actual.Value, 5 * Math.Sqrt(Math.Max(share * (1 - share), 1e-3) * (1.0 / 2000 + 1.0 / 10000)));
        }
    }

    [Fact]
    public void Shares_of_quadrants_add_up_to_one_and_all_crosshairs_agree_no_oftener_than_each() =>
        Assert.All(Resampled.Maps.SelectMany(map => map.Items), item =>
        {
            Assert.All(item.Placements, placement => Assert.Equal(1, placement.Shares.Sum(share => share.Value), 1e-12));
            Assert.True(item.ConcentrateShare!.Value.Value <= item.Placements.Min(placement => placement.Shares[(int)PriorityQuadrant.ConcentrateHere].Value));
        });

    [Fact]
    public void Items_of_a_dimension_add_up_to_it_and_stated_importance_is_that_of_the_dimension() =>
        Assert.All(Resampled.Maps, map => Assert.All(map.Items.GroupBy(item => item.Dimension), items =>
        {
            var dimension = map.Dimensions.Single(one => one.Dimension == items.Key).Importance.Value;
            if (map.Outcome is null) Assert.All(items, item => Assert.Equal(dimension, item.Importance.Value));
            else Assert.Equal(dimension, items.Sum(item => item.Importance.Value), 1e-9);
        }));

    [Fact]
    public void Stated_importance_keeps_the_line_of_the_dimensions_and_derived_importance_has_the_mean_of_the_items()
    {
        Assert.All(Resampled.Maps[0].ItemCrosshairs, crosshair => Assert.Equal(20, crosshair.Importance.Value));
        Assert.All(Resampled.Maps[1].ItemCrosshairs, crosshair => Assert.Equal(100.0 / 22, crosshair.Importance.Value, 1e-9));
        Assert.All(Resampled.Maps, map => Assert.Equal(map.Items.Average(item => item.Performance.Value), map.ItemCrosshairs[1].Performance.Value, 1e-12));
    }

    // Drawn studies with missing answers, of several forms: the laws hold for each.
    [Fact]
    public void Neither_the_order_of_responses_nor_their_division_changes_a_bit() => Check(12, (study, random) =>
    {
        var shuffled = study.Responses.ToArray();
        random.Shuffle(shuffled);
        var cut = random.Next(shuffled.Length + 1);

        Assert.Equal(Json(study.Questionnaire, study.Responses), Json(study.Questionnaire, shuffled));

        var (whole, parts) = (Items(study.Questionnaire, study.Responses), Items(study.Questionnaire, shuffled[..cut]));
        parts.Join(Items(study.Questionnaire, shuffled[cut..]));
        for (var dimension = 0; dimension < study.Questionnaire.Dimensions.Length; dimension++)
        {
            var (one, other) = (whole.CrossProducts(dimension), parts.CrossProducts(dimension));
            Assert.Equal(one.Count, other.Count);
            Assert.Equal(one.Means, other.Means);
            Assert.Equal(one.Deviations, other.Deviations);
        }
    });

    [Fact]
    public void An_item_keeps_its_place_on_the_map_wherever_it_stands_in_its_dimension_and_on_whatever_scale() => Check(12, (study, _) =>
    {
        var turned = study.Questionnaire with { Dimensions = [.. study.Questionnaire.Dimensions.Select(dimension => dimension.WithItems(dimension.Items.Reverse()))] };
        int[] places = [.. turned.Items.Select(item => study.Questionnaire.Items.ToList().FindIndex(own => own.Id == item.Id))];
        var scale = study.Questionnaire.Scale;
        var moved = study.Questionnaire with { Scale = scale with { From = scale.From + 1000, To = scale.To + 1000 } };

        var before = Map(study.Questionnaire, study.Responses);
        var after = Map(turned, study.Responses.Select(response => response with
        {
            Answers = [.. response.Answers.Chunk(places.Length).SelectMany(battery => places.Select(place => battery[place]))],
        }));
        var higher = Map(moved, study.Responses);

        Assert.All(before.Items.Index(), one =>
        {
            var (same, shifted) = (after.Items.Single(item => item.Id == one.Item.Id), higher.Items[one.Index]);
            Near(one.Item.Importance, same.Importance, 0);
            Near(one.Item.Priority, same.Priority, 0);
            Near(one.Item.Importance, shifted.Importance, 0);
            Near(one.Item.Performance, shifted.Performance, 1000);
        });
    });

    [Fact]
    public void Where_only_sums_are_at_hand_the_derived_importance_of_items_says_so_and_the_stated_is_there()
    {
        var responses = ReferenceStudy.Responses("servqual");

        var maps = Evaluation.Evaluate(StudyMoments.Of(responses)).Priorities.Maps;

        Assert.Null(maps[0].ItemsReason);
        Assert.Equal(22, maps[0].Items.Length);
        Assert.All(maps.Skip(1), map => Assert.Equal(UndefinedReason.NeedsResponses, map.ItemsReason));
    }

    private static void Check(int draws, Action<DrawnStudy, Random> law) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(draws), Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), seed =>
        {
            string[] forms = ["one-item-dimension", "perceptions-only", "tolerance", "eleven-points"];
            law(DrawnStudy.Draw(forms[seed % forms.Length], seed), new Random(seed));
        }));

    private static void Near(Estimate expected, Estimate actual, double shift)
    {
        Assert.Equal(expected.Reason, actual.Reason);
        if (expected.IsDefined) Assert.Equal(expected.Value + shift, actual.Value, 1e-7);
    }

    private static ItemOutcomes Items(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = Table(questionnaire, responses);
        var moments = StudyMoments.Of(table);
        var items = Priorities.ItemsOf(moments.Plan)[0];
        ScoreScan.Run(table, moments.Plan, [items]);
        return items;
    }

    private static string Json(Questionnaire questionnaire, IEnumerable<Response> responses) =>
        ReferenceStudy.Json(Evaluation.Evaluate(Table(questionnaire, responses)))["priorities"]!["maps"]!.ToJsonString();

    private static PriorityMap Map(Questionnaire questionnaire, IEnumerable<Response> responses) =>
        Evaluation.Evaluate(Table(questionnaire, responses)).Priorities.Maps.First(map => map.Outcome is not null);

    private static ResponseTable Table(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return table;
    }
}
