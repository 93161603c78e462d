using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Finds in a survey what items can be made of: its tables; without tables the single ratings that share the most frequent scale.</summary>
internal static partial class RatedTables
{
    private const int FewestRatings = 3;

    /// <summary>The survey with choices of shared numbers as ratings: how some programs ask on a scale.</summary>
    public static ImportedSurvey WithRatings(ImportedSurvey survey)
    {
        var scales = survey.Groups.SelectMany(group => group.Questions).OfType<ImportedChoice>()
            .Select(choice => (Choice: choice, Scale: ImportedScales.OfChoice(choice))).Where(entry => entry.Scale is not null).ToList();
        var shared = scales.GroupBy(entry => string.Join('\n', entry.Choice.Options.Select(option => option.Value))).Where(group => group.Count() > 1)
            .SelectMany(group => group).ToDictionary(entry => entry.Choice.Place, entry => entry.Scale!, StringComparer.Ordinal);
        return survey with
        {
            Groups =
            [
                .. survey.Groups.Select(group => group with
                {
                    Questions =
                    [
                        .. group.Questions.Select(question => question is ImportedChoice && shared.TryGetValue(question.Place, out var scale)
                            ? new ImportedRating(question.Place, question.Name, question.Text, scale) : question),
                    ],
                }),
            ],
        };
    }

    public static ImmutableArray<RatedTable> Of(ImportedSurvey survey)
    {
        var tables = survey.Groups.SelectMany(group => group.Questions.OfType<ImportedTable>().SelectMany(table => table.Scales.Select(scale => new RatedTable(
            table.Place, table.Name, group, table.Text, table.Rows, scale,
            ImportedBatteries.Guess(Words(scale.Title), table.Name, Words(table.Text), group.Name, Words(group.Title)))))).ToImmutableArray();
        return tables.Length > 0 ? tables : [.. OfRatings(survey)];
    }

    private static IEnumerable<RatedTable> OfRatings(ImportedSurvey survey)
    {
        var ratings = survey.Groups.SelectMany(group => group.Questions.OfType<ImportedRating>()).ToList();
        var common = ratings.Where(rating => !IsRecommendation(rating.Scale)).GroupBy(rating => (rating.Scale.Scale.From, rating.Scale.Scale.To)).MaxBy(group => group.Count());
        if (common is null || common.Count() < FewestRatings) yield break;
        foreach (var group in survey.Groups)
        {
            var own = group.Questions.OfType<ImportedRating>().Where(rating => (rating.Scale.Scale.From, rating.Scale.Scale.To) == common.Key).ToList();
            foreach (var table in ByPrefix(group, own)) yield return table;
        }
    }

    // E1, P1, E2, P2 … are two tables; other ratings of a group are one.
    private static IEnumerable<RatedTable> ByPrefix(ImportedGroup group, List<ImportedRating> ratings)
    {
        if (ratings.Count == 0) yield break;
        var named = ratings.Select(rating => (Rating: rating, Match: Column().Match(rating.Name))).ToList();
        var prefixes = named.GroupBy(entry => entry.Match.Groups["prefix"].Value).ToList();
        var isPaired = prefixes.Count > 1 && named.All(entry => entry.Match.Success && ImportedBatteries.OfPrefix(entry.Match.Groups["prefix"].Value) is not null);
        foreach (var part in isPaired ? prefixes.Select(prefix => prefix.Select(entry => entry.Rating).ToList()) : [ratings])
        {
            var battery = isPaired ? ImportedBatteries.OfPrefix(Column().Match(part[0].Name).Groups["prefix"].Value) : ImportedBatteries.Guess(group.Name, Words(group.Title));
            yield return new RatedTable(
                part[0].Place, group.Name, group, new([]), [.. part.Select(rating => new ImportedRow(rating.Place, rating.Name, rating.Text))], part[0].Scale, battery);
        }
    }

    /// <summary>The scale of the net promoter score, on which no items are rated.</summary>
    public static bool IsRecommendation(ImportedScale scale) => (scale.Scale.From, scale.Scale.To) == (0, 10);

    private static string Words(LocalizedText text) => string.Join(' ', text.Texts.Select(own => own.Value));

    [GeneratedRegex(@"\A(?<prefix>[A-Za-z])_?\d{1,4}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Column();
}
