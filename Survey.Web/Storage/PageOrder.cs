using System.Globalization;

namespace Survey.Web.Storage;

/// <summary>The keys of a survey's pages and their order: <c>start</c>, <c>about</c>, <c>q0</c>, <c>d1</c>, <c>q1</c> …, <c>importance</c>, <c>overall</c>, <c>questions</c>, <c>review</c>.</summary>
internal static class PageOrder
{
    public const string Start = "start";
    public const string About = "about";
    public const string Importance = "importance";
    public const string Overall = "overall";
    public const string Questions = "questions";
    public const string Review = "review";

    /// <summary>The page of further questions after a dimension; before the first for −1.</summary>
    public static string QuestionsAfter(int dimension) => string.Create(CultureInfo.InvariantCulture, $"q{dimension + 1}");

    public static string Dimension(int index) => string.Create(CultureInfo.InvariantCulture, $"d{index + 1}");
}
