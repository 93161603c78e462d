using Survey.Scoring.Instrument;
using Survey.Web.Reports;

namespace Survey.Tests.Architecture;

/// <summary>What may know what. Each rule is shown to find a small violation in <c>Samples.cs</c>.</summary>
public sealed class DependencyTests
{
    private const string Samples = "Survey.Tests.Architecture.Samples";

    private static readonly CompiledAssembly Tests = CompiledAssembly.Of(typeof(DependencyTests).Assembly);

    [Fact]
    public void Scoring_refers_to_the_runtime_and_MathNet_only() =>
        None.Of(Product.Scoring.References.Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("MathNet.Numerics" or "netstandard")));

    [Fact]
    public void Scoring_knows_no_file_system_clock_environment_process_or_network() =>
        None.Of(DependencyRules.UnaskedClocks(Product.Scoring)
            .Concat(DependencyRules.Calls(Product.Scoring, call =>
                call.StartsWith("System.IO.File", StringComparison.Ordinal) || call.StartsWith("System.IO.Directory", StringComparison.Ordinal)
                || call.StartsWith("System.IO.Path.GetTemp", StringComparison.Ordinal) || call.StartsWith("System.Console.", StringComparison.Ordinal)
                || call.StartsWith("System.Diagnostics.", StringComparison.Ordinal) && !call.StartsWith("System.Diagnostics.Unreachable", StringComparison.Ordinal)
                || call.StartsWith("System.Net.", StringComparison.Ordinal) || call.StartsWith("System.TimeProvider.", StringComparison.Ordinal)
                // Iterators ask for the thread's number.
                || call.StartsWith("System.Environment.", StringComparison.Ordinal)
                    && call["System.Environment.".Length..] is not ("get_ProcessorCount" or "get_NewLine" or "get_CurrentManagedThreadId"))));

    [Fact]
    public void A_feature_does_not_use_another_feature() => None.Of(DependencyRules.AcrossFeatures(Product.Web, "Survey.Web.Features."));

    [Fact]
    public void Platform_knows_nothing_above_it() =>
        None.Of(DependencyRules.FromTo(Product.Web, "Survey.Web.Platform", "Survey.Web.Features", "Survey.Web.Shell", "Survey.Web.Reports", "Survey.Web.Storage", "Survey.Web.Commands")
            // What failed is shown on a page, and pages are the shell's.
            .Except(["Survey.Web.Platform.Problems uses Survey.Web.Shell.ProblemPage", "Survey.Web.Platform.Problems uses Survey.Web.Shell.ShellText"]));

    [Fact]
    public void Storage_knows_only_platform_and_scoring() =>
        None.Of(DependencyRules.FromTo(Product.Web, "Survey.Web.Storage", "Survey.Web.Features", "Survey.Web.Shell", "Survey.Web.Reports", "Survey.Web.Commands"));

    [Fact]
    public void Reports_know_neither_features_nor_storage() =>
        None.Of(DependencyRules.FromTo(Product.Web, "Survey.Web.Reports", "Survey.Web.Features", "Survey.Web.Storage", "Survey.Web.Commands"));

    [Fact]
    public void Dapper_is_named_only_in_storage_and_platform() =>
        None.Of(DependencyRules.PackageOutside(Product.Web, "Dapper", "Survey.Web.Storage", "Survey.Web.Platform"));

    [Theory]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    public void A_database_is_named_only_in_platform(string package) =>
        None.Of(DependencyRules.PackageOutside(Product.Web, package, "Survey.Web.Platform"));

    [Fact]
    public void QuestPDF_is_named_only_in_reports() => None.Of(DependencyRules.PackageOutside(Product.Web, "QuestPDF", "Survey.Web.Reports"));

    [Fact]
    public void Time_and_chance_are_passed_in() => None.Of(DependencyRules.UnaskedClocks(Product.Web));

    [Fact]
    public void A_measurement_model_is_one_sealed_class_in_a_file_of_its_name_and_the_registry_finds_it()
    {
        var types = typeof(MeasurementModel).Assembly.GetTypes().Where(type => type.Namespace == "Survey.Scoring.Models" && !type.IsNested).ToList();
        None.Of(types.Where(type => !type.IsSealed || !type.IsSubclassOf(typeof(MeasurementModel))).Select(type => $"{type.Name} is not a sealed model"));
        None.Of(types.Select(type => $"Survey.Scoring/Models/{type.Name}.cs").Except(Product.Files(".cs").Select(file => file.Path)));
        Assert.Equal(types.Count, Product.Files(".cs").Count(file => file.Path.StartsWith("Survey.Scoring/Models/", StringComparison.Ordinal)));
        Assert.Equal(types.OrderBy(type => type.Name).Select(type => type.Name), MeasurementModels.All.Select(model => model.GetType().Name).Order());
    }

    [Fact]
    public void Every_kind_of_report_block_is_known_to_every_renderer()
    {
        var kinds = typeof(ReportBlock).GetNestedTypes(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Where(type => type.IsSubclassOf(typeof(ReportBlock))).ToList();
        var methods = typeof(IReportRenderer<>).GetMethods();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.True(kind.IsSealed));
        Assert.Equal(kinds.Select(kind => kind.FullName).Order(), methods.Select(method => Assert.Single(method.GetParameters()).ParameterType.FullName).Order());
        None.Of(from type in typeof(ReportBlock).Assembly.GetTypes()
                where type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReportRenderer<>))
                from method in type.GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
                where methods.Any(one => one.Name == method.Name) && method.GetMethodBody()?.GetILAsByteArray() is { Length: < 3 }
                select $"{type.Name}.{method.Name} does nothing");
    }

    [Fact]
    public void The_rules_see_a_foreign_feature_in_a_local_variable_a_generic_argument_and_a_call() =>
        Assert.Equal(
            ["LeftCall", "LeftGeneric", "LeftLocal"],
            DependencyRules.AcrossFeatures(Tests, Samples + ".Features.").Select(use => use.Split(' ')[0].Split('.')[^1]).Distinct().Order());

    [Fact]
    public void The_rules_see_a_clock_and_a_random_number() =>
        Assert.Equal(
            ["System.DateTime.get_UtcNow", "System.Random..ctor"],
            DependencyRules.UnaskedClocks(Tests).Where(call => call.StartsWith(Samples, StringComparison.Ordinal)).Select(call => call.Split(' ')[^1]).Order());

    [Fact]
    public void The_rules_see_a_package_outside_its_part() =>
        Assert.Contains(DependencyRules.PackageOutside(Tests, "AngleSharp"), use => use.StartsWith(Samples + ".Features.Left.LeftPackage", StringComparison.Ordinal));
}
