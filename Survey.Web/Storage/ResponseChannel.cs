using System.Text.RegularExpressions;

namespace Survey.Web.Storage;

/// <summary>How a response came, as the column <c>channel</c> holds it: one of these words, or the label of a link.</summary>
internal static partial class ResponseChannel
{
    /// <summary>The survey's own address.</summary>
    public const string Web = "web";

    /// <summary>A printed QR code.</summary>
    public const string Qr = "qr";

    /// <summary>A device that stands somewhere for everybody.</summary>
    public const string Kiosk = "kiosk";

    /// <summary>A page of somebody else, in which the survey stands.</summary>
    public const string Embed = "embed";

    /// <summary>Entered by staff while they talked with the respondent.</summary>
    public const string Phone = "phone";

    /// <summary>Entered by staff from a sheet of paper.</summary>
    public const string Paper = "paper";

    /// <summary>
    /// The channel that a link asks for: small Latin letters, digits and hyphens, at most 40. Null for anything else, and for what no link may claim, since
    /// whoever knows an address can change it.
    /// </summary>
    public static string? OfLink(string? label) => label is not null && Label().IsMatch(label) && label is not (Kiosk or Embed or Phone or Paper) ? label : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Label();
}
