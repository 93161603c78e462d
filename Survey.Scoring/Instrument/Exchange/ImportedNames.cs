using System.Text.RegularExpressions;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Ids from the names that another program gave; each once.</summary>
internal sealed partial class ImportedNames
{
    private readonly HashSet<string> _taken = new(ResponseColumns.Reserved, StringComparer.Ordinal);

    /// <summary>Makes a name unavailable.</summary>
    public void Take(string name) => _taken.Add(name);

    /// <summary>The name as an id: what an id cannot hold becomes a hyphen, and a number follows where it is taken.</summary>
    public string New(string name, string otherwise)
    {
        var plain = Dashes().Replace(NotInIds().Replace(name.Trim(), "-"), "-").Trim('-', '_', '.');
        if (plain.Length > QuestionnaireLimits.IdLength - 5) plain = plain[..(QuestionnaireLimits.IdLength - 5)].TrimEnd('-', '_', '.');
        if (!QuestionnaireLimits.IsId(plain)) plain = otherwise;
        var id = plain;
        for (var number = 2; !_taken.Add(id); number++) id = $"{plain}-{FileNode.Number(number)}";
        return id;
    }

    /// <summary>The id of a questionnaire from the name of its file or its title.</summary>
    public static string OfQuestionnaire(string name)
    {
        var plain = Dashes().Replace(NotInQuestionnaireIds().Replace(name.ToLowerInvariant(), "-"), "-").Trim('-');
        if (plain.Length > QuestionnaireLimits.IdLength) plain = plain[..QuestionnaireLimits.IdLength].TrimEnd('-');
        return plain.Length > 0 ? plain : "imported";
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]")]
    private static partial Regex NotInIds();

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex NotInQuestionnaireIds();

    [GeneratedRegex("-{2,}")]
    private static partial Regex Dashes();
}
