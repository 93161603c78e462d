using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>The keys that protect sessions and forms: kept over restarts and shared by all servers of the installation.</summary>
/// <remarks>They belong to the installation, not to an organisation. Who can read the database could forge sessions: guard it and its backups accordingly.</remarks>
internal sealed class KeyRingStore(Database database, TimeProvider time) : IXmlRepository
{
    private const string All = "select xml from key_ring";

    private const string Insert = """
        insert into key_ring (key_id, xml, created_at) values (@KeyId, @Xml, @CreatedAt) on conflict (key_id) do nothing
        """;

    // The framework asks synchronously, also while a page is being rendered, whose synchronisation context must not wait for itself: hence the thread pool.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => AddAsync(element, friendlyName)).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return [.. (await connection.QueryAsync<string>(All)).Select(XElement.Parse)];
    }

    private async Task AddAsync(XElement element, string keyId)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(Insert, new { KeyId = keyId, Xml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = time.GetUtcNow() });
    }
}
