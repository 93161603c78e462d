using Microsoft.AspNetCore.Components;

namespace Survey.Web.Platform;

/// <summary>The addresses of the files of wwwroot with their fingerprint, so that browsers may keep them for good: <c>@Files["site.css"]</c>.</summary>
/// <remarks>Works in every page; the framework's own <c>@Assets</c> knows nothing in a page that is rendered from an endpoint, such as an error page.</remarks>
internal sealed class AssetUrls(EndpointDataSource endpoints)
{
    private readonly Lazy<ResourceAssetCollection> files = new(() =>
        endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(collection => collection is not null)
        ?? ResourceAssetCollection.Empty);

    public string this[string path] => "/" + files.Value[path];
}
