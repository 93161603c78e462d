using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Survey.Scoring.Study;
using Survey.Web;

namespace Survey.Tests.Architecture;

/// <summary>Habits that a reader relies on.</summary>
public sealed partial class ConventionTests
{
    private static readonly Assembly[] Assemblies = [typeof(StudyResult).Assembly, typeof(SurveyApplication).Assembly];

    [Fact]
    public void Nothing_is_left_to_do() =>
        None.Of(Product.Files(".cs", ".razor", ".css", ".js", ".sql").SelectMany(file => Unfinished().Matches(file.Text).Select(match => $"{file.At(match.Index)} {match.Value}"))
            .Concat(new[] { Product.Scoring, Product.Web }.SelectMany(assembly => DependencyRules.Calls(assembly, call => call == "System.NotImplementedException..ctor"))));

    [Fact]
    public void No_document_holds_two_sides_of_a_merge() =>
        None.Of(from file in new[] { "README.md", "questionnaires/README.md", "docs/methods.md", "Survey.Web/Shell/README.md" }
                from match in Merge().Matches(File.ReadAllText(Path.Combine(Product.Root, file)))
                select $"{file} {match.Value}");

    [Fact]
    public void No_type_or_folder_has_a_name_that_says_nothing() =>
        None.Of(Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !IsGenerated(type) && Empty().IsMatch(type.FullName!)).Select(type => type.FullName!));

    [Fact]
    public void A_namespace_is_the_folder_of_its_file() =>
        None.Of(from file in Product.Files(".cs")
                let declared = Namespace().Match(file.Text)
                where declared.Success && declared.Groups["name"].Value != Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.')
                select $"{file.Path} declares {declared.Groups["name"].Value}");

    [Fact]
    public void A_class_that_nothing_derives_from_is_sealed()
    {
        var types = Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !IsGenerated(type)).ToList();
        var bases = types.Select(type => type.BaseType is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : type.BaseType).ToHashSet();
        None.Of(types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !typeof(IComponent).IsAssignableFrom(type) && !bases.Contains(type)).Select(type => type.FullName!));
    }

    [Fact]
    public void Logging_goes_through_generated_methods() =>
        None.Of(DependencyRules.Calls(Product.Web, call => call.StartsWith("Microsoft.Extensions.Logging.LoggerExtensions.Log", StringComparison.Ordinal)));

    [Fact]
    public void Pages_are_rendered_once_without_circuit_or_stream() =>
        None.Of(from use in Product.Web.Uses
                where use.To.Name is "StreamRenderingAttribute" or "RenderModeAttribute" or "IJSRuntime" or "ServerComponentsEndpointOptions"
                select use.ToString());

    [Fact]
    public void No_two_pages_have_the_same_address() =>
        None.Of(from type in typeof(SurveyApplication).Assembly.GetTypes()
                from route in type.GetCustomAttributes<RouteAttribute>()
                group type.Name by Parameter().Replace(route.Template, "{}") into pages
                where pages.Count() > 1
                select $"{pages.Key}: {string.Join(", ", pages)}");

    [Fact]
    public void A_module_writes_no_markup_and_evaluates_no_text() =>
        None.Of(Product.Files(".js").SelectMany(file => Evaluation().Matches(file.Text).Select(match => $"{file.At(match.Index)} {match.Value}")));

    [Fact]
    public void A_test_is_a_sentence() =>
        None.Of(from type in typeof(ConventionTests).Assembly.GetTypes()
                from method in type.GetMethods()
                where method.IsDefined(typeof(FactAttribute), true) && !Sentence().IsMatch(method.Name)
                select $"{type.Name}.{method.Name}");

    private static bool IsGenerated(Type type) => type.FullName!.Contains('<') || type.Name == "_Imports" || type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || type.Namespace is null || !type.Namespace.StartsWith("Survey.", StringComparison.Ordinal);

    [GeneratedRegex("^(<{7}|={7}$|>{7})", RegexOptions.Multiline)]
    private static partial Regex Merge();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(Helpers?|Utils?|Utilities|Managers?|Services)\b")]
    private static partial Regex Empty();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\.(innerHTML|outerHTML|insertAdjacentHTML|cssText)\b|\bdocument\.write|\beval\(|new Function\b|setAttribute\(\s*[""']style")]
    private static partial Regex Evaluation();

    [GeneratedRegex(@"^[A-Z]\w*_\w*_\w+$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
