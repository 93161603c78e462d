using System.Net;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Results;

public sealed class SamplePageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Weighted_figures_stand_beside_the_unweighted_ones_once_the_population_is_known(string provider)
    {
        await using var visit = await VisitedStudy.StartAsync(Roles.Viewer, provider);
        var (app, study) = (visit.App, visit.Study);

        var before = await visit.OpenAsync("results/sample");
        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Null(before.Document.QuerySelector("#weighted"));
        Assert.Contains("was not stated", before.Text, StringComparison.Ordinal);

        (string Value, long People)[] branches = [("isfahan", 3000), ("shiraz", 1000), ("tehran-north", 2000), ("tehran-south", 4000)];
        var population = new SurveyPopulation([.. branches.Select(branch => new PopulationCount { Attribute = "branch", Value = branch.Value, People = branch.People })]);
        await app.Service<SurveyPopulationStore>().SaveAsync(study.Organisation, study.SurveyId, population, Cancel);
        var after = await visit.OpenAsync("results/sample");

        var minimum = (await app.OrganisationAsync()).MinimumGroup;
        var expected = Study.Evaluate(ReferenceStudy.Responses("servqual"), new StudyOptions { Population = population.ToPopulation(), MinimumGroup = minimum, Depth = StudyDepth.Figures }).Sample;
        Assert.Contains("400 of 10,000 people answered", after.Text, StringComparison.Ordinal);
        var overall = expected.Weighting!.Figures[0];
        string[] cells = [.. after.Document.QuerySelector("#weighted ~ .report-table")!.QuerySelectorAll("tbody tr:not(.row-group)")[0].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
        Assert.Equal(["400", Language.English.Difference(overall.Unweighted.Value), Language.English.Difference(overall.Mean.Value)], cells[..3]);
        Assert.Equal(Language.English.Range(overall.CiLow.Value, overall.CiHigh.Value), cells[4]);
        Assert.Contains("These have no weighted definition here", after.Text, StringComparison.Ordinal);

        // A filter leaves a part of the population, of which the margins say nothing.
        var filtered = await visit.OpenAsync("results/sample?a.branch=tehran-north");
        Assert.Equal(HttpStatusCode.OK, filtered.Status);
        Assert.Null(filtered.Document.QuerySelector("#weighted"));
    }
}
