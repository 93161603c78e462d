using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Storage;

namespace Survey.Web.Features.Waves;

/// <summary>Divides the complete responses of a survey into waves and compares two of them.</summary>
internal sealed class WavesReader(SurveyStore surveys, OrganisationStore organisations, WaveStudies studies, TimeProvider time)
{
    /// <summary>The view of a choice; null where the organisation has no such survey.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="slug">The survey.</param>
    /// <param name="query">The choice.</param>
    /// <param name="texts">The texts of the reader's language.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="waits">Whether to wait for what is computed in the background.</param>
    public async Task<WavesView?> ReadAsync(
        OrganisationId organisation, string slug, WavesQuery query, Texts<WavesText> texts, CancellationToken cancel, bool waits = false)
    {
        if (await surveys.FindAsync(organisation, slug, cancel) is not { } survey) return null;
        var owner = await organisations.FindAsync(organisation, cancel) ?? throw new InvalidDataException("The organisation of a session does not exist.");
        var view = new WavesView { Survey = survey, Organisation = owner, Query = query, State = WavesState.NotPublished };
        if (survey.PublishedVersion is null) return view;
        var divider = new WaveDivider(query, new WaveCalendar(owner.Time, texts.Language, texts), texts);
        if (!divider.IsUsable) return view with { State = query is { FirstDays: ("", ""), SecondDays: ("", "") } ? WavesState.DaysAsked : WavesState.DaysWrong };

        var (computed, progress) = waits
            ? (await studies.WaitAsync(survey, query, divider, owner.MinimumGroup, cancel), null)
            : await studies.ReadAsync(survey, query, divider, owner.MinimumGroup, cancel);
        if (computed is null) return view with { State = WavesState.Computing, Progress = progress };
        var waves = new WaveSeries([.. computed.Series.Waves.Select(wave => KeyValuePair.Create(wave.Key, wave.Value with { Name = divider.NameOf(wave.Key) }))]);
        view = view with { State = WavesState.TooFewWaves, Choices = [.. waves.Waves.Select(wave => new WaveChoice(wave.Key, wave.Value.Name, wave.Value.Responses))] };
        if (waves.Choose(query.First, query.Second, owner.MinimumGroup) is not { } chosen) return view;
        var (earlier, later) = (waves[chosen.First], waves[chosen.Second]);
        var newest = later.Parts.MaxBy(part => part.Moments.Questionnaire.Version)!.Moments;
        return view with
        {
            State = WavesState.Ready,
            Query = query with { First = chosen.First, Second = chosen.Second },
            Result = new WavesResult(
                [computed.Linked is { } linked ? Named(linked, earlier, later) : WaveComparison.Of(earlier, later, null, owner.MinimumGroup)],
                query.By is WaveDivision.Months or WaveDivision.Quarters ? WaveCharts.Of([.. waves.Waves.Select(wave => wave.Value)], owner.MinimumGroup) : []),
            Report = new ReportContext(
                Study.Evaluate(newest, new StudyOptions { Depth = StudyDepth.Figures, MinimumGroup = owner.MinimumGroup }), newest.Questionnaire, texts.Language,
                new ReportSubject { Organisation = owner.Name, Title = survey.Title.In(texts.Language.Tag), ComputedAt = time.GetUtcNow(), Time = owner.Time, MinimumGroup = owner.MinimumGroup }),
        };
    }

    // What was computed serves readers of every language.
    private static WaveComparisonResult Named(WaveComparisonResult linked, Wave earlier, Wave later) =>
        linked with { First = linked.First with { Name = earlier.Name }, Second = linked.Second with { Name = later.Name } };
}
