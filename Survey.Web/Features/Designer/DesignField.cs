using System.Globalization;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Designer;

/// <summary>The names of the designer's fields; each is also the id of its input, so that links lead to it.</summary>
internal static class DesignField
{
    public const string Scale = "scale";

    public static string In(string name, Language language) => $"{name}.{language.Tag}";

    public static string Battery(string id) => $"battery.{id}";

    public static string BatteryTitle(string id) => $"battery.{id}.title";

    public static string BatteryInstruction(string id) => $"battery.{id}.instruction";

    /// <summary>The part of the respondents who are asked the battery.</summary>
    public static string BatteryShare(string id) => $"battery.{id}.share";

    public static string Dimension(string id) => $"dimension.{id}";

    public static string DimensionRandom(string id) => $"dimension.{id}.random";

    /// <summary>How many of the items that are not common a respondent is shown.</summary>
    public static string DimensionDraw(string id) => $"dimension.{id}.draw";

    public static string DimensionTitle(string id) => $"dimension.{id}.title";

    public static string DimensionDescription(string id) => $"dimension.{id}.description";

    /// <summary>Where the wording of an item that is to be added to a dimension stands.</summary>
    public static string NewItem(string dimension) => $"dimension.{dimension}.new";

    /// <summary>The dimension that an item belongs to.</summary>
    public static string ItemDimension(string id) => $"item.{id}.dimension";

    public static string ItemCommon(string id) => $"item.{id}.common";

    public static string ItemReversed(string id) => $"item.{id}.reversed";

    /// <param name="id">The item.</param>
    /// <param name="battery">The battery that the wording is for; empty for the one of all batteries.</param>
    public static string ItemText(string id, string battery) => battery.Length == 0 ? $"item.{id}.text" : $"item.{id}.text.in.{battery}";

    public static string Outcome(string id) => $"outcome.{id}";

    public static string OutcomeText(string id) => $"outcome.{id}.text";

    public static string OutcomeKind(string id) => $"outcome.{id}.kind";

    public static string OutcomeScale(string id) => $"outcome.{id}.scale";

    public static string From(string scale) => $"{scale}.from";

    public static string Points(string scale) => $"{scale}.points";

    /// <param name="scale">The scale.</param>
    /// <param name="point">The place of the point on it, from 0.</param>
    public static string Label(string scale, int point) => string.Create(CultureInfo.InvariantCulture, $"{scale}.label.{point}");
}
