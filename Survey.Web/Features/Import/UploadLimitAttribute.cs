using Microsoft.AspNetCore.Http.Metadata;

namespace Survey.Web.Features.Import;

/// <summary>Lets a page take a file of up to 200 MB; everything else keeps the server's limits.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UploadLimitAttribute : Attribute, IRequestSizeLimitMetadata, IFormOptionsMetadata
{
    public const long LargestFile = 200L * 1024 * 1024;
    private const long FormAroundFile = 64 * 1024;

    long? IRequestSizeLimitMetadata.MaxRequestBodySize => LargestFile + FormAroundFile;

    long? IFormOptionsMetadata.MultipartBodyLengthLimit => LargestFile;

    bool? IFormOptionsMetadata.BufferBody => null;

    int? IFormOptionsMetadata.MemoryBufferThreshold => null;

    long? IFormOptionsMetadata.BufferBodyLengthLimit => null;

    int? IFormOptionsMetadata.ValueCountLimit => null;

    int? IFormOptionsMetadata.KeyLengthLimit => null;

    int? IFormOptionsMetadata.ValueLengthLimit => null;

    int? IFormOptionsMetadata.MultipartBoundaryLengthLimit => null;

    int? IFormOptionsMetadata.MultipartHeadersCountLimit => null;

    int? IFormOptionsMetadata.MultipartHeadersLengthLimit => null;
}
