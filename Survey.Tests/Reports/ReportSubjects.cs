using Survey.Web.Reports;

namespace Survey.Tests.Reports;

/// <summary>A subject for reports in tests.</summary>
internal static class ReportSubjects
{
    public static ReportSubject Bank { get; } = new()
    {
        Organisation = "Bank",
        Title = "Branches",
        FirstResponse = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero),
        LastResponse = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        ComputedAt = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        Time = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tehran"),
        Counts = new ReportCounts(480, 400),
        MinimumGroup = 5,
    };
}
