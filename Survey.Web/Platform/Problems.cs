namespace Survey.Web.Platform;

/// <summary>What people see when something fails: the page of the problem with its status, never a stack trace.</summary>
internal static class Problems
{
    public static void UseProblems(this WebApplication application)
    {
        application.UseExceptionHandler("/error", createScopeForErrors: true);
        application.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }
}
