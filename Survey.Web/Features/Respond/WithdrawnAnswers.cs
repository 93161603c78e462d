using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>
/// What was just withdrawn, sealed for the page that says so: the server erases the answers at once, and undoing brings them back from the browser, unchanged
/// and only for a while.
/// </summary>
internal sealed class WithdrawnAnswers(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>For how long a withdrawal can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _protector = protection.CreateProtector("Survey.Respond.Withdrawn");

    public string Seal(ResponseRow row) => _protector.Protect(JsonSerializer.Serialize(new Kept(row, time.GetUtcNow())));

    /// <summary>The row that was sealed; null when it belongs to another response, is too old, or was not sealed here.</summary>
    public ResponseRow? Open(string text, ResponseKey key)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(text))!;
            return ResponseKey.Of(kept.Row) == key && time.GetUtcNow() - kept.At <= UndoTime ? kept.Row : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Kept(ResponseRow Row, DateTimeOffset At);
}
