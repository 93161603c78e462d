using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Respond;

/// <summary>What is drawn for each respondent, for the module, which draws by itself while there is no connection as <see cref="DrawnItems"/> does on the server.</summary>
internal static class ModuleDrawing
{
    /// <summary>The shares of the batteries, 100 where everybody is asked, and by dimension its first field, its common items and how many others are drawn; null where nothing is drawn.</summary>
    public static object? Of(Questionnaire questionnaire)
    {
        if (!questionnaire.DrawsItems && !questionnaire.DrawsBatteries) return null;
        return new
        {
            shares = questionnaire.Batteries.Select(battery => battery.Share ?? 100),
            dimensions = questionnaire.Dimensions.Select(dimension => new
            {
                items = dimension.Items.Length,
                draw = dimension.Draw,
                common = Enumerable.Range(0, dimension.Items.Length).Where(item => dimension.Items[item].IsCommon),
            }),
        };
    }
}
