using System.Collections.Immutable;
using System.Text.Json;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>Answers to further questions of every kind and R's figures of them, as <c>Reference/questions/questions.R</c> wrote them.</summary>
internal static class QuestionReference
{
    public static RQuestions R { get; } = JsonSerializer.Deserialize<RQuestions>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "questions", "questions.json")), JsonSerializerOptions.Web)!;

    private static readonly (QuestionKind Kind, string Id, string[] Options)[] Kinds =
    [
        (QuestionKind.Single, "single", ["loan", "card", "transfer"]), (QuestionKind.Multiple, "several", ["loan", "card", "transfer"]),
        (QuestionKind.Ranking, "ranking", ["price", "time", "care"]), (QuestionKind.Number, "number", []), (QuestionKind.Date, "day", []), (QuestionKind.Nps, "nps", []),
        (QuestionKind.LongText, "why", []),
    ];

    public static Questionnaire Questionnaire { get; } = ReferenceStudy.Responses("servqual").Questionnaire with
    {
        Questions =
        [
            .. Kinds.Select(kind => new Question(kind.Id, kind.Kind, Both($"Question {kind.Id} of {{branch|our branch}}?", $"پرسش {{branch|شعبهٔ ما}}؟"))
            {
                Options = [.. kind.Options.Select(option => new AttributeOption(option, Both("The " + option, "گزینهٔ " + option)))],
            }),
        ],
    };

    /// <summary>Responses of a reference study with these answers.</summary>
    public static ResponseTable Responses(Func<int, int>? order = null)
    {
        var (answered, table) = (ReferenceStudy.Responses("servqual"), new ResponseTable(Questionnaire));
        for (var place = 0; place < R.Answers["single"].Length; place++)
        {
            var row = order?.Invoke(place) ?? place;
            table.Add(answered.GetResponse(row) with { Further = Further(row) });
        }
        return table;
    }

    public static ImmutableArray<KeyValuePair<string, string>> Further(int row) =>
    [
        .. R.Answers.Where(column => column.Value[row] is not null).Select(column => KeyValuePair.Create(column.Key, column.Value[row]!)),
        .. row % 3 == 0 ? [KeyValuePair.Create("why", $"Because {row}")] : Array.Empty<KeyValuePair<string, string>>(),
    ];

    private static LocalizedText Both(string english, string persian) => new([new("en", english), new("fa", persian)]);
}

internal sealed record RQuestions(Dictionary<string, string?[]> Answers, RShare[] Single, RShare[] Several, RRank[] Ranking, RNumber Number, string[] Day, RNps Nps);

internal sealed record RShare(long N, double Share, double Low, double High);

internal sealed record RMean(long N, double Mean, double Sd, double Low, double High);

internal sealed record RRank(RShare First, RMean Rank);

internal sealed record RNumber(long N, double Mean, double Sd, double Low, double High, double Lower, double Median, double Upper);

internal sealed record RNps(double Score, double Low, double High, double Promoters, double Passives, double Detractors);
