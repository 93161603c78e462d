using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.Moments;

/// <summary>Moments of parts make the moments of the whole, bit by bit.</summary>
public sealed class StudyMomentsTests
{
    private static readonly MomentsStudy[] Studies = MomentsStudy.All;

    [Fact]
    public void Any_split_and_order_gives_the_same_moments_and_the_same_result()
    {
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var study = Studies[random.Next(Studies.Length)];
            var whole = StudyMoments.Of(study.Table());
            var responses = study.Responses.ToArray();
            random.Shuffle(responses);
            var parts = StudyMoments.Empty(study.Questionnaire);
            for (var first = 0; first < responses.Length;)
            {
                var count = random.Next(1, responses.Length - first + 1);
                parts = StudyMoments.Merge(StudyMoments.Of(Table(study.Questionnaire, responses[first..(first + count)])), parts);
                first += count;
            }

            Assert.True(whole.SameAs(parts));
            Assert.Equal(ReferenceStudy.Json(Study.Evaluate(whole)).ToJsonString(), ReferenceStudy.Json(Study.Evaluate(parts)).ToJsonString());
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), property);
    }

    [Fact]
    public void What_was_added_can_be_subtracted()
    {
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var study = Studies[random.Next(Studies.Length)];
            var cut = random.Next(study.Responses.Length + 1);
            var moments = StudyMoments.Of(study.Table());
            moments.Subtract(StudyMoments.Of(Table(study.Questionnaire, study.Responses[..cut])));

            Assert.True(moments.SameAs(StudyMoments.Of(Table(study.Questionnaire, study.Responses[cut..]))));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);
    }

    [Fact]
    public void Chosen_rows_in_any_order_and_number_give_the_moments_of_their_responses()
    {
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var study = Studies[random.Next(Studies.Length)];
            int[] rows = [.. Enumerable.Range(0, random.Next(3000)).Select(_ => random.Next(study.Responses.Length))];

            Assert.True(StudyMoments.Of(study.Table(), rows).SameAs(StudyMoments.Of(Table(study.Questionnaire, rows.Order().Select(row => study.Responses[row])))));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), property);
        Assert.Throws<ArgumentOutOfRangeException>(() => StudyMoments.Of(Studies[0].Table(), [0, Studies[0].Responses.Length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudyMoments.Of(Studies[0].Table(), [-1]));
    }

    [Fact]
    public void Every_block_holds_what_its_definition_says()
    {
        foreach (var study in Studies)
        {
            var table = study.Table();
            var moments = StudyMoments.Of(table);
            var plan = moments.Plan;
            var batch = new BatchScores(plan, table);
            batch.Read(0, table.Count);
            Assert.Equal(table.Count, batch.Count);
            foreach (var block in plan.ItemBlocks.Concat(plan.BatteryItems.SelectMany(blocks => blocks))) Check(block, (column, scores) => batch.CopyItems(column, scores));
            foreach (var block in plan.ScoreBlocks) Check(block, (column, scores) => batch.CopyScores(column, scores));

            void Check(BlockPlan block, Action<int, double[]> copy)
            {
                double[][] columns = [.. block.Columns.Select(column =>
                {
                    var scores = new double[table.Count];
                    copy(column, scores);
                    return scores;
                })];
                int[] complete = [.. Enumerable.Range(0, table.Count).Where(row => columns.All(scores => !double.IsNaN(scores[row])))];
                var listwise = new Listwise(moments, block);
                Assert.Equal(complete.Length, listwise.Count);
                if (complete.Length == 0) return;
                double[] means = [.. columns.Select(scores => complete.Average(row => scores[row]))];
                for (var place = 0; place < means.Length; place++) Assert.Equal(means[place], listwise.Mean(block.Columns[place]), 9);
                foreach (var (left, right) in block.Products)
                {
                    var deviation = complete.Sum(row => (columns[left][row] - means[left]) * (columns[right][row] - means[right]));
                    Assert.Equal(deviation, listwise.Deviation(block.Columns[left], block.Columns[right]), 6);
                }
            }
        }
    }

    [Fact]
    public void Answers_are_counted_by_position_and_kind()
    {
        foreach (var study in Studies)
        {
            var moments = StudyMoments.Of(study.Table());
            for (var column = 0; column < moments.AnswerCounts.Length; column++)
                Check(moments.AnswerCounts[column], study.Questionnaire.Scale.Points, [.. study.Responses.Select(response => response.Answers[column])]);
            for (var outcome = 0; outcome < moments.OutcomeCounts.Length; outcome++)
                Check(moments.OutcomeCounts[outcome], study.Questionnaire.Outcomes[outcome].Scale.Points, [.. study.Responses.Select(response => response.Outcomes[outcome])]);
        }

        static void Check(AnswerCounts counts, int points, byte[] codes)
        {
            Assert.Equal(codes.Count(code => code == AnswerCode.NotSeen), counts.NotSeen);
            Assert.Equal(codes.Count(code => code == AnswerCode.Skipped), counts.Skipped);
            Assert.Equal(codes.Count(code => code == AnswerCode.NotApplicable), counts.NotApplicable);
            Assert.Equal(Enumerable.Range(1, points).Select(position => (long)codes.Count(code => code == position)), counts.Positions.ToArray());
            Assert.Equal(counts.Positions.ToArray().Reverse(), counts.Recoded(isReversed: true));
        }
    }

    [Fact]
    public void Versions_that_ask_the_same_can_be_added_and_others_not()
    {
        var study = Studies[0];
        var moments = StudyMoments.Of(study.Table());
        var next = study.Questionnaire with { Version = 2, Title = new LocalizedText([KeyValuePair.Create("en", "Reworded")]) };
        var sum = StudyMoments.Empty(next);

        Assert.Throws<ArgumentException>(() => sum.Add(moments));
        sum.Add(moments.As(next));
        sum.Add(StudyMoments.Of(Table(next, study.Responses)));

        Assert.Same(next, sum.Questionnaire);
        Assert.True(sum.SameAs(StudyMoments.Of(Table(next, [.. study.Responses, .. study.Responses]))));
        var items = study.Questionnaire.Dimensions[0].Items;
        Assert.Throws<ArgumentException>(() => moments.As(next with { Scale = next.Scale with { To = next.Scale.To + 1 } }));
        Assert.Throws<ArgumentException>(() => moments.As(next with { Models = [.. next.Models.Reverse()] }));
        Assert.Throws<ArgumentException>(() => moments.As(next with { Importance = null }));
        Assert.Throws<ArgumentException>(() => moments.As(next with { Outcomes = [.. next.Outcomes.Reverse()] }));
        Assert.Throws<ArgumentException>(() => moments.As(
            next with { Dimensions = [next.Dimensions[0] with { Items = items.SetItem(0, items[0] with { IsReversed = true }) }, .. next.Dimensions[1..]] }));
        Assert.Throws<ArgumentException>(() => StudyMoments.Empty(study.Questionnaire with { Scale = next.Scale with { To = next.Scale.To + 1 } }).Add(moments));
    }

    [Fact]
    public void Every_processor_computes_the_same_moments()
    {
        foreach (var study in Studies)
        {
            var table = study.Table();
            var portable = new BatchAccumulator(StudyMoments.Empty(study.Questionnaire), table, table.Count, isPortable: true);
            portable.Add(0, table.Count);

            Assert.True(StudyMoments.Of(table).SameAs(portable.Finish()));
        }
    }

    [Fact]
    public void Rows_over_many_batches_and_chunks_count_each_once()
    {
        var study = Studies[0];
        var table = new ResponseTable(study.Questionnaire);
        var one = StudyMoments.Of(study.Table());
        var many = StudyMoments.Empty(study.Questionnaire);
        while (table.Count < 9000)
        {
            foreach (var response in study.Responses) table.Add(response);
            many.Add(one);
        }

        Assert.True(StudyMoments.Of(table).SameAs(many));
        var parts = StudyMoments.Of(table, 0, 4000);
        parts.Add(StudyMoments.Of(table, 4000, table.Count - 4000));
        Assert.True(parts.SameAs(many));
    }

    [Fact]
    public void A_different_response_makes_different_moments_and_another_data_hash()
    {
        var study = Studies[0];
        var changed = study.Responses.SetItem(0, study.Responses[0] with { Outcomes = [1, AnswerCode.NotApplicable] });

        var (before, after) = (StudyMoments.Of(study.Table()), StudyMoments.Of(Table(study.Questionnaire, changed)));

        Assert.False(before.SameAs(after));
        Assert.NotEqual(Study.Evaluate(before).DataHash, Study.Evaluate(after).DataHash);
    }

    [Fact]
    public void The_hash_of_data_tells_every_change_and_every_exchange()
    {
        var study = Studies[0];
        var (first, second) = (study.Responses[0], study.Responses[1]);
        Response[][] changes =
        [
            [first with { Id = first.Id + "\0" }, second],
            [first with { Id = new string('x', 1000) }, second],
            [first with { Id = new string('x', 1001) }, second],
            [first with { Attributes = ["\u0001"] }, second],
            [first with { Attributes = [null] }, second],
            [first with { ImportancePoints = [null, null, null] }, second],
            [first with { Answers = second.Answers }, second with { Answers = first.Answers }],
            [first with { Answers = [.. first.Answers.Reverse()] }, second],
            [first with { ImportancePoints = second.ImportancePoints }, second with { ImportancePoints = first.ImportancePoints }],
            [first with { Outcomes = [1, 2] }, second with { Outcomes = [3, 4] }],
            [first with { Outcomes = [3, 4] }, second with { Outcomes = [1, 2] }],
            [first with { Outcomes = [1, 4] }, second with { Outcomes = [3, 2] }],
            [first],
            [first, first],
            [first, first, second],
        ];
        string[] hashes = [.. changes.Prepend([first, second]).Select(responses => StudyMoments.Of(Table(study.Questionnaire, responses)).DataHash.ToString())];

        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Moments_of_different_questionnaires_do_not_add_up() =>
        Assert.Throws<ArgumentException>(() => StudyMoments.Merge(StudyMoments.Empty(Studies[0].Questionnaire), StudyMoments.Empty(Studies[1].Questionnaire)));

    [Fact]
    public void The_hash_of_data_ignores_comments_and_times()
    {
        var study = Studies[0];
        var commented = study.Responses.SetItem(3, study.Responses[3] with { Comment = "خوب بود", Submitted = DateTimeOffset.UnixEpoch });

        Assert.Equal(Study.Evaluate(study.Table()).DataHash, Study.Evaluate(Table(study.Questionnaire, commented)).DataHash);
    }

    private static ResponseTable Table(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return table;
    }
}
