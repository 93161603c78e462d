using System.Security.Claims;

namespace Survey.Web.Platform.Security;

/// <summary>The signed-in person of the request; its organisation scopes every store call of the signed-in pages.</summary>
internal sealed class CurrentUser(IHttpContextAccessor http)
{
    public const string OrganisationClaim = "organisation";

    private ClaimsPrincipal Principal => http.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => Principal.Identity?.IsAuthenticated == true;

    public OrganisationId Organisation => new(Required(OrganisationClaim));

    public string AccountId => Required(ClaimTypes.NameIdentifier);

    public string DisplayName => Required(ClaimTypes.Name);

    public string Role => Required(ClaimTypes.Role);

    public bool MayManage => IsSignedIn && Role is Roles.Administrator or Roles.Manager;

    public bool MayAdminister => IsSignedIn && Role is Roles.Administrator;

    private string Required(string claim) => Principal.FindFirstValue(claim)
        ?? throw new InvalidOperationException($"Nobody is signed in, or the session has no {claim}.");
}
