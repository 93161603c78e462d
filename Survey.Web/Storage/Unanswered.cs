using System.Text.Json.Serialization;

namespace Survey.Web.Storage;

/// <summary>What happens when somebody goes on from a page on which ratings are missing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Unanswered>))]
internal enum Unanswered
{
    /// <summary>Nothing; the last page lists them.</summary>
    Leave,

    /// <summary>The page asks once, and is passed when the button is pressed again.</summary>
    Ask,

    /// <summary>The page is not passed, and the response not submitted, before there is an answer; "not applicable" is one.</summary>
    Require,
}
