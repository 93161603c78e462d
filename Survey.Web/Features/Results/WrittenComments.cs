using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Results;

/// <summary>Comments with the time that their days are of. Public because components and so their parameters are; what it holds is not.</summary>
public sealed class WrittenComments
{
    internal WrittenComments(IReadOnlyList<Comment> comments, LocalTime time) => (Comments, Time) = (comments, time);

    internal IReadOnlyList<Comment> Comments { get; }

    internal LocalTime Time { get; }
}
