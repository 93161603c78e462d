using Microsoft.AspNetCore.Http.Extensions;

namespace Survey.Web.Features.Waves;

/// <summary>How a survey is divided into waves.</summary>
public enum WaveDivision
{
    /// <summary>Months of the organisation's calendar.</summary>
    Months,

    /// <summary>Quarters of the organisation's calendar.</summary>
    Quarters,

    /// <summary>Published versions.</summary>
    Versions,

    /// <summary>Two periods from one day to another.</summary>
    Dates,
}

/// <summary>Which waves a person chose to compare, as it stands in the address: <c>?by=quarters&amp;first=2026-q1&amp;second=2026-q2</c>.</summary>
internal sealed record WavesQuery
{
    public WaveDivision By { get; init; }

    /// <summary>The keys of the waves; null: the last two that have responses.</summary>
    public string? First { get; init; }

    public string? Second { get; init; }

    /// <summary>The first and the last day of both periods, as typed.</summary>
    public (string From, string To) FirstDays { get; init; } = ("", "");

    public (string From, string To) SecondDays { get; init; } = ("", "");

    /// <summary>The attribute or imported column that tells who a respondent is; null when people are not linked.</summary>
    public string? Link { get; init; }

    public static WavesQuery Read(IQueryCollection query) => new()
    {
        By = Enum.TryParse<WaveDivision>(query["by"], ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : WaveDivision.Months,
        First = Given(query["first"]),
        Second = Given(query["second"]),
        FirstDays = (Typed(query["from1"]), Typed(query["to1"])),
        SecondDays = (Typed(query["from2"]), Typed(query["to2"])),
        Link = Given(Typed(query["link"])),
    };

    /// <summary>The query string of an address that shows this, with its question mark.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder { { "by", By.ToString().ToLowerInvariant() } };
        if (First is not null) query.Add("first", First);
        if (Second is not null) query.Add("second", Second);
        if (Link is not null) query.Add("link", Link);
        return query.ToQueryString().Value!;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Typed(string? text) => (text ?? "").Trim() is { Length: <= 100 } typed ? typed : "";
}
