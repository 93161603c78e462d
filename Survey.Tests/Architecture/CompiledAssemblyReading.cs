using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Survey.Tests.Architecture;

/// <summary>Walks over all types, signatures and method bodies of an assembly.</summary>
internal sealed class CompiledAssemblyReading(PEReader file, MetadataReader metadata) : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    private TypeName _from;

    public string OwnName { get; } = metadata.GetString(metadata.GetAssemblyDefinition().Name);

    public List<TypeUse> Uses { get; } = [];

    public List<CompiledMethod> Methods { get; } = [];

    public void Read()
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            _from = Outermost(handle);
            Use(type.BaseType);
            foreach (var one in type.GetInterfaceImplementations()) Use(metadata.GetInterfaceImplementation(one).Interface);
            foreach (var parameter in type.GetGenericParameters())
                foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints()) Use(metadata.GetGenericParameterConstraint(constraint).Type);
            UseAttributes(type.GetCustomAttributes());
            foreach (var one in type.GetFields())
            {
                var field = metadata.GetFieldDefinition(one);
                Use(field.DecodeSignature(this, null));
                UseAttributes(field.GetCustomAttributes());
            }

            foreach (var one in type.GetProperties()) UseAttributes(metadata.GetPropertyDefinition(one).GetCustomAttributes());
            foreach (var one in type.GetMethods()) ReadMethod(metadata.GetMethodDefinition(one));
        }
    }

    private void ReadMethod(MethodDefinition method)
    {
        var signature = method.DecodeSignature(this, null);
        Use(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Use(parameter);
        UseAttributes(method.GetCustomAttributes());
        var steps = ImmutableArray.CreateBuilder<CompiledStep>();
        if (method.RelativeVirtualAddress != 0)
        {
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                foreach (var local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null)) Use(local);
            foreach (var region in body.ExceptionRegions)
                if (!region.CatchType.IsNil) Use(region.CatchType);
            ReadInstructions(body.GetILReader(), steps);
        }

        Methods.Add(new(_from, metadata.GetString(method.Name), steps.ToImmutable()));
    }

    private void ReadInstructions(BlobReader code, ImmutableArray<CompiledStep>.Builder steps)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE) value = 0xFE00 | code.ReadByte();
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.ReadByte();
                    break;
                case OperandType.InlineVar:
                    code.ReadUInt16();
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.ReadUInt64();
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineString:
                    steps.Add(new(metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(code.ReadInt32())), default, null));
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    ReadMember(MetadataTokens.EntityHandle(code.ReadInt32()), steps);
                    break;
                case OperandType.InlineSig:
                    Use(metadata.GetStandaloneSignature((StandaloneSignatureHandle)MetadataTokens.EntityHandle(code.ReadInt32())).DecodeMethodSignature(this, null).ReturnType);
                    break;
                default:
                    code.ReadInt32();
                    break;
            }
        }
    }

    private void ReadMember(EntityHandle handle, ImmutableArray<CompiledStep>.Builder steps)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                foreach (var argument in generic.DecodeSignature(this, null)) Use(argument);
                ReadMember(generic.Method, steps);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                var parents = Types(member.Parent);
                Use(parents);
                var parameters = member.GetKind() == MemberReferenceKind.Method ? member.DecodeMethodSignature(this, null).ParameterTypes.Length : 0;
                if (parents.Length > 0) steps.Add(new(null, parents[0], metadata.GetString(member.Name), parameters));
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                var owner = Outermost(method.GetDeclaringType());
                Use([owner]);
                steps.Add(new(null, owner, metadata.GetString(method.Name), method.DecodeSignature(this, null).ParameterTypes.Length));
                break;
            case HandleKind.FieldDefinition:
                Use([Outermost(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())]);
                break;
            default:
                Use(handle);
                break;
        }
    }

    private void UseAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var constructor = metadata.GetCustomAttribute(handle).Constructor;
            if (constructor.Kind == HandleKind.MemberReference) Use(metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent);
            else Use([Outermost(metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType())]);
        }
    }

    private void Use(EntityHandle type) => Use(Types(type));

    private void Use(ImmutableArray<TypeName> types)
    {
        foreach (var type in types)
            if (type != _from) Uses.Add(new(_from, type));
    }

    private ImmutableArray<TypeName> Types(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [Outermost((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [Outermost((TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        _ => [],
    };

    private TypeName Outermost(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer) type = metadata.GetTypeDefinition(outer);
        return new(OwnName, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private TypeName Outermost(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        while (type.ResolutionScope is { IsNil: false, Kind: HandleKind.TypeReference } outer) type = metadata.GetTypeReference((TypeReferenceHandle)outer);
        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : OwnName;
        return new(assembly, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Outermost(handle)];

    ImmutableArray<TypeName> ISimpleTypeProvider<ImmutableArray<TypeName>>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [Outermost(handle)];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Types(handle);

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetGenericInstantiation(ImmutableArray<TypeName> genericType, ImmutableArray<ImmutableArray<TypeName>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(argument => argument)];

    ImmutableArray<TypeName> ISZArrayTypeProvider<ImmutableArray<TypeName>>.GetSZArrayType(ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetArrayType(ImmutableArray<TypeName> elementType, ArrayShape shape) => elementType;

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetByReferenceType(ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> IConstructedTypeProvider<ImmutableArray<TypeName>>.GetPointerType(ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetPinnedType(ImmutableArray<TypeName> elementType) => elementType;

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetModifiedType(ImmutableArray<TypeName> modifier, ImmutableArray<TypeName> unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetGenericMethodParameter(object? genericContext, int index) => [];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetGenericTypeParameter(object? genericContext, int index) => [];

    ImmutableArray<TypeName> ISignatureTypeProvider<ImmutableArray<TypeName>, object?>.GetFunctionPointerType(MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];
}
