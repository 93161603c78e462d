using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// How many of those who begin can be expected to finish, by the length of the questionnaire, and what would shorten it. The expectation is the line through what
/// the pilot of LibQUAL+ Lite saw of the long and the short form: 49.2 % complete and valid at a median of 470.5 seconds, 62.9 % at 285. It is a rough guide: beyond what was observed the line is not followed.
/// </summary>
public sealed record DropOffAdvice
{
    private const double ShortSeconds = 285, ShortShare = 0.6291, LongSeconds = 470.5, LongShare = 0.4918;

    // Neither much shorter nor much longer questionnaires were observed.
    private const double ShortestFollowed = 120, LongestFollowed = 900;

    private const int Few = 4;

    private const double LongSurvey = 8 * 60;

    /// <summary>How many answers are asked for.</summary>
    public required int Questions { get; init; }

    /// <summary>How long answering takes, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The share, 0 to 1, of those who begin that can be expected to finish.</summary>
    public required double Finishing { get; init; }

    /// <summary>What would shorten it, the most effective first; empty where it is short enough.</summary>
    public required ImmutableArray<Shortening> Shortenings { get; init; }

    /// <summary>Whether it is so long that it should be shortened.</summary>
    public bool IsLong => Seconds > LongSurvey;

    public static DropOffAdvice Of(Questionnaire asked)
    {
        var seconds = AnsweringTime.Seconds(asked);
        return new()
        {
            Questions = (asked.Items.Count() * asked.Batteries.Length) + asked.Outcomes.Length + asked.Attributes.Length + asked.Questions.Length + (asked.Importance is null ? 0 : 1),
            Seconds = seconds,
            Finishing = FinishingAt(seconds),
            Shortenings = seconds <= ShortSeconds ? [] : [.. ShorteningsOf(asked, seconds).Where(one => one.SecondsSaved > 0).OrderByDescending(one => one.SecondsSaved).Take(3)],
        };
    }

    private static double FinishingAt(double seconds) =>
        ShortShare + ((LongShare - ShortShare) * (Math.Clamp(seconds, ShortestFollowed, LongestFollowed) - ShortSeconds) / (LongSeconds - ShortSeconds));

    private static IEnumerable<Shortening> ShorteningsOf(Questionnaire asked, double seconds)
    {
        if (asked.Batteries.Length > 1)
        {
            // What people get is asked in any case.
            var kept = asked.Batteries.FirstOrDefault(battery => battery.Id == "perception") ?? asked.Batteries[^1];
            yield return new(ShorteningKind.Batteries, kept.Title, seconds - AnsweringTime.Seconds(asked with { Batteries = [kept] }));
        }
        if (asked.Importance is not null) yield return new(ShorteningKind.Importance, null, seconds - AnsweringTime.Seconds(asked with { Importance = null }));
        if (asked.Dimensions.MaxBy(dimension => dimension.ShownItems) is { ShownItems: > Few } longest)
        {
            var without = AnsweringTime.Seconds(asked with { Dimensions = [.. asked.Dimensions.Where(dimension => dimension != longest)] });
            yield return new(ShorteningKind.Dimension, longest.Title, (seconds - without) * (longest.ShownItems - Few) / longest.ShownItems);
        }
    }
}

/// <summary>Something that would make a questionnaire shorter.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="What">What it is done to, where there is a choice.</param>
/// <param name="SecondsSaved">How many seconds that saves each person.</param>
public sealed record Shortening(ShorteningKind Kind, LocalizedText? What, double SecondsSaved);

/// <summary>Ways to shorten a questionnaire.</summary>
public enum ShorteningKind
{
    /// <summary>Asking one battery only.</summary>
    Batteries,

    /// <summary>Leaving out the importance points.</summary>
    Importance,

    /// <summary>Four items, or four drawn for each person, for the dimension that has the most.</summary>
    Dimension,
}
