using System.Collections.Immutable;

namespace Survey.Web.Storage;

/// <summary>What a respondent's page costs on the line.</summary>
/// <param name="Page">The page's heading in the language of the page.</param>
/// <param name="Language">The language of the page.</param>
/// <param name="IsFirst">Whether it is the first page, with everything that is loaded once.</param>
/// <param name="Parts">Its parts and their bytes, compressed (Brotli), the heaviest first.</param>
public sealed record PageWeight(string Page, string Language, bool IsFirst, ImmutableArray<PagePart> Parts)
{
    private const int MostOfFirst = 30 * 1024;
    private const int MostOfFurther = 10 * 1024;

    /// <summary>What the heads of an answer cost besides.</summary>
    private const int Head = 500;

    public int Bytes => Parts.Sum(part => part.Bytes + Head);

    /// <summary>How many bytes a page on a slow line may have.</summary>
    public int Limit => IsFirst ? MostOfFirst : MostOfFurther;

    public bool IsWithin => Bytes <= Limit;
}

/// <summary>A part of a page.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its bytes, compressed.</param>
public sealed record PagePart(PagePartKind Kind, int Bytes);

/// <summary>What a page consists of.</summary>
public enum PagePartKind
{
    /// <summary>The page with its texts.</summary>
    Document,

    /// <summary>How it looks.</summary>
    StyleSheet,

    /// <summary>What keeps answers and goes on without a connection: it holds all pages of the survey.</summary>
    Module,
}

/// <summary>Weighs the pages of a survey as respondents would get them.</summary>
internal interface IPageWeights
{
    /// <summary>The first page, and the heaviest of the further ones, in each language of the survey.</summary>
    Task<ImmutableArray<PageWeight>> OfAsync(PublishedSurvey survey);
}
