using System.Globalization;

namespace Survey.Web.Features.Respond;

/// <summary>The names of the form's fields: short, because a page has a hundred of them.</summary>
internal static class FieldNames
{
    public const string Token = "token";
    public const string Revision = "revision";
    public const string Language = "language";

    /// <summary>Which showing of the page the post comes from.</summary>
    public const string View = "view";

    /// <summary>The number of the save among those of its showing: 1 without script, counted on by the module.</summary>
    public const string Step = "step";

    /// <summary>What the pressed button asks for: <c>next</c>, <c>back</c>, <c>submit</c>, <c>keep</c>, <c>stored</c>, <c>later</c>, <c>correct</c>, <c>to:PAGE</c>, <c>language:TAG</c>.</summary>
    public const string Go = "go";

    /// <summary>On the start page, the version that it shows: what was begun without a connection is answered on it.</summary>
    public const string Version = "version";

    /// <summary>On the start page, the channel that the link asks for.</summary>
    public const string Via = "via";

    public const string Consent = "consent";

    /// <summary>A field that people do not see and leave empty; programs that fill in whatever they find do not.</summary>
    public const string Trap = "homepage";

    /// <summary>On the start page, when it was shown, under a seal.</summary>
    public const string Shown = "shown";

    /// <summary>The work that was done for a beginning in a crowd.</summary>
    public const string Work = "work";

    /// <summary>The access code of an invitation: in the form of the start page, and in the personal address.</summary>
    public const string Access = "access";

    /// <summary>A code that opens a response on another device.</summary>
    public const string Code = "code";
    public const string Comment = "comment";

    /// <summary>What was withdrawn, sealed, so that it can be brought back.</summary>
    public const string Kept = "kept";

    /// <summary>"1" once the page has asked whether the importance points shall stay as they are.</summary>
    public const string Asked = "asked";

    /// <summary>The answers so far, in the preview of a draft, for which nothing is stored.</summary>
    public const string Draft = "draft";

    public static string Answer(int index) => string.Create(CultureInfo.InvariantCulture, $"a{index}");

    public static string Outcome(int index) => string.Create(CultureInfo.InvariantCulture, $"o{index}");

    public static string Importance(int dimension) => string.Create(CultureInfo.InvariantCulture, $"w{dimension}");

    public static string Attribute(int index) => string.Create(CultureInfo.InvariantCulture, $"t{index}");

    public static string Question(int index) => string.Create(CultureInfo.InvariantCulture, $"q{index}");

    public static string LinkAttribute(int index) => string.Create(CultureInfo.InvariantCulture, $"l{index}");
}
