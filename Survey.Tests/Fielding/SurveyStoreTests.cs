using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

public sealed class SurveyStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_new_survey_is_a_draft_that_respondents_do_not_find(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();

        Assert.Equal(SurveyState.Draft, survey.State);
        Assert.Equal(1, survey.DraftRevision);
        Assert.Equal("خدمات ما", survey.Title.In("fa"));
        Assert.Equal(["branch"], survey.Draft.Settings.LinkAttributes);
        Assert.Null(await surveys.Store.FindPublishedAsync(survey.Slug, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task A_taken_address_gives_the_next_survey_one_like_it(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        await surveys.CreateAsync("service");
        var second = await surveys.Store.CreateAsync(Surveys.Library, "service", Surveys.Draft(), null, Cancel);

        Assert.Equal("service-2", second.Slug);
    }

    [Theory, EveryDatabase]
    public async Task Publishing_freezes_the_questionnaire_the_settings_and_the_columns(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var published = await surveys.Store.FindPublishedAsync(survey.Slug, Cancel);

        Assert.NotNull(published);
        Assert.Equal(SurveyState.Open, published.State);
        Assert.Equal(1, published.VersionNumber);
        Assert.Equal(Surveys.Bank, published.Organisation);
        Assert.Equal(["fa", "en"], published.Settings.Languages);
        Assert.Equal(["E1", "E2", "E3", "P1", "P2", "P3"], published.Columns.Select(column => column.Name));
        Assert.Equal(new AnswerLayout(published.Questionnaire).Columns, published.Columns);
        Assert.Equal(64, published.Sha256.Length);
    }

    [Theory, EveryDatabase]
    public async Task What_is_left_out_is_not_published_and_the_models_follow(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();
        var draft = survey.Draft with { DimensionsLeftOut = ["empathy"], OutcomesLeftOut = ["overall"], LeavesOutComment = true };
        var saved = await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, draft, survey.Slug, null, null, null, Cancel);
        await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, saved.Revision, null, Cancel);
        var questionnaire = (await surveys.Store.FindPublishedAsync(survey.Slug, Cancel))!.Questionnaire;

        Assert.Equal(["reliability"], questionnaire.Dimensions.Select(dimension => dimension.Id));
        Assert.Empty(questionnaire.Outcomes);
        Assert.Null(questionnaire.Comment);
        // One dimension leaves nothing to share points among.
        Assert.Null(questionnaire.Importance);
        Assert.Equal(["servqual", "servperf"], questionnaire.Models);
        // The draft remembers what was left out.
        Assert.Equal(2, (await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!.Draft.Questionnaire.Dimensions.Length);
    }

    [Theory, EveryDatabase]
    public async Task Publishing_again_adds_a_version_and_leaves_the_first_as_it_was(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var first = await surveys.Versions.FindVersionAsync(Surveys.Bank, survey.SurveyId, 1, Cancel);
        var draft = survey.Draft with { DimensionsLeftOut = ["reliability"] };
        var saved = await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, survey.DraftRevision, draft, survey.Slug, null, null, null, Cancel);
        Assert.Equal(1, (await surveys.Store.FindPublishedAsync(survey.Slug, Cancel))!.VersionNumber);

        var published = await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, saved.Revision, null, Cancel);

        Assert.Equal(2, published.Version);
        Assert.Equal(2, (await surveys.Store.FindPublishedAsync(survey.Slug, Cancel))!.VersionNumber);
        // A store that has parsed nothing yet reads what really stands in the table.
        var read = await new SurveyVersionStore(surveys.Database.Database).FindVersionAsync(Surveys.Bank, survey.SurveyId, 1, Cancel);
        Assert.Equal(first!.Sha256, read!.Sha256);
        Assert.Equal(2, read.Questionnaire.Dimensions.Length);
        Assert.Equal(6, read.Columns.Length);
        Assert.Equal([2, 1], (await surveys.Versions.AllAsync(Surveys.Bank, survey.SurveyId, Cancel)).Select(version => version.Number));
    }

    [Theory, EveryDatabase]
    public async Task What_the_author_says_of_a_changed_text_is_kept_with_the_version_and_not_asked_again(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var item = survey.Draft.Questionnaire.Dimensions[0].Items[0];
        var draft = survey.Draft with
        {
            Questionnaire = survey.Draft.Questionnaire with
            {
                Dimensions =
                [
                    survey.Draft.Questionnaire.Dimensions[0] with { Items = [item with { Texts = item.Texts.SetItem("", Surveys.Text("Something else", "چیزی دیگر")) }, .. survey.Draft.Questionnaire.Dimensions[0].Items[1..]] },
                    .. survey.Draft.Questionnaire.Dimensions[1..],
                ],
            },
        };
        var saved = await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, survey.DraftRevision, draft, survey.Slug, null, null, null, Cancel);
        Assert.Equal(["item.1"], (await surveys.Store.ChangedTextsAsync((await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!, Cancel)).Select(change => change.Key));

        var declared = new Dictionary<string, TextEdit> { ["item.1"] = TextEdit.Meaning, ["item.none"] = TextEdit.Typo };
        Assert.Equal(2, (await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, saved.Revision, declared, null, Cancel)).Version);

        var read = await new SurveyVersionStore(surveys.Database.Database).FindVersionAsync(Surveys.Bank, survey.SurveyId, 2, Cancel);
        Assert.Equal([KeyValuePair.Create("item.1", TextEdit.Meaning)], read!.Edits);
        Assert.Equal([2, null, null], read.Questionnaire.Items.Select(one => one.Meaning));
        // The draft says nothing of meanings, and still is what was published.
        var after = (await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!;
        Assert.False(await surveys.Store.HasUnpublishedChangesAsync(after, Cancel));
        Assert.Empty(await surveys.Store.ChangedTextsAsync(after, Cancel));
        Assert.Equal(2, (await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, after.DraftRevision, null, Cancel)).Version);
    }

    [Theory, EveryDatabase]
    public async Task Publishing_twice_without_a_change_makes_one_version(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, 1, null, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(new SurveyWrite(SurveyWriteStatus.Done, 1, 1), outcome));
        Assert.Single(await surveys.Versions.AllAsync(Surveys.Bank, survey.SurveyId, Cancel));
        Assert.False(await surveys.Store.HasUnpublishedChangesAsync((await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_save_the_same_revision_the_second_learns_of_the_first(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();
        var first = await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, Surveys.Draft("Mine"), survey.Slug, null, null, null, Cancel);
        var second = await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, Surveys.Draft("Theirs"), survey.Slug, null, null, null, Cancel);

        Assert.Equal(new SurveyWrite(SurveyWriteStatus.Done, 2), first);
        Assert.Equal(new SurveyWrite(SurveyWriteStatus.Conflict, 2), second);
        Assert.Equal("Mine", (await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!.Title.In("en"));
        Assert.Equal(SurveyWriteStatus.Conflict, (await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, 1, null, Cancel)).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_address_changes_only_before_the_first_publication_and_never_to_a_taken_one(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        await surveys.CreateAsync("taken");
        var survey = await surveys.CreateAsync("first-name");
        Assert.Equal(SurveyWriteStatus.SlugTaken,
            (await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, survey.Draft, "taken", null, null, null, Cancel)).Status);
        Assert.True((await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, survey.Draft, "second-name", null, null, null, Cancel)).IsDone);
        await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, 2, null, Cancel);
        Assert.True((await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 2, survey.Draft, "third-name", null, null, null, Cancel)).IsDone);

        Assert.NotNull(await surveys.Store.FindPublishedAsync("second-name", Cancel));
        Assert.Null(await surveys.Store.FindPublishedAsync("third-name", Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Dates_count_at_once_and_come_back_to_the_microsecond(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var opens = new DateTimeOffset(2026, 11, 22, 4, 30, 0, TimeSpan.Zero);
        await surveys.Store.FindPublishedAsync(survey.Slug, Cancel);
        await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, survey.DraftRevision, survey.Draft, survey.Slug, opens, opens.AddDays(7), null, Cancel);

        // Another process would see it within a second; this store is a fresh one.
        var published = await new SurveyStore(surveys.Database.Database, surveys.Versions, TimeProvider.System).FindPublishedAsync(survey.Slug, Cancel);
        Assert.Equal(opens, published!.OpensAt);
        Assert.Equal(opens.AddDays(7), published.ClosesAt);
        Assert.Equal(1, published.VersionNumber);
    }

    [Theory, EveryDatabase]
    public async Task A_survey_goes_through_pause_archive_and_back(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var (store, id) = (surveys.Store, survey.SurveyId);

        Assert.Equal(SurveyWriteStatus.NotAllowed, (await store.UnarchiveAsync(Surveys.Bank, id, Cancel)).Status);
        Assert.True((await store.PauseAsync(Surveys.Bank, id, Cancel)).IsDone);
        Assert.True((await store.PauseAsync(Surveys.Bank, id, Cancel)).IsDone);
        Assert.Equal(SurveyState.Paused, (await store.FindPublishedAsync(survey.Slug, Cancel))!.State);
        Assert.True((await store.ReopenAsync(Surveys.Bank, id, Cancel)).IsDone);
        Assert.Equal(SurveyState.Open, (await store.FindPublishedAsync(survey.Slug, Cancel))!.State);
        Assert.True((await store.ArchiveAsync(Surveys.Bank, id, Cancel)).IsDone);
        Assert.Equal(SurveyWriteStatus.NotAllowed, (await store.PauseAsync(Surveys.Bank, id, Cancel)).Status);
        Assert.Equal(SurveyWriteStatus.NotAllowed, (await store.ReopenAsync(Surveys.Bank, id, Cancel)).Status);
        Assert.NotNull((await store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!.ArchivedAt);
        Assert.True((await store.UnarchiveAsync(Surveys.Bank, id, Cancel)).IsDone);
        var back = (await store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!;
        Assert.Equal((SurveyState.Paused, null), (back.State, back.ArchivedAt));
    }

    [Theory, EveryDatabase]
    public async Task A_draft_cannot_be_reopened_and_comes_out_of_the_archive_as_a_draft(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();

        Assert.Equal(SurveyWriteStatus.NotAllowed, (await surveys.Store.ReopenAsync(Surveys.Bank, survey.SurveyId, Cancel)).Status);
        await surveys.Store.ArchiveAsync(Surveys.Bank, survey.SurveyId, Cancel);
        Assert.Equal(SurveyWriteStatus.NotAllowed, (await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, 1, null, Cancel)).Status);
        await surveys.Store.UnarchiveAsync(Surveys.Bank, survey.SurveyId, Cancel);
        Assert.Equal(SurveyState.Draft, (await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!.State);
    }

    [Theory, EveryDatabase]
    public async Task A_deleted_survey_is_gone_until_it_is_restored_within_thirty_days(string provider)
    {
        var clock = new Clock();
        await using var surveys = await Surveys.OpenAsync(provider, clock);
        var survey = await surveys.PublishedAsync();
        await surveys.Store.DeleteAsync(Surveys.Bank, survey.SurveyId, Cancel);

        Assert.Null(await surveys.Store.FindPublishedAsync(survey.Slug, Cancel));
        Assert.Null(await surveys.Store.FindAsync(Surveys.Bank, survey.Slug, Cancel));
        Assert.Empty(await surveys.Store.AllAsync(Surveys.Bank, Cancel));
        Assert.Single(await surveys.Store.DeletedAsync(Surveys.Bank, Cancel));
        Assert.Equal(SurveyWriteStatus.Missing, (await surveys.Store.PauseAsync(Surveys.Bank, survey.SurveyId, Cancel)).Status);

        clock.Now += TimeSpan.FromDays(29);
        Assert.True((await surveys.Store.RestoreAsync(Surveys.Bank, survey.SurveyId, Cancel)).IsDone);
        Assert.NotNull(await surveys.Store.FindPublishedAsync(survey.Slug, Cancel));

        await surveys.Store.DeleteAsync(Surveys.Bank, survey.SurveyId, Cancel);
        clock.Now += TimeSpan.FromDays(31);
        Assert.Empty(await surveys.Store.DeletedAsync(Surveys.Bank, Cancel));
        Assert.Equal(SurveyWriteStatus.Missing, (await surveys.Store.RestoreAsync(Surveys.Bank, survey.SurveyId, Cancel)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Tests_are_counted_apart_and_purged_alone(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        var submitted = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        await surveys.AddResponseAsync(survey.SurveyId, 1, "complete", isTest: false, submitted);
        await surveys.AddResponseAsync(survey.SurveyId, 1, "complete", isTest: false, submitted.AddDays(-1));
        await surveys.AddResponseAsync(survey.SurveyId, 1, "partial", isTest: false);
        await surveys.AddResponseAsync(survey.SurveyId, 1, "complete", isTest: true, submitted.AddDays(1));
        await surveys.AddResponseAsync(survey.SurveyId, 1, "partial", isTest: true);

        var expected = new ResponseCounts { Complete = 2, Partial = 1, Tests = 2, LastSubmittedAt = submitted };
        Assert.Equal(expected, await surveys.Store.CountsAsync(Surveys.Bank, survey.SurveyId, Cancel));
        Assert.Equal(expected, Assert.Single(await surveys.Store.AllAsync(Surveys.Bank, Cancel)).Responses);
        Assert.Equal(2, Assert.Single(await surveys.Versions.AllAsync(Surveys.Bank, survey.SurveyId, Cancel)).Complete);
        Assert.Equal(2.0 / 3, expected.Completion!.Value, 12);

        Assert.Equal(2, await surveys.Store.PurgeTestsAsync(Surveys.Bank, survey.SurveyId, Cancel));
        Assert.Equal(expected with { Tests = 0 }, await surveys.Store.CountsAsync(Surveys.Bank, survey.SurveyId, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Another_organisation_neither_sees_nor_changes_a_survey(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.PublishedAsync();
        await surveys.AddResponseAsync(survey.SurveyId, 1, "complete", isTest: true);
        var (store, id, other) = (surveys.Store, survey.SurveyId, Surveys.Library);

        Assert.Null(await store.FindAsync(other, survey.Slug, Cancel));
        Assert.Null(await store.FindDraftAsPublishedAsync(other, survey.Slug, Cancel));
        Assert.Null(await store.SlugOfAsync(other, id, Cancel));
        Assert.Null(await surveys.Versions.FindVersionAsync(other, id, 1, Cancel));
        Assert.Empty(await store.AllAsync(other, Cancel));
        Assert.Empty(await surveys.Versions.AllAsync(other, id, Cancel));
        Assert.Equal(ResponseCounts.None, await store.CountsAsync(other, id, Cancel));
        Assert.Equal(0, await store.PurgeTestsAsync(other, id, Cancel));
        Assert.All(
            [
                await store.SaveDraftAsync(other, id, 1, survey.Draft, survey.Slug, null, null, null, Cancel),
                await store.PublishAsync(other, id, 1, null, Cancel),
                await store.PauseAsync(other, id, Cancel),
                await store.ReopenAsync(other, id, Cancel),
                await store.ArchiveAsync(other, id, Cancel),
                await store.UnarchiveAsync(other, id, Cancel),
                await store.DeleteAsync(other, id, Cancel),
                await store.RestoreAsync(other, id, Cancel),
            ],
            outcome => Assert.Equal(SurveyWriteStatus.Missing, outcome.Status));
        Assert.Equal(SurveyState.Open, (await store.FindAsync(Surveys.Bank, survey.Slug, Cancel))!.State);
    }

    [Theory, EveryDatabase]
    public async Task The_preview_is_the_draft_until_it_is_published_and_after_every_change(string provider)
    {
        await using var surveys = await Surveys.OpenAsync(provider);
        var survey = await surveys.CreateAsync();
        var draft = await surveys.Store.FindDraftAsPublishedAsync(Surveys.Bank, survey.Slug, Cancel);
        Assert.True(draft!.IsDraft);
        Assert.Equal(6, draft.Columns.Length);

        await surveys.Store.PublishAsync(Surveys.Bank, survey.SurveyId, 1, null, Cancel);
        var same = await surveys.Store.FindDraftAsPublishedAsync(Surveys.Bank, survey.Slug, Cancel);
        Assert.Equal(1, same!.VersionNumber);

        await surveys.Store.SaveDraftAsync(Surveys.Bank, survey.SurveyId, 1, survey.Draft with { LeavesOutComment = true }, survey.Slug, null, null, null, Cancel);
        var changed = await surveys.Store.FindDraftAsPublishedAsync(Surveys.Bank, survey.Slug, Cancel);
        Assert.True(changed!.IsDraft);
        Assert.Null(changed.Questionnaire.Comment);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
