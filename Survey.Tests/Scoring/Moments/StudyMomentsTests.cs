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
    private static readonly DrawnStudy[] Studies = [.. DrawnStudy.Kinds.Select((kind, seed) => DrawnStudy.Draw(kind, seed))];

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
