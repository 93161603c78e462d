using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Designer;

/// <summary>Ids for what is new in a questionnaire: readable, never used before in it, and making no column that another has.</summary>
/// <param name="retired">Ids of what was deleted: responses may hold them, so nothing else is given them.</param>
internal sealed class NewIds(IEnumerable<string> retired)
{
    private readonly HashSet<string> _retired = new(retired, StringComparer.OrdinalIgnoreCase);

    /// <summary>Items are numbered on: the columns are then <c>E23</c>, <c>P23</c>.</summary>
    public string Item(Questionnaire questionnaire)
    {
        var columns = Columns(questionnaire);
        var ids = Ids(questionnaire);
        var highest = questionnaire.Items.Select(item => item.Id).Concat(_retired).Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max();
        for (var number = highest + 1; ; number++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            if (!ids.Contains(id) && questionnaire.Batteries.All(battery => !columns.Contains(battery.Prefix + id))) return id;
        }
    }

    public string Dimension(Questionnaire questionnaire, LocalizedText title) => Numbered(Latin(title) ?? "dimension", Ids(questionnaire));

    public string Outcome(Questionnaire questionnaire, OutcomeKind? kind, LocalizedText text) =>
        Numbered(kind?.ToString().ToLowerInvariant() ?? Latin(text) ?? "question", Columns(questionnaire));

    public string Question(Questionnaire questionnaire, LocalizedText text) => Numbered(Latin(text) ?? "question", Columns(questionnaire));

    private HashSet<string> Ids(Questionnaire questionnaire) =>
        questionnaire.Dimensions.Select(dimension => dimension.Id).Concat(questionnaire.Items.Select(item => item.Id)).Concat(_retired).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private HashSet<string> Columns(Questionnaire questionnaire)
    {
        var taken = ResponseColumns.Of(questionnaire).ToHashSet(StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(ResponseColumns.Reserved);
        taken.UnionWith(_retired);
        return taken;
    }

    private static string? Latin(LocalizedText text)
    {
        var words = (text.Find(Language.English.Tag) ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit))).Where(word => word.Length > 0);
        var id = string.Join('-', words.Take(4));
        return id.Length == 0 ? null : id.Length > 40 ? id[..40].Trim('-') : id;
    }

    private static string Numbered(string wish, HashSet<string> taken)
    {
        if (!taken.Contains(wish)) return wish;
        for (var number = 2; ; number++)
            if (string.Create(CultureInfo.InvariantCulture, $"{wish}-{number}") is var candidate && !taken.Contains(candidate)) return candidate;
    }
}
