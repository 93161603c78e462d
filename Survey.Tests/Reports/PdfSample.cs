using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Tests.Reports;

/// <summary>A document with every kind of block, long enough for several pages, in both languages.</summary>
internal static class PdfSample
{
    public const string PersianItem = "کارکنان بانک آمادهٔ کمک‌کردن‌اند و می‌خواهند مشکل مشتری را حل کنند";

    public static ReportDocument Of(Language language, int rows = 90)
    {
        var fa = language.IsRightToLeft;
        string T(string english, string persian) => fa ? persian : english;
        var item = T("Staff are ready to help and want to solve the customer’s problem", PersianItem);
        return new ReportDocument(
            language,
            T("Service quality report", "گزارش کیفیت خدمات"),
            new TitlePage(
                T("Meli & Sons “Test” Bank", "بانک «نمونه»"),
                T("Service quality report", "گزارش کیفیت خدمات"),
                T("Branch customers", "مشتریان شعبه‌ها"),
                [new(T("Period", "دوره"), T("1 to 30 October 2026", "۹ مهر تا ۸ آبان ۱۴۰۵")), new(T("Responses", "پاسخ‌ها"), language.Integer(1234), T("12 left out", "۱۲ پاسخ کنار گذاشته شد"))]),
            T("Meli & Sons \"Test\" </style> \\ Bank", "بانک «نمونه»، شعبه‌ها"),
            [
                new ReportBlock.Heading(1, T("Key findings", "یافته‌های اصلی"), "findings"),
                new ReportBlock.KeyFigures([.. Enumerable.Range(1, 4).Select(i => new Fact(T($"Figure {i}", $"شاخص {language.Integer(i)}"), language.Decimal(-1.18 * i), language.Range(-1.33 * i, -1.04 * i)))]),
                new ReportBlock.Findings([.. Enumerable.Range(1, 5).Select(i => T("Reliability falls short the most", "بیشترین کاستی در قابلیت اعتماد است") + $" ({language.Difference(-0.2 * i)}).")]),
                new ReportBlock.Note(T("Fewer than 30 answers.", "کمتر از ۳۰ پاسخ.")),
                new ReportBlock.Heading(1, T("Items", "گویه‌ها"), "items"),
                new ReportBlock.Heading(2, T("All items", "همهٔ گویه‌ها"), "all-items"),
                new ReportBlock.Table(
                    T("Gaps", "شکاف‌ها"),
                    [new(T("Item", "گویه"), false, 4), new("n", true), new(T("Gap", "شکاف"), true), new(T("Interval", "بازهٔ اطمینان"), true, 2)],
                    [
                        new Row([new Cell(T("Group", "گروه"))], IsGroup: true),
                        .. Enumerable.Range(1, rows).Select(i => new Row([new($"{item} {language.Integer(i)}"), new(language.Integer(400 - i)), new(language.Difference((i - 50) / 40.0), i == 3), new(language.Range((i - 60) / 40.0, (i - 40) / 40.0))])),
                    ],
                    [T("Gap = perception − expectation.", "شکاف = ادراک منهای انتظار.")]),
                .. Enumerable.Range(1, 6).SelectMany(i => new ReportBlock[]
                {
                    new ReportBlock.Heading(2, T($"Figure heading {i}", $"عنوان نمودار {language.Integer(i)}"), $"figure-{i}"),
                    new ReportBlock.Figure(T($"Gap by dimension {i}", $"شکاف هر بعد {language.Integer(i)}"), T("Bars", "میله‌ها"), Chart(language, item)),
                    new ReportBlock.Paragraph(string.Concat(Enumerable.Repeat(item + ". ", 3 + i))),
                }),
                new ReportBlock.Definitions([new(T("Gap", "شکاف"), T("Perception minus expectation.", "ادراک منهای انتظار."))]),
            ]);
    }

    private static Chart Chart(Language language, string item)
    {
        var names = Enumerable.Range(0, 5).ToArray();
        double Zero(bool fa) => fa ? 200 : 360;
        var zero = Zero(language.IsRightToLeft);
        var sign = language.IsRightToLeft ? 1 : -1;
        return new Chart(
            560,
            150,
            [
                new ChartShape.Line(zero, 0, zero, 150, ChartRole.Axis),
                .. names.Select(i => new ChartShape.Bar(sign < 0 ? zero - (30 * (i + 1)) : zero, (30 * i) + 5, 30 * (i + 1), 16, ChartRole.Accent)),
                .. names.Select(i => new ChartShape.Mark(zero + (sign * 30 * (i + 1)), (30 * i) + 13, 4, (ChartMark)(i % 3), ChartRole.Expectation, IsHollow: true)),
            ],
            [
                .. names.Select(i => new ChartLabel(item[..20], language.IsRightToLeft ? 560 : 0, (30 * i) + 13, 180, language.IsRightToLeft ? ChartAnchor.Right : ChartAnchor.Left)),
                .. names.Select(i => new ChartLabel(language.Difference(-0.31 * (i + 1)), zero + (sign * ((30 * (i + 1)) + 10)), (30 * i) + 13, 60, sign > 0 ? ChartAnchor.Left : ChartAnchor.Right, IsStrong: true)),
            ]);
    }
}
