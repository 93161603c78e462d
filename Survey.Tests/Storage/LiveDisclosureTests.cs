using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Tests.Support;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Storage;

/// <summary>Live figures hide exactly what the complete results of the same responses hide: brute force over small surveys whose groups are drawn.</summary>
public sealed class LiveDisclosureTests
{
    private static readonly string?[][] Values = [[null, "north", "south", "east"], [null, "f", "m"]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_live_figures_hide_the_same_cells_as_the_complete_results_after_every_change(string provider)
    {
        var random = new Random(7);
        await using var study = await LiveStudy.CreateAsync(provider, 0);
        await study.AddAsync(Draw(study, random, "first", 45));
        await study.BuildAsync();
        int shown = 0, hidden = 0;
        for (var round = 0; round < 6; round++)
        {
            await CompareAsync();
            if (round == 3) await study.FoldAsync();
            await study.AddAsync(Draw(study, random, $"round{round}", 12));
            string[] gone = [.. Enumerable.Range(0, 45).Where(_ => random.Next(6) == 0).Select(number => $"first-{number}")];
            await study.Database.TransactAsync((connection, transaction) =>
                study.Responses.DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, gone, Cancel), Cancel);
        }

        await study.VerifyAsync();
        Assert.True(shown > 50 && hidden > 50, $"{shown} shown, {hidden} hidden");

        async Task CompareAsync()
        {
            await using var reading = await study.Store.ReadAsync(study.Organisation, study.SurveyId, Cancel);
            var complete = await ResponseStore.GroupsAsync(
                reading.Connection, reading.Transaction, study.Organisation, study.SurveyId, LiveStudy.Questionnaire, [1], includePartial: false, Cancel);
            var live = await reading.GroupsAsync(LiveStudy.Questionnaire, [1], includePartial: false, Cancel);
            string[] attributes = [.. LiveStudy.Questionnaire.Attributes.Take(2).Select(attribute => attribute.Id)];
            var filters = attributes.SelectMany((attribute, place) => Values[place].OfType<string>().Select(value => new Segment(attribute, value))).Prepend(Segment.All);
            foreach (var segment in filters)
            {
                var conditions = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
                var wish = ResponseFilter.Counting;
                if (!segment.IsAll) (conditions, wish) = (conditions.Add(segment.Attribute, segment.Value), wish with { Attributes = wish.Attributes.Add(segment.Attribute, segment.Value) });
                Assert.Equal(complete.MayShow(conditions, 5), live.MayShow(conditions, 5));
                var tables = await study.Responses.ReadTableAsync(study.Organisation, study.SurveyId, wish, Cancel);
                if (tables.Count == 0) continue;
                var options = new StudyOptions { MinimumGroup = 5, Depth = StudyDepth.Figures, Conditions = conditions };
                var fromRows = Study.Evaluate(tables[0].Table, options with { Groups = complete });
                var moments = (await reading.MomentsAsync(LiveStudy.Questionnaire, [1], false, segment, Cancel))!;
                var fromMoments = Study.Evaluate(moments.Moments, options with { Groups = live });
                Assert.Equal(Hidden(fromRows), Hidden(fromMoments));
                shown += fromMoments.Segments.SelectMany(one => one.Groups).Count(group => !group.IsTooSmall);
                hidden += fromMoments.Segments.SelectMany(one => one.Groups).Count(group => group.IsTooSmall);
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
            var response = LiveStudy.Reference.GetResponse(random.Next(400)) with { Id = $"{name}-{place}", Status = ResponseRow.Complete };
            foreach (var attribute in Enumerable.Range(0, 2))
                response = response with { Attributes = response.Attributes.SetItem(attribute, Values[attribute][Math.Max(random.Next(Values[attribute].Length), random.Next(Values[attribute].Length))]) };
            yield return ResponseEncoding.ToRow(response, LiveStudy.Questionnaire, study.Organisation, study.SurveyId, 1, isTest: false, DateTimeOffset.UnixEpoch);
        }
    }
}
