using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Survey.Scoring.Instrument;
using Survey.Web.Reports.Parts;

namespace Survey.Web.Features.Results;

/// <summary>What a person chose to see, as it stands in the address: <c>?model=servperf&amp;a.branch=north&amp;partial=1</c>.</summary>
internal sealed record ResultsQuery
{
    private const string AttributePrefix = "a.";

    public string? Model { get; init; }

    public string? Outcome { get; init; }

    public bool IncludePartial { get; init; }

    /// <summary>Only this version; null: the newest with all that ask the same.</summary>
    public int? Version { get; init; }

    /// <summary>The filter: attribute id and value.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ItemOrder Order { get; init; }

    /// <summary>The page of the comments, from 1.</summary>
    public int CommentPage { get; init; } = 1;

    public static ResultsQuery Read(IQueryCollection query) => new()
    {
        Model = Given(query["model"]),
        Outcome = Given(query["outcome"]),
        IncludePartial = query["partial"] == "1",
        Version = int.TryParse(query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        Attributes = query.Where(pair => pair.Key.StartsWith(AttributePrefix, StringComparison.Ordinal) && !string.IsNullOrEmpty(pair.Value[0]))
            .ToImmutableSortedDictionary(pair => pair.Key[AttributePrefix.Length..], pair => pair.Value[0]!, StringComparer.Ordinal),
        Order = query["order"] == "gap" ? ItemOrder.Gap : ItemOrder.File,
        CommentPage = int.TryParse(query["comments"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
    };

    /// <summary>The same without what the questionnaire does not know.</summary>
    public ResultsQuery Within(Questionnaire questionnaire) => this with
    {
        Model = questionnaire.Models.Contains(Model!) ? Model : questionnaire.Models.FirstOrDefault(),
        Outcome = questionnaire.Outcomes.Any(outcome => outcome.Id == Outcome) ? Outcome : questionnaire.Outcomes.FirstOrDefault()?.Id,
        Attributes = Attributes.RemoveRange(Attributes.Keys.Except(questionnaire.Attributes.Select(attribute => attribute.Id))),
    };

    /// <summary>The query string of an address that shows this, with its question mark; empty when nothing is chosen.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        if (Model is not null) query.Add("model", Model);
        if (Outcome is not null) query.Add("outcome", Outcome);
        if (IncludePartial) query.Add("partial", "1");
        if (Version is { } version) query.Add("version", version.ToString(CultureInfo.InvariantCulture));
        foreach (var (attribute, value) in Attributes) query.Add(AttributePrefix + attribute, value);
        if (Order == ItemOrder.Gap) query.Add("order", "gap");
        if (CommentPage > 1) query.Add("comments", CommentPage.ToString(CultureInfo.InvariantCulture));
        return query.ToQueryString().Value ?? "";
    }

    /// <summary>The choice of responses for the record of the computation: the same words in every language; null when nothing was chosen.</summary>
    public string? ToRecord()
    {
        IEnumerable<string> parts = Attributes.Select(pair => $"{pair.Key}={pair.Value}");
        if (Version is { } version) parts = parts.Append("version=" + version.ToString(CultureInfo.InvariantCulture));
        if (IncludePartial) parts = parts.Append("includePartial=true");
        var all = string.Join("; ", parts);
        return all.Length == 0 ? null : all;
    }

    public static string NameOf(string attribute) => AttributePrefix + attribute;

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
