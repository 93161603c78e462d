namespace Survey.Web.Features.Results;

/// <summary>A view with the page that shows it. Public because components and so their parameters are; what it holds is not.</summary>
public sealed class ResultsFrame
{
    internal ResultsFrame(ResultsView view, string path, string titleKey) => (View, Path, TitleKey) = (view, path, titleKey);

    internal ResultsView View { get; }

    /// <summary>The page's address below the survey's.</summary>
    internal string Path { get; }

    internal string TitleKey { get; }
}
