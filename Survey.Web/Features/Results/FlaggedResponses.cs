using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Scoring.Study;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Results;

/// <summary>A response that stands out, for those who manage the survey.</summary>
/// <param name="Signs">Its flags and indices.</param>
/// <param name="At">When it was submitted; null where that is not known.</param>
internal sealed record FlaggedResponse(ScreenedResponse Signs, DateTimeOffset? At);

/// <summary>The responses that stand out: those whose flags count first, then those with most flags, then the latest.</summary>
/// <param name="Entries">At most <see cref="FlaggedResponses.MostKept"/>.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Quality">The counts and comparisons of the view, without names.</param>
internal sealed record FlaggedList(ImmutableArray<FlaggedResponse> Entries, long Total, DataQualityResult Quality);

/// <summary>Screens the responses of a view. The last few lists stay in memory until the responses change or nobody looks.</summary>
internal sealed class FlaggedResponses(ResponseStore responses, MomentsStore moments) : IDisposable
{
    /// <summary>The most responses that a list names.</summary>
    public const int MostKept = 5_000;

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = 20 });

    /// <summary>The responses of a view with any of the flags.</summary>
    public async Task<FlaggedList> ReadAsync(ResultsView view, QualityFlags any, CancellationToken cancel)
    {
        var stamp = await moments.StampAsync(view.Survey.Organisation, view.Survey.SurveyId, cancel);
        var key = (view.Survey.SurveyId, string.Join(',', view.Versions), view.Query.ToRecord(), view.Organisation.MinimumGroup, any, stamp);
        if (_lists.TryGetValue(key, out FlaggedList? known)) return known!;
        var list = await ScreenAsync(view, any, cancel);
        return _lists.Set(key, list, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
    }

    private async Task<FlaggedList> ScreenAsync(ResultsView view, QualityFlags any, CancellationToken cancel)
    {
        var table = new ResponseTable(view.Questionnaire!);
        var submitted = new List<DateTimeOffset?>();
        foreach (var version in view.Versions)
        {
            var wish = new ResponseFilter { IncludePartial = view.Query.IncludePartial, Version = version, Attributes = view.Query.Attributes.ToImmutableDictionary() };
            await foreach (var stored in responses.ReadAsync(view.Survey.Organisation, view.Survey.SurveyId, wish, cancel))
            {
                table.Add(stored.Response);
                submitted.Add(stored.Response.Submitted);
            }
        }

        var screening = ResponseScreening.Of(table);
        int[] rows = [.. screening.RowsWith(any)];
        int[] first =
        [
            .. rows.OrderByDescending(row => (screening.FlagsOf(row) & screening.Options.Counted) != 0)
                .ThenByDescending(row => int.PopCount((int)screening.FlagsOf(row))).ThenByDescending(row => submitted[row]).ThenBy(row => row).Take(MostKept),
        ];
        return new FlaggedList(
            [.. screening.Responses(first).Zip(first, (signs, row) => new FlaggedResponse(signs, submitted[row]))], rows.LongLength, Study.Screen(table, new StudyOptions { MinimumGroup = view.Organisation.MinimumGroup, Filter = view.Query.ToRecord() }));
    }

    public void Dispose() => _lists.Dispose();
}
