using System.Collections.Immutable;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Support;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Storage;

/// <summary>
/// Live figures hide exactly what the complete results of the same responses hide, with and without unfinished ones, of all versions and of each: brute force over
/// small surveys whose groups are drawn.
/// </summary>
public sealed class LiveDisclosureTests
{
    private static readonly string?[][] Values = [[null, "north", "south", "east"], [null, "f", "m"]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_live_figures_hide_the_same_cells_as_the_complete_results_after_every_change(string provider)
    {
        var random = new Random(7);
        await using var study = await LiveStudy.CreateAsync(provider, 0);
        await study.PublishAgainAsync();
        await study.AddAsync(Draw(study, random, "first", 90));
        await study.BuildAsync();
        int shown = 0, hidden = 0;
        for (var round = 0; round < 4; round++)
        {
            await CompareAsync();
            if (round == 2) await study.FoldAsync();
            await study.AddAsync(Draw(study, random, $"round{round}", 24));
            string[] gone = [.. Enumerable.Range(0, 90).Where(_ => random.Next(6) == 0).Select(number => $"first-{number}")];
            await study.Database.TransactAsync((connection, transaction) =>
                study.Responses.DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, gone, Cancel), Cancel);
        }

        await study.VerifyAsync();
        Assert.True(shown > 50 && hidden > 50, $"{shown} shown, {hidden} hidden");

        async Task CompareAsync()
        {
            await using var reading = await study.Store.ReadAsync(study.Organisation, study.SurveyId, Cancel);
            string[] attributes = [.. LiveStudy.Questionnaire.Attributes.Take(2).Select(attribute => attribute.Id)];
            var segments = attributes.SelectMany((attribute, place) => Values[place].OfType<string>().Select(value => new Segment(attribute, value))).Prepend(Segment.All).ToArray();
            foreach (var includePartial in new[] { false, true })
            {
                var complete = await ResponseStore.GroupsAsync(
                    reading.Connection, reading.Transaction, study.Organisation, study.SurveyId, LiveStudy.Questionnaire, [1, 2], includePartial, Cancel);
                var live = await reading.GroupsAsync(LiveStudy.Questionnaire, [1, 2], includePartial, Cancel);
                foreach (var (segment, version) in segments.SelectMany(segment => new int?[] { null, 1, 2 }.Select(version => (segment, version))))
                {
                    var conditions = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
                    var wish = ResponseFilter.Counting with { IncludePartial = includePartial, Version = version };
                    if (!segment.IsAll) (conditions, wish) = (conditions.Add(segment.Attribute, segment.Value), wish with { Attributes = wish.Attributes.Add(segment.Attribute, segment.Value) });
                    if (version is { } only) conditions = conditions.Add(GroupCounts.Version, $"{only}");
                    Assert.Equal(complete.Count(conditions), live.Count(conditions));
                    Assert.Equal(complete.MayShow(conditions, 5), live.MayShow(conditions, 5));
                    var table = new ResponseTable(LiveStudy.Questionnaire);
                    await foreach (var stored in study.Responses.ReadAsync(reading.Connection, reading.Transaction, study.Organisation, study.SurveyId, wish, Cancel)) table.Add(stored.Response);
                    if (table.Count == 0) continue;
                    var options = new StudyOptions { MinimumGroup = 5, Depth = StudyDepth.Figures, Conditions = conditions };
                    var fromRows = Study.Evaluate(table, options with { Groups = complete });
                    var moments = (await reading.MomentsAsync(LiveStudy.Questionnaire, version is { } one ? [one] : [1, 2], includePartial, segment, Cancel))!;
                    var fromMoments = Study.Evaluate(moments.Moments, options with { Groups = live });
                    Assert.Equal(Hidden(fromRows), Hidden(fromMoments));
                    shown += fromMoments.Segments.SelectMany(one => one.Groups).Count(group => !group.IsTooSmall);
                    hidden += fromMoments.Segments.SelectMany(one => one.Groups).Count(group => group.IsTooSmall);
                }
            }
        }
    }

    private static string[] Hidden(StudyResult study) =>
        [.. study.Segments.SelectMany(segment => segment.Groups.Select(group =>
            $"{segment.Attribute}={group.Value}: {group.Responses} {group.IsTooSmall} {string.Join(' ', group.Dimensions.Select(dimension => dimension.Mean.Reason?.ToString() ?? "shown"))}"))];

    private static IEnumerable<ResponseRow> Draw(LiveStudy study, Random random, string name, int number)
    {
        for (var place = 0; place < number; place++)
        {
            var response = LiveStudy.Reference.GetResponse(random.Next(400)) with { Id = $"{name}-{place}", Status = random.Next(3) == 0 ? ResponseRow.Partial : ResponseRow.Complete };
            foreach (var attribute in Enumerable.Range(0, 2))
                response = response with { Attributes = response.Attributes.SetItem(attribute, Values[attribute][Math.Max(random.Next(Values[attribute].Length), random.Next(Values[attribute].Length))]) };
            yield return ResponseEncoding.ToRow(response, LiveStudy.Questionnaire, study.Organisation, study.SurveyId, random.Next(5) < 3 ? 1 : 2, isTest: false, DateTimeOffset.UnixEpoch);
        }
    }
}
