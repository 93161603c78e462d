using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>The moments behind a page: read as they stand; where there are none yet, made in the background while the page waits a moment.</summary>
internal sealed class LiveMoments(MomentsStore store, MomentsKeeper keeper)
{
    /// <summary>From this many responses on nobody waits for a page that has to read them.</summary>
    public const long Many = 100_000;

    // Most surveys are counted within it, so that nobody sees a page that says "computing".
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The moments and the changes since, to be disposed; null while they are being made.</summary>
    public async Task<MomentsReading?> OpenAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var reading = await store.ReadAsync(organisation, surveyId, cancel);
        if (reading.IsBuilt) return reading;
        await reading.DisposeAsync();
        var building = keeper.BuildAsync(organisation, surveyId);
        await Task.WhenAny(building, Task.Delay(Patience, cancel));
        if (!building.IsCompleted) return null;
        await building;
        reading = await store.ReadAsync(organisation, surveyId, cancel);
        if (reading.IsBuilt) return reading;
        await reading.DisposeAsync();
        return null;
    }

    /// <summary>The moments and the changes since, to be disposed; waits as long as they are being made.</summary>
    public async Task<MomentsReading> OpenBuiltAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        while (true)
        {
            var reading = await store.ReadAsync(organisation, surveyId, cancel);
            if (reading.IsBuilt) return reading;
            await reading.DisposeAsync();
            await keeper.BuildAsync(organisation, surveyId).WaitAsync(cancel);
        }
    }

    /// <summary>How far the making is; null where another server is at it.</summary>
    public ReadingProgress? ProgressOf(string surveyId) => keeper.ProgressOf(surveyId);

    /// <summary>Gives up stored moments that cannot be read; they are made anew.</summary>
    public async Task DiscardAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) => await store.DiscardAsync(organisation, surveyId, cancel);
}
