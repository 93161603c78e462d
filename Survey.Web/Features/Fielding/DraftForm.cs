using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Colours;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// The form in which a survey is edited, as plain fields by name: made from a stored draft, or read from a post. Whatever was typed stays in it, so that a
/// refused or conflicting save loses nothing.
/// </summary>
public sealed class DraftForm
{
    private readonly Dictionary<string, string> _values;

    private DraftForm(Dictionary<string, string> values)
    {
        _values = values;
        Attributes = [.. ReadAttributes()];
    }

    /// <summary>The attributes in the order of the form.</summary>
    public IReadOnlyList<AttributeFields> Attributes { get; }

    /// <summary>What stands in a field; empty when there is no such field.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Whether a box is ticked.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    public int Revision => int.TryParse(this["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    internal static DraftForm Read(IFormCollection posted) =>
        new(posted.ToDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n"), StringComparer.Ordinal));

    internal static DraftForm Of(ManagedSurvey survey, FieldingCalendar calendar)
    {
        var draft = survey.Draft;
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["revision"] = survey.DraftRevision.ToString(CultureInfo.InvariantCulture),
            ["slug"] = survey.Slug,
            ["corrections"] = Language.Current.Digits(draft.Settings.CorrectionDays.ToString(CultureInfo.InvariantCulture)),
            ["duplicates"] = draft.Settings.Duplicates.ToString(),
            ["accent"] = draft.Settings.Accent ?? "",
            ["anonymous"] = draft.Settings.IsAnonymous ? "yes" : "no",
            ["unanswered"] = draft.Settings.Unanswered.ToString(),
            ["language.first"] = draft.Settings.Languages.FirstOrDefault("fa"),
        };
        foreach (var language in Language.All)
        {
            if (draft.Settings.Languages.Contains(language.Tag)) values[$"language.{language.Tag}"] = "on";
            values[$"title.{language.Tag}"] = draft.Questionnaire.Title.Find(language.Tag) ?? "";
            values[$"welcome.{language.Tag}"] = draft.Settings.Welcome?.Find(language.Tag) ?? "";
            values[$"consent.{language.Tag}"] = draft.Settings.Consent?.Find(language.Tag) ?? "";
            values[$"thanks.{language.Tag}"] = draft.Settings.ThankYou?.Find(language.Tag) ?? "";
        }
        for (var a = 0; a < draft.Questionnaire.Attributes.Length; a++)
        {
            var attribute = draft.Questionnaire.Attributes[a];
            values[$"attribute.{a}.id"] = attribute.Id;
            values[$"attribute.{a}.asked"] = draft.Settings.LinkAttributes.Contains(attribute.Id) ? AttributeFields.ByLink : AttributeFields.Ask;
            foreach (var language in Language.All) values[$"attribute.{a}.text.{language.Tag}"] = attribute.Text.Find(language.Tag) ?? "";
            for (var k = 0; k < attribute.Options.Length; k++)
            {
                values[$"attribute.{a}.option.{k}.id"] = attribute.Options[k].Id;
                foreach (var language in Language.All) values[$"attribute.{a}.option.{k}.{language.Tag}"] = attribute.Options[k].Text.Find(language.Tag) ?? "";
            }
        }
        Moment("opens", survey.OpensAt);
        Moment("closes", survey.ClosesAt);
        return new(values);

        void Moment(string name, DateTimeOffset? instant)
        {
            var fields = LocalDateTime.Of(instant, calendar.IsJalali, calendar.Zone);
            values[$"{name}.day"] = fields.Day;
            values[$"{name}.month"] = fields.Month;
            values[$"{name}.year"] = fields.Year;
            values[$"{name}.time"] = fields.Time;
        }
    }

    /// <summary>The date fields with this name, digits of any kind kept as typed.</summary>
    internal LocalDateTime Moment(string name) => new(this[$"{name}.day"].Trim(), this[$"{name}.month"].Trim(), this[$"{name}.year"].Trim(), this[$"{name}.time"].Trim());

    /// <summary>The draft that the form describes; problems are added to <paramref name="errors"/>, and then nothing of it may be stored.</summary>
    internal DraftChange Apply(ManagedSurvey survey, FieldingCalendar calendar, DraftOperation operation, Texts<FieldingText> texts, FormErrors errors)
    {
        var questionnaire = survey.Draft.Questionnaire;

        var title = Localized("title", questionnaire.Title);
        if (!title.Languages.Any()) errors.Add(TitleField, texts["TitleMissing"]);
        foreach (var language in Language.All)
            if (this[$"title.{language.Tag}"].Trim().Length > MaximumTitle) errors.Add($"title.{language.Tag}", texts["TitleTooLong", MaximumTitle]);

        var languages = Language.All.Select(language => language.Tag).Where(tag => Has($"language.{tag}"))
            .OrderBy(tag => tag == this["language.first"] ? 0 : 1).ToImmutableArray();
        if (languages.Length == 0) errors.Add($"language.{Language.All[0].Tag}", texts["LanguageMissing"]);

        var slug = survey.Slug;
        if (survey.PublishedVersion is null)
        {
            slug = PersianText.LatinDigits(this["slug"].Trim()).ToLowerInvariant();
            if (!Slug.IsValid(slug)) errors.Add("slug", texts["SlugWrong", Slug.MinimumLength, Slug.MaximumLength]);
        }

        foreach (var name in new[] { "welcome", "consent", "thanks" })
            foreach (var language in Language.All)
                if (this[$"{name}.{language.Tag}"].Length > QuestionnaireLimits.TextLength)
                    errors.Add($"{name}.{language.Tag}", texts["TextTooLong", QuestionnaireLimits.TextLength]);

        var (attributes, byLink, anchor) = new AttributeEditor(this, questionnaire, texts, errors).Apply(operation);

        var opens = MomentOf("opens", TimeOnly.MinValue, calendar, texts, errors);
        var closes = MomentOf("closes", new TimeOnly(23, 59), calendar, texts, errors);
        if (opens is not null && closes is not null && closes <= opens) errors.Add("closes.day", texts["ClosesBeforeOpens"]);

        var accent = PersianText.LatinDigits(this["accent"].Trim());
        if (accent.Length > 0 && AccentColour.Read(accent) is null) errors.Add("accent", texts["AccentWrong"]);

        if (!int.TryParse(PersianText.LatinDigits(this["corrections"].Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var corrections) || corrections > MaximumCorrections)
            errors.Add("corrections", texts["CorrectionsWrong", MaximumCorrections]);

        var changed = questionnaire with { Title = title, Attributes = attributes };
        if (!errors.Any)
            foreach (var problem in QuestionnaireFile.Check(changed).Problems.Where(problem => problem.IsError))
                errors.Add("", $"{problem.Path}: {problem.Message(texts.Language.Tag)}");

        return new(
            survey.Draft with
            {
                Questionnaire = changed,
                Settings = survey.Draft.Settings with
                {
                    Languages = languages,
                    Welcome = Optional("welcome", survey.Draft.Settings.Welcome),
                    Consent = Optional("consent", survey.Draft.Settings.Consent),
                    ThankYou = Optional("thanks", survey.Draft.Settings.ThankYou),
                    CorrectionDays = corrections,
                    Duplicates = Enum.TryParse<DuplicateControl>(this["duplicates"], out var duplicates) ? duplicates : survey.Draft.Settings.Duplicates,
                    Accent = !Has("accent") ? survey.Draft.Settings.Accent : AccentColour.Read(accent)?.Chosen.Hex,
                    IsAnonymous = Has("anonymous") ? this["anonymous"] == "yes" : survey.Draft.Settings.IsAnonymous,
                    Unanswered = Enum.TryParse<Unanswered>(this["unanswered"], out var unanswered) ? unanswered : survey.Draft.Settings.Unanswered,
                    LinkAttributes = byLink,
                },
            },
            slug, opens, closes, anchor);
    }

    internal const int MaximumTitle = 200;

    private const int MaximumCorrections = 365;

    private static string TitleField => $"title.{Language.Current.Tag}";

    /// <summary>A text with the two languages of the form written in; a text that has not changed stays as it was, so that saving changes nothing by itself.</summary>
    internal LocalizedText Localized(string name, LocalizedText? before)
    {
        var text = before ?? new LocalizedText([]);
        foreach (var language in Language.All)
        {
            var typed = this[$"{name}.{language.Tag}"].Trim();
            if (typed != (text.Find(language.Tag) ?? "")) text = text.With(language.Tag, typed.Length == 0 ? null : typed);
        }
        return text;
    }

    private LocalizedText? Optional(string name, LocalizedText? before) => Localized(name, before) is var text && text.Languages.Any() ? text : null;

    private DateTimeOffset? MomentOf(string name, TimeOnly whenEmpty, FieldingCalendar calendar, Texts<FieldingText> texts, FormErrors errors)
    {
        var reading = Moment(name).Read(calendar.IsJalali, calendar.Zone, whenEmpty);
        if (reading.Problem is { } problem)
            errors.Add($"{name}.{problem.Field.ToLowerInvariant()}", problem.Argument is { } number ? texts[problem.Reason, number] : texts[problem.Reason]);
        return reading.Instant;
    }

    private IEnumerable<AttributeFields> ReadAttributes()
    {
        for (var a = 0; Has($"attribute.{a}.id"); a++)
        {
            var options = 0;
            while (Has($"attribute.{a}.option.{options}.id")) options++;
            yield return new AttributeFields($"attribute.{a}", this[$"attribute.{a}.id"], this[$"attribute.{a}.asked"] == AttributeFields.ByLink, options);
        }
    }
}

/// <summary>An attribute in the form.</summary>
/// <param name="Name">The beginning of its fields' names.</param>
/// <param name="Id">The attribute's id.</param>
/// <param name="IsByLink">Whether links set it, so that respondents are not asked.</param>
/// <param name="Options">How many options it has in the form.</param>
public sealed record AttributeFields(string Name, string Id, bool IsByLink, int Options)
{
    public const string Ask = "ask";
    public const string ByLink = "link";
}

/// <summary>What a posted form makes of a draft, and the field to go back to after saving.</summary>
internal sealed record DraftChange(SurveyDraft Draft, string Slug, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, string? Anchor);

/// <summary>How an organisation counts days, and where.</summary>
public sealed record FieldingCalendar(bool IsJalali, TimeZoneInfo Zone)
{
    public LocalTime Time => new(Zone, IsJalali);
}
