using System.Security.Cryptography;
using System.Text;
using Survey.Web.Platform;

namespace Survey.Web.Features.Import;

/// <summary>
/// Files that people uploaded and have not decided on: in a folder that only this program's user can read, under names that nobody can guess and
/// that belong to one survey, for two hours.
/// </summary>
internal sealed class UploadedFiles(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(2);
    private static readonly TimeSpan LookedAfter = TimeSpan.FromMinutes(15);
    private readonly Lazy<string> _folder = new(CreateFolder);

    /// <summary>Keeps a copy and gives the token by which it is found again.</summary>
    public async Task<string> KeepAsync(OrganisationId organisation, string surveyId, Stream content, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var path = PathOf(organisation, surveyId, token);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await content.CopyToAsync(file, cancel);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        return token;
    }

    /// <summary>The file of a token; null when there is none (any more).</summary>
    public FileStream? Open(OrganisationId organisation, string surveyId, string token)
    {
        var path = PathOf(organisation, surveyId, token);
        if (!File.Exists(path) || IsExpired(path)) return null;
        return new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });
    }

    public void Discard(OrganisationId organisation, string surveyId, string token) => File.Delete(PathOf(organisation, surveyId, token));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookedAfter, time);
        try
        {
            do DeleteExpired();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void DeleteExpired()
    {
        foreach (var path in Directory.EnumerateFiles(_folder.Value, "*.csv"))
            if (IsExpired(path)) File.Delete(path);
    }

    private bool IsExpired(string path) => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > KeptFor;

    private string PathOf(OrganisationId organisation, string surveyId, string token) => Path.Combine(
        _folder.Value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{organisation.Value}\n{surveyId}\n{token}"))) + ".csv");

    private static string CreateFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0) return Directory.CreateTempSubdirectory("survey-uploads-").FullName;
        var folder = Path.Combine(home, "survey", "uploads");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
