using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.Moments;

/// <summary>Studies for the laws of moments: drawn ones as they are, and made awkward by every kind of missing answer and odd importance.</summary>
internal sealed record MomentsStudy(Questionnaire Questionnaire, ImmutableArray<Response> Responses)
{
    public static MomentsStudy[] All { get; } =
    [
        .. DrawnStudy.Kinds.Select((kind, seed) => DrawnStudy.Draw(kind, seed)).Select(study => new MomentsStudy(study.Questionnaire, study.Responses)),
        Awkward(DrawnStudy.Draw("perceptions-only", 11), points: null),
        Awkward(DrawnStudy.Draw("one-item-dimension", 12), points: null),
        Awkward(DrawnStudy.Draw("ideal-points", 13), points: null),
        // Scales with many points have half-rule means beyond 16 bits, and tables of item scores too large to keep.
        Awkward(DrawnStudy.Draw("one-item-dimension", 14), points: 253),
        Awkward(DrawnStudy.Draw("ideal-points", 15), points: 100),
    ];

    public ResponseTable Table()
    {
        var table = new ResponseTable(Questionnaire);
        foreach (var response in Responses) table.Add(response);
        return table;
    }

    private static MomentsStudy Awkward(DrawnStudy study, int? points)
    {
        var random = new Random(study.Responses.Length);
        var questionnaire = points is null ? study.Questionnaire : study.Questionnaire with { Scale = study.Questionnaire.Scale with { To = study.Questionnaire.Scale.From + points.Value - 1 } };
        var reversed = questionnaire with
        {
            Dimensions = [.. questionnaire.Dimensions.Select(dimension => dimension with { Items = [.. dimension.Items.Select((item, place) => item with { IsReversed = place % 2 == 1 })] })],
        };
        return new MomentsStudy(reversed, [.. study.Responses.Select(response => response with
        {
            Answers = [.. response.Answers.Select(answer => Code(answer, points))],
            Outcomes = [.. response.Outcomes.Select(answer => Code(answer, null))],
            ImportancePoints = response.ImportancePoints.IsEmpty ? [] : Points(response.ImportancePoints),
            Attributes = [random.Next(3) switch { 0 => "", 1 => "شیراز", _ => "\U0001F600" + random.Next(60) }],
        })]);

        byte Code(byte answer, int? most) => random.Next(12) switch
        {
            0 => AnswerCode.Skipped,
            1 => AnswerCode.NotApplicable,
            2 => AnswerCode.NotSeen,
            _ => most is null ? answer : (byte)random.Next(1, most.Value + 1),
        };

        ImmutableArray<double?> Points(ImmutableArray<double?> given) => random.Next(6) switch
        {
            0 => [.. given.Select(_ => (double?)0)],
            1 => given.SetItem(0, null),
            2 => [.. given.Select(_ => (double?)double.MaxValue)],
            3 => [.. given.Select((_, place) => (double?)(place == 0 ? -0.0 : 1e-300))],
            _ => given,
        };
    }
}
