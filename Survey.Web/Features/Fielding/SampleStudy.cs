using Survey.Scoring.Instrument;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// A study to look at before there is one of one's own: a bank with branches, a published SERVQUAL survey with 400 responses, and a smaller one on the zone of
/// tolerance. It is made once; whatever of it is there already stays as it is.
/// </summary>
internal sealed class SampleStudy(
    Database database, OrganisationStore organisations, SurveyVersionStore versions, ResponseStore responses, InstrumentLibrary library, TimeProvider time)
{
    private const string ServqualSlug = "sample-bank";
    private const string ZoneSlug = "sample-bank-tolerance";

    private static readonly RespondentAttribute Branch = new("branch", Text("Branch", "شعبه"),
    [
        new("tehran-valiasr", Text("Tehran, Valiasr Street", "تهران، ولیعصر")),
        new("tehran-tajrish", Text("Tehran, Tajrish Square", "تهران، تجریش")),
        new("isfahan-chaharbagh", Text("Isfahan, Chaharbagh", "اصفهان، چهارباغ")),
        new("shiraz-zand", Text("Shiraz, Zand Boulevard", "شیراز، بلوار زند")),
        new("tabriz-shariati", Text("Tabriz, Shariati Street", "تبریز، شریعتی")),
    ]);

    private static readonly RespondentAttribute Gender = new("gender", Text("You are …", "جنسیت شما"),
    [
        new("woman", Text("a woman", "زن")),
        new("man", Text("a man", "مرد")),
        new("not-said", Text("I would rather not say", "ترجیح می‌دهم نگویم")),
    ]);

    private static readonly RespondentAttribute Service = new("service", Text("What did you mainly come to us for?", "بیشتر برای کدام خدمت به ما مراجعه می‌کنید؟"),
    [
        new("account", Text("Account and deposit", "حساب و سپرده")),
        new("loan", Text("Loan", "وام")),
        new("card", Text("Cards and payments", "کارت و پرداخت")),
        new("mobile", Text("Mobile banking", "همراه‌بانک")),
    ]);

    /// <summary>The sample was published before its first answer.</summary>
    private readonly SurveyStore surveys = new(database, versions, new Earlier(time, TimeSpan.FromDays(31)));

    /// <summary>Creates what is not there yet.</summary>
    public async Task CreateAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var organisation = (await organisations.EnsureFirstAsync(new Organisation
        {
            OrganisationId = Guid.CreateVersion7(now).ToString("N"),
            Name = "بانک بنفشه · Banafsheh Bank",
            Language = "fa",
            TimeZone = "Asia/Tehran",
            Calendar = Calendars.ByLanguage,
            FirstDayOfWeek = (int)DayOfWeek.Saturday,
            CreatedAt = now,
        }, cancel)).Id;

        await EnsureAsync(organisation, ZoneSlug, "zone-of-tolerance", Text("What do you expect of a bank branch?", "از شعبهٔ بانک چه انتظاری دارید؟"),
            [Branch], new SampleResponses(Seed: 1994, Complete: 120, Partial: 21, SampleProfile.ZoneOfTolerance), now, cancel);
        await EnsureAsync(organisation, ServqualSlug, "servqual", Text("How do you find Banafsheh Bank’s service?", "خدمات بانک بنفشه از نگاه شما"),
            [Branch, Gender, Service], new SampleResponses(Seed: 1988, Complete: 400, Partial: 57, SampleProfile.Servqual), now, cancel);
    }

    /// <summary>Prints where to look.</summary>
    public static async Task AnnounceAsync(string address, TextWriter announcements)
    {
        await announcements.WriteLineAsync("Sample study:");
        await announcements.WriteLineAsync($"  results, once signed in   {address}/surveys/{ServqualSlug}");
        await announcements.WriteLineAsync($"  respondents answer at     {address}/s/{ServqualSlug}");
        await announcements.WriteLineAsync($"  link of one branch        {SurveyLink.To(address + "/", ServqualSlug, Branch.Id, Branch.Options[0].Id)}");
        await announcements.WriteLineAsync($"  zone of tolerance         {address}/s/{ZoneSlug}");
    }

    private async Task EnsureAsync(OrganisationId organisation, string slug, string instrument, LocalizedText title,
        RespondentAttribute[] attributes, SampleResponses sample, DateTimeOffset now, CancellationToken cancel)
    {
        if ((await surveys.DeletedAsync(organisation, cancel)).Any(deleted => deleted.Slug == slug)) return;
        if (await surveys.FindAsync(organisation, slug, cancel) is null)
        {
            var questionnaire = library.Find(instrument)?.Questionnaire
                ?? throw new FileNotFoundException($"The sample study needs the instrument '{instrument}' in the folder questionnaires beside the program.");
            var draft = new SurveyDraft
            {
                Questionnaire = questionnaire with { Title = title, Attributes = [.. attributes] },
                Settings = new SurveySettings
                {
                    Languages = ["fa", "en"],
                    LinkAttributes = [Branch.Id],
                    Welcome = Text(
                        "Thank you for taking a few minutes. Your answers show us where our service should become better.",
                        "سپاس که چند دقیقه وقت می‌گذارید. پاسخ‌های شما به ما نشان می‌دهد کجا باید بهتر شویم."),
                    ThankYou = Text(
                        "Thank you! We read every comment.",
                        "از همراهی شما سپاسگزاریم! همهٔ نظرها را می‌خوانیم."),
                },
            };
            var created = await surveys.CreateAsync(organisation, slug, draft, null, cancel);
            if (created.Slug != slug) throw new InvalidOperationException($"The address '{slug}' of the sample study belongs to another survey.");
        }
        var survey = (await surveys.FindAsync(organisation, slug, cancel))!;
        if (survey.PublishedVersion is null) await surveys.PublishAsync(organisation, survey.SurveyId, survey.DraftRevision, null, cancel);
        if (await surveys.FindPublishedAsync(slug, cancel) is not { } published) return;
        var counts = await surveys.CountsAsync(organisation, survey.SurveyId, cancel);
        if (counts.Complete + counts.Partial > 0) return;
        var rows = sample.For(published.Questionnaire, now).Select(response => ResponseEncoding.ToRow(
            response.Response, published.Questionnaire, organisation, published.SurveyId, published.VersionNumber, isTest: false, response.At) with
        {
            Pages = ResponseEncoding.Pages(response.Pages),
        });
        await database.TransactAsync((connection, transaction) => responses.AddManyAsync(connection, transaction, organisation, survey.SurveyId, rows, cancel), cancel);
    }

    private sealed class Earlier(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() - by;
    }

    private static LocalizedText Text(string english, string persian) => new([new("en", english), new("fa", persian)]);
}
