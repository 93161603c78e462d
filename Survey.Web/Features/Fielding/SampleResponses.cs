using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// Simulated responses with a known structure: in every battery one general factor and one factor per dimension, answers rounded to the scale; outcomes follow
/// the perceptions. The same seed gives the same answers.
/// </summary>
internal sealed record SampleResponses(ulong Seed, int Complete, int Partial, SampleProfile Profile)
{
    private const double SkippedShare = 0.01;
    private const double NotApplicableShare = 0.012;
    private const double CommentShare = 0.15;

    /// <summary>The share of respondents who do not read what they answer: half of them give one answer throughout, half any.</summary>
    public double CarelessShare { get; init; }

    /// <summary>The ids, by number from 1.</summary>
    public Func<int, string> IdOf { get; init; } = number => string.Create(CultureInfo.InvariantCulture, $"sample-{number:0000}");

    /// <summary>When they answer, one after the other; null: at any time of the last thirty days.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Period { get; init; }

    /// <summary>Answers over the last thirty days, the complete ones first.</summary>
    public IEnumerable<SampleResponse> For(Questionnaire questionnaire, DateTimeOffset now)
    {
        var chance = new SampleChance(Seed);
        var comments = SampleComments.Shuffled(chance);
        for (var number = 1; number <= Complete + Partial; number++)
        {
            var language = chance.Uniform() < 0.82 ? "fa" : "en";
            var attributes = questionnaire.Attributes.Select(attribute => Option(attribute, chance)).ToImmutableArray();
            var shift = questionnaire.Attributes.Zip(attributes).Sum(given => Profile.BranchShifts.GetValueOrDefault(given.Second ?? ""));
            var (answers, mood) = CarelessShare > 0 && chance.Uniform() < CarelessShare ? Careless(questionnaire, chance) : Answers(questionnaire, shift, chance);
            var outcomes = questionnaire.Outcomes.Select(outcome => Outcome(outcome, mood, chance)).ToImmutableArray();
            var points = Points(questionnaire, chance);
            var submitted = Period is { } period ? period.From + (period.To - period.From) * ((number - chance.Uniform()) / (Complete + Partial)) : Moment(now, chance);
            var started = submitted.AddSeconds(-240 - 500 * chance.Uniform());
            var response = new Response
            {
                Id = IdOf(number),
                Answers = Shown(questionnaire, IdOf(number), answers),
                ImportancePoints = points,
                Outcomes = outcomes,
                Attributes = attributes,
                Started = started,
                Submitted = submitted,
                Language = language,
                Status = ResponseRow.Complete,
                Channel = "web",
            };
            if (number <= Complete)
            {
                var comment = chance.Uniform() < CommentShare ? comments.Next(language, isPleased: mood > 0) : null;
                yield return new(response with { Comment = comment }, PagesUpTo(questionnaire, questionnaire.Dimensions.Length + 2), submitted);
            }
            else yield return BrokenOff(response, questionnaire, chance);
        }
    }

    /// <summary>The answers to what the respondent is shown; the rest is not seen.</summary>
    private static ImmutableArray<byte> Shown(Questionnaire questionnaire, string id, ImmutableArray<byte> answers)
    {
        if (!questionnaire.DrawsItems && !questionnaire.DrawsBatteries) return answers;
        var drawn = DrawnItems.Of(questionnaire, id);
        return [.. answers.Select((answer, place) => drawn.Answer(place) ? answer : AnswerCode.NotSeen)];
    }

    /// <summary>One answer vector, and how the person feels about the service as a whole (standard normal, roughly).</summary>
    private (ImmutableArray<byte> Answers, double Mood) Answers(Questionnaire questionnaire, double shift, SampleChance chance)
    {
        var answers = ImmutableArray.CreateBuilder<byte>(questionnaire.Batteries.Length * questionnaire.Items.Count());
        var spread = questionnaire.Scale.Points / 7.0;
        var mood = 0.0;
        foreach (var battery in questionnaire.Batteries)
        {
            var isPerception = battery.Id == "perception";
            var general = chance.Normal();
            if (isPerception) mood = general + shift;
            foreach (var dimension in questionnaire.Dimensions)
            {
                var factor = isPerception ? 0.75 * general + 0.66 * chance.Normal() : 0.6 * general + 0.8 * chance.Normal();
                var centre = Profile.Means[battery.Id][dimension.Id] + (isPerception ? shift * (dimension.Id == "reliability" ? 1.4 : 1) : 0);
                foreach (var item in dimension.Items)
                {
                    var value = centre + spread * ((isPerception ? 0.95 : 0.6) * factor + (isPerception ? 0.75 : 0.55) * chance.Normal()) + ItemOffset(item);
                    answers.Add(Code(value, questionnaire.Scale, item.IsReversed, isPerception && questionnaire.AllowsNotApplicable, chance));
                }
            }
        }
        return (answers.MoveToImmutable(), mood);
    }

    /// <summary>Somebody who does not read: one answer throughout, or any; what such people say of the service tells nothing either.</summary>
    private static (ImmutableArray<byte> Answers, double Mood) Careless(Questionnaire questionnaire, SampleChance chance)
    {
        var answers = new byte[questionnaire.Batteries.Length * questionnaire.Items.Count()];
        if (chance.Uniform() < 0.5) Array.Fill(answers, Any());
        else for (var place = 0; place < answers.Length; place++) answers[place] = Any();
        return ([.. answers], chance.Normal());

        byte Any() => (byte)(1 + (int)(questionnaire.Scale.Points * chance.Uniform()));
    }

    private static byte Code(double value, RatingScale scale, bool isReversed, bool mayNotApply, SampleChance chance)
    {
        var draw = chance.Uniform();
        if (draw < SkippedShare) return AnswerCode.Skipped;
        if (mayNotApply && draw < SkippedShare + NotApplicableShare) return AnswerCode.NotApplicable;
        var answer = Math.Clamp((int)Math.Round(value), scale.From, scale.To);
        if (isReversed) answer = scale.From + scale.To - answer;
        return (byte)(answer - scale.From + 1);
    }

    private static byte Outcome(Outcome outcome, double mood, SampleChance chance)
    {
        if (chance.Uniform() < SkippedShare) return AnswerCode.Skipped;
        var span = outcome.Scale.To - outcome.Scale.From;
        var value = outcome.Scale.From + span * (0.66 + 0.15 * mood + 0.09 * chance.Normal());
        return (byte)(Math.Clamp((int)Math.Round(value), outcome.Scale.From, outcome.Scale.To) - outcome.Scale.From + 1);
    }

    /// <summary>Whole points that add up exactly; a few people leave the question out.</summary>
    private ImmutableArray<double?> Points(Questionnaire questionnaire, SampleChance chance)
    {
        if (questionnaire.Importance is not { } importance) return [];
        var weights = questionnaire.Dimensions.Select(dimension => Profile.Importance[dimension.Id] * Math.Exp(0.3 * chance.Normal())).ToArray();
        if (chance.Uniform() < 0.04) return [.. weights.Select(_ => (double?)null)];
        // People think in fives; what is left over goes to the dimension that matters most to them.
        var points = weights.Select(weight => 5 * Math.Floor(importance.Total * weight / weights.Sum() / 5)).ToArray();
        points[Array.IndexOf(weights, weights.Max())] += importance.Total - points.Sum();
        return [.. points.Select(point => (double?)point)];
    }

    /// <summary>Somebody who left: everything after the last page that was saved is not seen.</summary>
    private static SampleResponse BrokenOff(Response response, Questionnaire questionnaire, SampleChance chance)
    {
        var reached = (int)(chance.Uniform() * chance.Uniform() * (questionnaire.Dimensions.Length + 2));
        var items = questionnaire.Items.Count();
        var seen = questionnaire.Dimensions.Take(reached).Sum(dimension => dimension.Items.Length);
        var partial = response with
        {
            Answers = [.. response.Answers.Select((answer, place) => place % items < seen ? answer : AnswerCode.NotSeen)],
            ImportancePoints = reached > questionnaire.Dimensions.Length ? response.ImportancePoints : [.. response.ImportancePoints.Select(_ => (double?)null)],
            Outcomes = [.. response.Outcomes.Select(_ => AnswerCode.NotSeen)],
            Status = ResponseRow.Partial,
            Submitted = null,
        };
        return new(partial, PagesUpTo(questionnaire, reached), response.Submitted!.Value);
    }

    /// <summary>The pages that were saved: about the respondent, then the dimensions, importance, and the closing page.</summary>
    private static Dictionary<string, PageMark> PagesUpTo(Questionnaire questionnaire, int reached)
    {
        var pages = new Dictionary<string, PageMark> { [PageOrder.About] = new(1) };
        for (var d = 0; d < Math.Min(reached, questionnaire.Dimensions.Length); d++) pages[PageOrder.Dimension(d)] = new(1);
        if (reached > questionnaire.Dimensions.Length && questionnaire.Importance is not null) pages[PageOrder.Importance] = new(1);
        if (reached > questionnaire.Dimensions.Length + 1) pages[PageOrder.Overall] = new(1);
        return pages;
    }

    /// <summary>A moment of the last thirty days between nine and ten at night, Tehran time.</summary>
    private static DateTimeOffset Moment(DateTimeOffset now, SampleChance chance)
    {
        var day = now.AddDays(-30 * chance.Uniform()).ToOffset(TimeSpan.FromHours(3.5)).Date;
        var moment = new DateTimeOffset(day, TimeSpan.FromHours(3.5)).AddHours(9 + 6.5 * (chance.Uniform() + chance.Uniform())).ToUniversalTime();
        return moment < now ? moment : moment.AddDays(-1);
    }

    private static string? Option(RespondentAttribute attribute, SampleChance chance)
    {
        // Earlier options are chosen somewhat more often; a few people leave a question out, which a link does not.
        if (attribute.Options.Length == 0) return null;
        var place = (int)(attribute.Options.Length * Math.Pow(chance.Uniform(), 1.15));
        return attribute.Id != "branch" && chance.Uniform() < 0.02 ? null : attribute.Options[place].Id;
    }

    /// <summary>Items of a dimension differ a little from one another, in the same way for everybody.</summary>
    private static double ItemOffset(Item item) => 0.18 * Math.Sin(2.4 * item.Id.Sum(character => character));
}

/// <summary>A simulated response with the pages that were saved, and when it was last saved.</summary>
internal sealed record SampleResponse(Response Response, Dictionary<string, PageMark> Pages, DateTimeOffset At);
