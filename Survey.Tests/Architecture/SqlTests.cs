using System.Reflection;
using System.Text.RegularExpressions;
using Survey.Web;

namespace Survey.Tests.Architecture;

/// <summary>The statements of the stores: who owns the rows, and how they are written.</summary>
public sealed partial class SqlTests
{
    // Before anybody is known to belong to an organisation: a respondent comes with the address of a survey, a person with an e-mail
    // address or the secret of a link or cookie, and each of these names one row of one organisation.
    private static readonly HashSet<string> Doors = ["SurveyStore.SelectPublished", "AccountStore.ByEmail", "AccountLinkStore.Usable", "AccountLinkStore.Use"];

    [Fact]
    public void Every_statement_on_rows_of_an_organisation_names_the_organisation()
    {
        var owned = OwnedTables().ToList();
        Assert.Contains("response", owned);
        var statements = Statements().ToList();
        Assert.True(statements.Count > 20);
        None.Of(from statement in statements
                where !Doors.Contains(statement.Name) && IsUnowned(statement.Sql, owned)
                select $"{statement.Name}: {Spaces().Replace(statement.Sql, " ")}");
    }

    [Fact]
    public void Every_door_still_needs_to_be_one()
    {
        var owned = OwnedTables().ToList();
        var statements = Statements().GroupBy(statement => statement.Name).ToDictionary(group => group.Key, group => group.First().Sql);
        None.Of(Doors.Where(door => !statements.TryGetValue(door, out var sql) || !IsUnowned(sql, owned)));
    }

    [Theory]
    [InlineData("select title from survey where slug = @Slug")]
    [InlineData("update survey set title = @Title where survey_id = @SurveyId")]
    [InlineData("delete from survey where survey_id = @SurveyId")]
    [InlineData("insert into survey (survey_id, title) values (@SurveyId, @Title)")]
    public void A_statement_without_its_organisation_is_found(string sql) => Assert.True(IsUnowned(sql, ["survey"]));

    [Theory]
    [InlineData("select title from survey s where s.organisation_id = @Organisation and s.slug = @Slug")]
    [InlineData("insert into survey (survey_id, organisation_id) values (@SurveyId, @Organisation)")]
    [InlineData("select name from key_ring where survey = 1")]
    public void A_statement_with_its_organisation_passes(string sql) => Assert.False(IsUnowned(sql, ["survey"]));

    // A list of organisations is a condition that the dialect writes: AnyOf("organisation_id", "Organisations"). A value may be named by its place:
    // organisation_id = {PlaceOf("organisation_id")}.
    private static bool IsUnowned(string sql, IEnumerable<string> owned)
    {
        var tables = Table().Matches(sql).Select(match => match.Groups["table"].Value).ToList();
        if (!tables.Any(owned.Contains)) return false;
        return sql.TrimStart().StartsWith("insert", StringComparison.Ordinal) && !sql.Contains("select", StringComparison.Ordinal)
            ? !sql.Contains("organisation_id", StringComparison.Ordinal)
            : !OwnerCondition().IsMatch(sql);
    }

    /// <summary>The tables that have an organisation, from the migrations.</summary>
    private static IEnumerable<string> OwnedTables() =>
        from file in Product.Files(".sql")
        from Match table in CreateTable().Matches(file.Text)
        where table.Groups["body"].Value.Contains("organisation_id", StringComparison.Ordinal) && table.Groups["name"].Value != "organisation"
        select table.Groups["name"].Value;

    /// <summary>Every statement of the web application: the constants, and what else stands in a method.</summary>
    private static IEnumerable<(string Name, string Sql)> Statements()
    {
        var constants = (
            from type in typeof(SurveyApplication).Assembly.GetTypes()
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where field.IsLiteral && field.FieldType == typeof(string)
            let sql = (string?)field.GetRawConstantValue()
            where sql is not null && Statement().IsMatch(sql)
            select (Name: $"{type.Name}.{field.Name}", Sql: sql)).ToList();
        var known = constants.Select(constant => constant.Sql).ToHashSet();
        return constants.Concat(
            from method in Product.Web.Methods
            from one in Written([.. method.Steps.Select(step => step.Text).OfType<string>().Where(text => !known.Contains(text))]).Select((sql, place) => (sql, place))
            select (one.place == 0 ? $"{method.Type.Name}.{method.Name}" : $"{method.Type.Name}.{method.Name} {one.place + 1}", one.sql));
    }

    /// <summary>The statements among a method's literals, each with the literals after it, since a statement that values are put into comes in pieces.</summary>
    private static IEnumerable<string> Written(List<string> texts)
    {
        for (var first = texts.FindIndex(Statement().IsMatch); first >= 0;)
        {
            var next = texts.FindIndex(first + 1, Statement().IsMatch);
            yield return string.Join(' ', texts[first..(next < 0 ? texts.Count : next)]);
            first = next;
        }
    }

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(from|join|into|update)\s+(?<table>[a-z_]+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"organisation_id\s*=\s*(@Organisation|@OrganisationId)\b|organisation_id\s*=\s*[a-z]+\.organisation_id|\bwhere\s+organisation_id\s+Organisations\b|\bwhere\s+organisation_id\s*=\s*organisation_id\b")]
    private static partial Regex OwnerCondition();

    [GeneratedRegex(@"create table (if not exists )?(?<name>[a-z_]+) \((?<body>.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
