using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Survey.Tests.Architecture;

/// <summary>
/// What an assembly's compiled code names: read from its metadata and from the instructions of every method, so that a type that only a
/// local variable, a generic argument or a call names counts as well as one in a field.
/// </summary>
internal sealed class CompiledAssembly
{
    private CompiledAssembly(string name, ImmutableArray<string> references, ImmutableArray<TypeUse> uses, ImmutableArray<CompiledMethod> methods) =>
        (Name, References, Uses, Methods) = (name, references, uses, methods);

    public string Name { get; }

    /// <summary>The names of the assemblies that it refers to.</summary>
    public ImmutableArray<string> References { get; }

    /// <summary>Every type that a type of this assembly names.</summary>
    public ImmutableArray<TypeUse> Uses { get; }

    public ImmutableArray<CompiledMethod> Methods { get; }

    public static CompiledAssembly Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var reading = new CompiledAssemblyReading(file, metadata);
        reading.Read();
        return new(
            reading.OwnName,
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)],
            [.. reading.Uses.Distinct()],
            [.. reading.Methods]);
    }
}

/// <summary>A type, by the assembly that holds it and its outermost type; nested types count as part of that.</summary>
internal readonly record struct TypeName(string Assembly, string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : Namespace + "." + Name;

    public bool IsIn(string ns) => Namespace == ns || Namespace.StartsWith(ns + ".", StringComparison.Ordinal);
}

/// <summary>One type names another.</summary>
internal readonly record struct TypeUse(TypeName From, TypeName To)
{
    public override string ToString() => $"{From.FullName} uses {To.FullName}";
}

/// <summary>The instructions of a method that matter here, in order: calls and literal strings.</summary>
internal sealed record CompiledMethod(TypeName Type, string Name, ImmutableArray<CompiledStep> Steps);

/// <summary>A literal string, or the member that an instruction calls or loads, with the number of its parameters.</summary>
internal readonly record struct CompiledStep(string? Text, TypeName Type, string? Member, int Parameters = 0)
{
    public string MemberName => $"{Type.FullName}.{Member}";
}
