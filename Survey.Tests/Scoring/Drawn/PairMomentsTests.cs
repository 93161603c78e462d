using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Respond;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Drawn;

/// <summary>The laws of moments hold for pairs too, and what draws nothing is scored as before.</summary>
public sealed class PairMomentsTests
{
    private static readonly Questionnaire Lite = LiteStudy.With(ReferenceStudy.Responses("servqual").Questionnaire, 40);

    private static readonly Response[] Responses = [.. Shown(Lite, ReferenceStudy.Responses("servqual"))];

    [Fact]
    public void Any_split_and_order_gives_the_same_bits_and_what_was_added_can_be_subtracted()
    {
        var whole = StudyMoments.Of(Table(Lite, Responses));
        var random = new Random(5);
        for (var round = 0; round < 10; round++)
        {
            var shuffled = Responses.ToArray();
            random.Shuffle(shuffled);
            var cut = random.Next(1, shuffled.Length);
            var (first, second) = (StudyMoments.Of(Table(Lite, shuffled[..cut])), StudyMoments.Of(Table(Lite, shuffled[cut..])));
            Assert.True(whole.SameAs(StudyMoments.Merge(first, second)));
            var rest = StudyMoments.Merge(first, second);
            rest.Subtract(first);
            Assert.True(rest.SameAs(second));
        }

        Assert.True(whole.SameAs(StudyMoments.Of(Table(Lite, Responses), [.. Enumerable.Range(0, Responses.Length).Reverse()])));
    }

    [Fact]
    public void They_are_stored_and_read_back_bit_by_bit()
    {
        var moments = StudyMoments.Of(Table(Lite, Responses));
        using var stream = new MemoryStream();
        moments.Write(stream);
        stream.Position = 0;
        Assert.True(moments.SameAs(StudyMoments.Read(stream, Lite)));
        Assert.Throws<InvalidDataException>(() =>
        {
            stream.Position = 0;
            StudyMoments.Read(stream, ReferenceStudy.Responses("servqual").Questionnaire with { Importance = null, Models = Lite.Models });
        });
    }

    [Fact]
    public void Where_everybody_answers_everything_the_figures_are_those_without_draws()
    {
        var whole = ReferenceStudy.Responses("servqual");
        Response[] complete = [.. Enumerable.Range(0, whole.Count).Select(whole.GetResponse).Where(response => response.Answers.Concat(response.Outcomes).All(AnswerCode.IsAnswer)).Select(response => response with { ImportancePoints = [] })];
        var plain = Lite with
        {
            Batteries = [.. Lite.Batteries.Select(battery => battery with { Share = null })],
            Dimensions = [.. Lite.Dimensions.Select(dimension => dimension with { Draw = null })],
        };
        var options = new StudyOptions { Depth = StudyDepth.Figures };
        var (drawn, usual) = (Evaluation.Evaluate(Table(Lite, complete), options), Evaluation.Evaluate(Table(plain, complete), options));
        Assert.True(complete.Length > 200);
        for (var d = 0; d < 5; d++)
        {
            var (left, right) = (drawn.Dimensions[d].Gap!, usual.Dimensions[d].Gap!);
            Assert.Equal(right.N, left.N);
            Same((right.Mean.Value, left.Mean.Value), (right.Sd.Value, left.Sd.Value), (right.CiLow.Value, left.CiLow.Value), (right.T.Value, left.T.Value), (right.EffectSize.Value, left.EffectSize.Value));
            Same([.. right.PairedBatteries.Zip(left.PairedBatteries, (a, b) => (a.Mean.Value, b.Mean.Value))]);
            foreach (var model in Enumerable.Range(0, 2))
            {
                var (own, theirs) = (drawn.Models[model].Dimensions[d], usual.Models[model].Dimensions[d]);
                Same((theirs.Mean.Value, own.Mean.Value), (theirs.Sd.Value, own.Sd.Value), (theirs.CiHigh.Value, own.CiHigh.Value), (theirs.Reliability!.Alpha.Value, own.Reliability!.Alpha.Value));
            }
        }

        var (overall, expected) = (drawn.Models[0].Overall, usual.Models[0].Overall);
        Same((expected.Mean.Value, overall.Mean.Value), (expected.Sd.Value, overall.Sd.Value), (expected.CiLow.Value, overall.CiLow.Value));
        Same([.. usual.Models[1].Outcomes[0].Coefficients.Zip(drawn.Models[1].Outcomes[0].Coefficients, (a, b) => (a.Lmg.Value, b.Lmg.Value))]);
        Same((usual.Models[1].Structure!.Kmo.Value, drawn.Models[1].Structure!.Kmo.Value));
    }

    [Fact]
    public void The_half_rule_counts_the_items_that_were_shown()
    {
        // Four items, of which three are shown: one answer of three is fewer than half, two are not.
        var one = Only(AnswerCode.Skipped, AnswerCode.Skipped);
        var two = Only(6, AnswerCode.Skipped);
        Assert.Equal(0, Evaluation.Evaluate(Table(Lite, [one])).Dimensions[0].Batteries[1].Value.N);
        Assert.Equal(1, Evaluation.Evaluate(Table(Lite, [two])).Dimensions[0].Batteries[1].Value.N);

        Response Only(params byte[] others)
        {
            var answers = new byte[44];
            (answers[22], answers[23], answers[24]) = (5, others[0], others[1]);
            return new Response { Id = "a", Answers = [.. answers], Outcomes = [0, 0, 0], Attributes = [null, null] };
        }
    }

    private static IEnumerable<Response> Shown(Questionnaire questionnaire, ResponseTable table)
    {
        for (var row = 0; row < table.Count; row++)
        {
            var response = table.GetResponse(row);
            var drawn = DrawnItems.Of(questionnaire, response.Id);
            yield return response with { ImportancePoints = [], Answers = [.. response.Answers.Select((answer, place) => drawn.Answer(place) ? answer : AnswerCode.NotSeen)] };
        }
    }

    private static ResponseTable Table(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return table;
    }

    private static void Same(params (double Expected, double Actual)[] figures)
    {
        foreach (var (expected, actual) in figures) Assert.Equal(expected, actual, 1e-9 * Math.Max(1, Math.Abs(expected)));
    }
}
