using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.Screening;

/// <summary>What raises a flag and what does not.</summary>
public sealed class ResponseScreeningTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Questionnaire Servqual = ReferenceStudy.Responses("servqual").Questionnaire;
    private static readonly Questionnaire Tolerance = ReferenceStudy.Responses("zone-of-tolerance").Questionnaire;

    [Theory]
    [InlineData(10, 10, QualityFlags.None)]
    [InlineData(11, 4, QualityFlags.Longstring)]
    [InlineData(22, 10, QualityFlags.Longstring)]
    [InlineData(11, 11, QualityFlags.Longstring | QualityFlags.StraightLining)]
    public void Half_of_a_battery_in_a_row_is_long_and_a_line_only_when_every_battery_has_one(int expectation, int perception, QualityFlags flags) =>
        Assert.Equal(flags, FlagsOf(Servqual, [.. Run(expectation, 3), .. Run(perception, 5)]));

    [Fact]
    public void A_missing_answer_ends_a_run_and_the_next_battery_starts_anew()
    {
        byte[] answers = [.. Run(22, 4), .. Run(22, 4)];
        answers[10] = answers[32] = AnswerCode.Skipped;
        answers[43] = 1;

        Assert.Equal([11, 10], Screen(Servqual, [Response(Servqual, answers)]).Response(0).Longstring);
    }

    [Fact]
    public void Where_the_order_of_the_items_was_drawn_a_run_is_one_in_the_order_in_which_the_person_saw_them()
    {
        var drawn = Servqual with { Dimensions = [.. Servqual.Dimensions.Select((dimension, place) => dimension with { HasRandomOrder = place == 1 })] };
        var (start, items) = (drawn.Dimensions[0].Items.Length, drawn.Dimensions[1].Items.Length);
        // Of the drawn dimension those seen in the second, third and fourth place have the same answer; file order tears them apart for some ids.
        var responses = Enumerable.Range(0, 200).Select(number =>
        {
            byte[] answers = [.. Enumerable.Range(0, 44).Select(place => (byte)(1 + place % 2))];
            var order = PresentationOrder.Of($"r{number}", 1, items);
            for (var place = 0; place < items; place++) answers[start + order[place]] = (byte)(place is 1 or 2 or 3 ? 7 : place == 0 ? 5 : 6);
            return Response(drawn, answers) with { Id = $"r{number}" };
        }).ToList();

        var (seen, file) = (Screen(drawn, responses), Screen(Servqual, responses));
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal(3, seen.Response(row).Longstring[0]));
        Assert.Contains(Enumerable.Range(0, 200), row => file.Response(row).Longstring[0] < 3);
    }

    [Fact]
    public void Batteries_of_few_items_are_never_lines()
    {
        var questionnaire = Servqual with { Dimensions = [.. Servqual.Dimensions.Take(1)] };
        Assert.Equal(QualityFlags.None, FlagsOf(questionnaire, [.. Enumerable.Repeat((byte)4, 2 * questionnaire.Items.Count())]));
    }

    [Fact]
    public void The_same_answer_in_all_batteries_is_flagged_unless_too_few_items_have_all()
    {
        byte[] battery = [.. Enumerable.Range(0, 22).Select(item => (byte)(1 + item % 7))];
        byte[] few = [.. battery];
        for (var item = 0; item < 12; item++) few[item] = AnswerCode.Skipped;
        byte[] other = [.. battery];
        other[4] = 1;

        Assert.Equal(QualityFlags.IdenticalBatteries, FlagsOf(Servqual, [.. battery, .. battery]));
        Assert.Equal(QualityFlags.None, FlagsOf(Servqual, [.. battery, .. few]));
        Assert.Equal(QualityFlags.None, FlagsOf(Servqual, [.. battery, .. other]));
    }

    [Theory]
    [InlineData(87, true)]
    [InlineData(88, false)]
    [InlineData(90_000, false)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void Under_two_seconds_per_answer_is_too_fast_and_times_that_cannot_be_are_not_assessed(int seconds, bool isFast)
    {
        var screening = Screen(Servqual, [Response(Servqual, Varied(1)) with { Started = Noon, Submitted = Noon.AddSeconds(seconds) }]);

        Assert.Equal(isFast, screening.FlagsOf(0).HasFlag(QualityFlags.TooFast));
        Assert.Equal(seconds > 0 ? 1 : 0, screening.Tally.Assessed(QualityFlags.TooFast));
    }

    [Fact]
    public void More_than_nine_of_22_minimums_above_the_desired_level_are_flagged_reversed_items_turned_round()
    {
        byte[] perception = [.. Varied(2).Take(22)];
        var reversed = Tolerance with
        {
            Dimensions = [.. Tolerance.Dimensions.Select(dimension => dimension with { Items = [.. dimension.Items.Select(item => item with { IsReversed = true })] })],
        };

        Assert.Equal(QualityFlags.None, FlagsOf(Tolerance, Inverted(9)));
        Assert.Equal(QualityFlags.Inversions, FlagsOf(Tolerance, Inverted(10)));
        Assert.Equal(QualityFlags.Inversions, FlagsOf(reversed, Inverted(10)));
        Assert.Equal(12, Screen(reversed, [Response(reversed, Inverted(10))]).Response(0).Inversions);

        byte[] Inverted(int items) =>
        [
            .. Enumerable.Range(0, 22).Select(item => (byte)(item < items ? 6 + item % 2 : 2 + item % 2)),
            .. Enumerable.Range(0, 22).Select(item => (byte)(item < items ? 3 + item % 3 : 7 + item % 3)), .. perception,
        ];
    }

    [Fact]
    public void More_than_half_not_applicable_is_flagged_and_does_not_count_for_the_comparison()
    {
        byte[] eleven = Varied(3), twelve = Varied(3);
        for (var item = 0; item < 12; item++)
        {
            if (item < 11) eleven[item] = AnswerCode.NotApplicable;
            twelve[22 + item] = AnswerCode.NotApplicable;
        }

        Assert.Equal(QualityFlags.None, FlagsOf(Servqual, eleven));
        Assert.Equal(QualityFlags.NotApplicable, FlagsOf(Servqual, twelve));
        Assert.False(Screen(Servqual, [Response(Servqual, twelve)]).Response(0).IsCounted);
    }

    [Fact]
    public void A_repeat_is_flagged_with_the_earliest_as_its_original_whatever_the_order()
    {
        var first = Response(Servqual, Varied(4)) with { Id = "z", Submitted = Noon };
        var again = first with { Id = "a", Submitted = Noon.AddMinutes(5) };
        var other = Response(Servqual, Varied(5)) with { Id = "m", Submitted = Noon };
        var otherOutcome = again with { Id = "b", Outcomes = again.Outcomes.SetItem(0, (byte)1) };

        foreach (var order in new Response[][] { [first, again, other, otherOutcome], [otherOutcome, again, other, first], [again, otherOutcome, first, other] })
        {
            var screening = Screen(Servqual, order);
            var repeat = Assert.Single(screening.RowsWith(QualityFlags.Duplicate));
            Assert.Equal(("a", "z"), (screening.Response(repeat).Id, screening.Response(repeat).SameAs));
        }
    }

    [Fact]
    public void Equal_lines_are_no_duplicates_unless_they_share_a_comment_that_two_people_hardly_write()
    {
        var line = Response(Servqual, [.. Enumerable.Repeat((byte)5, 44)]);
        const string Comment = "The man at desk four was very kind.";

        var screening = Screen(Servqual,
        [
            line with { Id = "a" }, line with { Id = "b", Comment = "ok" }, line with { Id = "c", Comment = "ok" },
            line with { Id = "d", Comment = Comment }, line with { Id = "e", Comment = $" {Comment} " }, line with { Id = "f", Comment = Comment + "!" },
        ]);

        Assert.Equal(["e"], screening.RowsWith(QualityFlags.Duplicate).Select(row => screening.Response(row).Id));
    }

    [Fact]
    public void An_item_that_repeats_another_changes_no_distance()
    {
        var plain = ReferenceStudy.Responses("drawn-one-dimension");
        var questionnaire = plain.Questionnaire;
        var dimension = questionnaire.Dimensions[0];
        var wider = questionnaire with { Dimensions = [dimension with { Items = [.. dimension.Items, dimension.Items[2] with { Id = "again" }] }] };
        var items = dimension.Items.Length;
        var table = new ResponseTable(wider);
        foreach (var response in plain.Responses())
            table.Add(response with { Answers = [.. response.Answers[..items], response.Answers[2], .. response.Answers[items..], response.Answers[items + 2]] });

        var (before, after) = (ResponseScreening.Of(plain), ResponseScreening.Of(table));

        Assert.Equal((2 * items, 2 * items + 2, 2 * items), (after.Distance.Df, after.Distance.Variables, before.Distance.Df));
        var isCompared = false;
        for (var row = 0; row < table.Count; row++)
        {
            var (expected, actual) = (before.Response(row).MahalanobisSquared, after.Response(row).MahalanobisSquared);
            Assert.Equal(expected is null, actual is null);
            if (expected is not { } squared) continue;
            Assert.Equal(squared, actual!.Value, 1e-9 * squared);
            isCompared = true;
        }

        Assert.True(isCompared);
    }

    [Fact]
    public void No_flag_depends_on_the_order_of_the_responses()
    {
        var study = CarelessStudy.Named("servqual");
        Response[] responses = [.. study.Table().Responses()];
        Response[] shuffled = [.. responses];
        new Random(5).Shuffle(shuffled);

        Assert.Equal(Flags(responses), Flags(shuffled));

        static ImmutableSortedDictionary<string, QualityFlags> Flags(Response[] responses)
        {
            var screening = Screen(Servqual, responses);
            return Enumerable.Range(0, screening.Count).ToImmutableSortedDictionary(row => responses[row].Id, screening.FlagsOf);
        }
    }

    [Fact]
    public void Every_flag_has_a_code_that_finds_it() =>
        Assert.All(Enum.GetValues<QualityFlags>().Where(flag => flag != QualityFlags.None), flag => Assert.Equal(flag, QualityCodes.Find(QualityCodes.Of(flag))));

    /// <summary>A run of the point, the rest going up and down.</summary>
    private static byte[] Run(int length, byte point) => [.. Enumerable.Range(0, 22).Select(item => item < length ? point : (byte)(item % 2 == 0 ? 1 : 7))];

    private static byte[] Varied(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 44).Select(item => (byte)(1 + (item + random.Next(3)) % 7))];
    }

    private static QualityFlags FlagsOf(Questionnaire questionnaire, byte[] answers) => Screen(questionnaire, [Response(questionnaire, answers)]).FlagsOf(0);

    private static Response Response(Questionnaire questionnaire, byte[] answers) => new()
    {
        Id = "r",
        Answers = [.. answers],
        ImportancePoints = questionnaire.Importance is null ? [] : [.. questionnaire.Dimensions.Select(_ => (double?)20)],
        Outcomes = [.. questionnaire.Outcomes.Select(_ => (byte)4)],
        Attributes = [.. questionnaire.Attributes.Select(_ => (string?)null)],
    };

    private static ResponseScreening Screen(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return ResponseScreening.Of(table);
    }
}
