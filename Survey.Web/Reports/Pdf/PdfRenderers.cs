using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports.Pdf;

/// <summary>The renderers that this build has, in order of preference.</summary>
internal sealed class PdfRenderers(IEnumerable<IPdfRenderer> renderers, PdfOptions options)
{
    private readonly IPdfRenderer[] all = [.. renderers];

    /// <summary>The preferred renderer, else the one that the setting names, else the first that works.</summary>
    /// <param name="preferred">A renderer's name, or null.</param>
    /// <param name="language">The language of the message when there is none.</param>
    /// <exception cref="PdfException">None works: what is missing and how to install it.</exception>
    public async Task<IPdfRenderer> ChooseAsync(string? preferred, Language language, CancellationToken cancel)
    {
        var texts = new Texts<PdfText>(language);
        if ((preferred ?? options.Renderer) is { } name)
        {
            var chosen = all.FirstOrDefault(renderer => string.Equals(renderer.Name, name, StringComparison.OrdinalIgnoreCase));
            if (chosen is null) throw new PdfException(texts["UnknownRenderer", name, string.Join(", ", all.Select(renderer => renderer.Name))]);
            var availability = await chosen.AvailableAsync(cancel);
            return availability.IsAvailable ? chosen : throw new PdfException(availability.Explain(language));
        }
        var obstacles = new List<string>();
        foreach (var renderer in all)
        {
            var availability = await renderer.AvailableAsync(cancel);
            if (availability.IsAvailable) return renderer;
            obstacles.Add(availability.Explain(language));
        }
        throw new PdfException(string.Join(' ', [texts["NoRenderer"], .. obstacles]));
    }
}
