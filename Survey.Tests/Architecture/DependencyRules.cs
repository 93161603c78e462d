namespace Survey.Tests.Architecture;

/// <summary>The rules, apart from the assemblies that they are checked on, so that they can be shown to find what they look for.</summary>
internal static class DependencyRules
{
    private static readonly string[] Clocks =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Random.get_Shared",
    ];

    /// <summary>Features that name a type of another feature.</summary>
    public static IEnumerable<string> AcrossFeatures(CompiledAssembly assembly, string features) =>
        from use in assembly.Uses
        let own = Feature(use.From, features)
        let other = Feature(use.To, features)
        where own is not null && other is not null && own != other
        select use.ToString();

    /// <summary>Types of one part that name a type of another.</summary>
    public static IEnumerable<string> FromTo(CompiledAssembly assembly, string part, params string[] forbidden) =>
        from use in assembly.Uses
        where use.From.IsIn(part) && forbidden.Any(use.To.IsIn)
        select use.ToString();

    /// <summary>Types outside the parts that may name an assembly.</summary>
    public static IEnumerable<string> PackageOutside(CompiledAssembly assembly, string package, params string[] allowed) =>
        from use in assembly.Uses
        where use.To.Assembly == package && !allowed.Any(use.From.IsIn)
        select use.ToString();

    /// <summary>Code that takes the time or chance from the machine; a generator with a given seed is neither.</summary>
    public static IEnumerable<string> UnaskedClocks(CompiledAssembly assembly) =>
        Steps(assembly, step => Clocks.Contains(step.MemberName) || step is { MemberName: "System.Random..ctor", Parameters: 0 });

    public static IEnumerable<string> Calls(CompiledAssembly assembly, Func<string, bool> isForbidden) => Steps(assembly, step => isForbidden(step.MemberName));

    private static IEnumerable<string> Steps(CompiledAssembly assembly, Func<CompiledStep, bool> isForbidden) =>
        from method in assembly.Methods
        from step in method.Steps
        where step.Member is not null && isForbidden(step)
        select $"{method.Type.FullName}.{method.Name} calls {step.MemberName}";

    private static string? Feature(TypeName type, string features) =>
        type.Namespace.StartsWith(features, StringComparison.Ordinal) ? type.Namespace[features.Length..].Split('.')[0] : null;
}
