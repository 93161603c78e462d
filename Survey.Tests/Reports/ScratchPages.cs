using Survey.Tests.Reference;
using Survey.Tests.Results;
using Survey.Tests.Support;

namespace Survey.Tests.Reports;

public sealed class ScratchPages
{
    [Fact]
    public async Task Write()
    {
        await using var app = await SurveyApp.StartAsync();
        var table = ReferenceStudy.Responses("servqual");
        var q = ReferenceStudy.Questionnaire("/work/wt/instruments/questionnaires/servqual.json");
        var study = await ResultsStudy.PublishAsync(app, q with { Attributes = [.. table.Questionnaire.Attributes] });
        var empty = await ResultsStudy.PublishAsync(app, q, "empty");
        await study.AddAsync(table.Responses().Select((r, i) => r with { Comment = i % 3 == 0 ? (i % 2 == 0 ? "Very <script>alert(1)</script> helpful, thanks." : "کارکنان بسیار خوش‌برخورد بودند، اما صف طولانی بود.") : null, Outcomes = [.. r.Outcomes.Take(q.Outcomes.Length)], Status = i % 20 == 0 ? "partial" : null }));
        foreach (var language in new[] { "en", "fa" })
        {
            using var browser = await app.SignInAsync(language: language);
            foreach (var (name, path) in new[] { ("results", "/surveys/bank/results"), ("filtered", "/surveys/bank/results?a.gender=female&model=servperf&order=gap"), ("compare", "/surveys/bank/results/compare"), ("report", "/surveys/bank/report"), ("empty", "/surveys/empty/results"), ("json", "/surveys/bank/results.json"), ("toofew", "/surveys/bank/results?a.branch=nowhere") })
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var page = await browser.OpenAsync(path);
                Console.WriteLine($"{name} {language} {(int)page.Status} {watch.ElapsedMilliseconds} ms {page.Html.Length}");
                await File.WriteAllTextAsync($"/tmp/results/page-{name}-{language}.html", System.Text.RegularExpressions.Regex.Replace(page.Html, "href=\"/(site|results)[^\"]*css[^\"]*\"", "href=\"/tmp/results/css/$1.css\""), TestContext.Current.CancellationToken);
            }
            var w = System.Diagnostics.Stopwatch.StartNew();
            await browser.OpenAsync("/surveys/bank/results"); Console.WriteLine($"warm {w.ElapsedMilliseconds} ms");
        }
    }
}
