using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Inviting;

/// <summary>Whom invitations are for, as a list says it: a line per person; with several columns the first line names them.</summary>
internal sealed record InvitationList(ImmutableArray<InvitedPerson> People, ImmutableArray<ListProblem> Problems)
{
    /// <summary>More than this in one go is made in several.</summary>
    public const int Most = 2000;

    /// <summary>The longest name, address or number of a person.</summary>
    public const int LongestLabel = 200;

    private const string LanguageColumn = "language";

    private static readonly char[] Separators = ['\t', ';', ','];

    /// <summary>People without a name.</summary>
    public static InvitationList Anonymous(int number) => new([.. Enumerable.Repeat(new InvitedPerson(null, null, null), number)], []);

    /// <summary>Reads a list as it was pasted or uploaded.</summary>
    /// <param name="text">Its lines. The first column is the person; further ones are <c>language</c> and attributes by their ids, with the ids or texts of their options.</param>
    /// <param name="questionnaire">Which attributes there are.</param>
    /// <param name="languages">Which languages the survey has.</param>
    public static InvitationList Read(string text, Questionnaire questionnaire, ImmutableArray<string> languages)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, k) => (Number: k + 1, Text: line.Trim(' ', '\t', '\uFEFF'))).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count == 0) return new([], [new(0, "ListEmpty", "")]);
        var separator = Separators.FirstOrDefault(lines[0].Text.Contains);
        var problems = ImmutableArray.CreateBuilder<ListProblem>();
        string[] columns = [""];
        // One column has no heading, since a heading could not be told from a name.
        if (separator != default)
        {
            columns = Cells(lines[0].Text, separator);
            foreach (var unknown in columns.Skip(1).Where(column => column != LanguageColumn && questionnaire.Attributes.All(attribute => attribute.Id != column)))
                problems.Add(new(lines[0].Number, "ListColumn", unknown));
            lines.RemoveAt(0);
        }
        if (lines.Count > Most) problems.Add(new(0, "ListLong", ""));
        if (problems.Count > 0) return new([], problems.ToImmutable());
        var people = ImmutableArray.CreateBuilder<InvitedPerson>();
        foreach (var (number, line) in lines) people.Add(PersonOf(number, separator == default ? [line] : Cells(line, separator)));
        return new(people.ToImmutable(), problems.ToImmutable());

        InvitedPerson PersonOf(int line, string[] cells)
        {
            string? language = null;
            var attributes = new List<KeyValuePair<string, string?>>();
            if (cells[0].Length == 0) problems.Add(new(line, "ListNobody", ""));
            if (cells[0].Length > LongestLabel) problems.Add(new(line, "ListLabel", ""));
            for (var k = 1; k < Math.Min(cells.Length, columns.Length); k++)
            {
                if (cells[k].Length == 0) continue;
                if (columns[k] == LanguageColumn)
                {
                    language = cells[k].ToLowerInvariant();
                    if (!languages.Contains(language)) problems.Add(new(line, "ListLanguage", cells[k]));
                }
                else if (ValueOf(questionnaire.Attributes.First(attribute => attribute.Id == columns[k]), cells[k]) is { } value)
                {
                    attributes.Add(new(columns[k], value));
                }
                else
                {
                    problems.Add(new(line, "ListOption", cells[k]));
                }
            }
            return new(cells[0], language, ResponseEncoding.Attributes(attributes));
        }
    }

    private static string? ValueOf(RespondentAttribute attribute, string typed)
    {
        if (attribute.Options.Length == 0) return typed;
        var key = PersianText.SearchKey(typed);
        return attribute.Options.FirstOrDefault(option => option.Id == typed || option.Text.Texts.Any(text => PersianText.SearchKey(text.Value) == key))?.Id;
    }

    private static string[] Cells(string line, char separator) => [.. line.Split(separator).Select(cell => cell.Trim().Trim('"').Trim())];
}

/// <summary>Whom an invitation is for.</summary>
/// <param name="Label">A name, an e-mail address, a customer's number; null for anybody.</param>
/// <param name="Language">The language of the first page; null for that of the browser.</param>
/// <param name="Attributes">A JSON object from attribute to value; null for none.</param>
internal sealed record InvitedPerson(string? Label, string? Language, string? Attributes);

/// <summary>What is wrong with a list.</summary>
/// <param name="Line">The line, from 1; 0 for the list as a whole.</param>
/// <param name="Text">The name of the text that says it.</param>
/// <param name="Value">What stands there.</param>
internal sealed record ListProblem(int Line, string Text, string Value);
