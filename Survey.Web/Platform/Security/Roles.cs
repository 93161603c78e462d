namespace Survey.Web.Platform.Security;

/// <summary>What a person may do; each role includes the ones below it.</summary>
internal static class Roles
{
    /// <summary>Everything, people and settings included.</summary>
    public const string Administrator = "administrator";

    /// <summary>Surveys: create, publish, import, delete.</summary>
    public const string Manager = "manager";

    /// <summary>Sees surveys and results, and takes out reports and figures; never single responses.</summary>
    public const string Viewer = "viewer";

    public static IReadOnlyList<string> All { get; } = [Administrator, Manager, Viewer];
}

/// <summary>The authorisation policies that pages and endpoints name: at least this role.</summary>
internal static class Policies
{
    public const string Administer = "administer";
    public const string Manage = "manage";
    public const string View = "view";
}
