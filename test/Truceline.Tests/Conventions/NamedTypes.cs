using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Truceline.Tests.Conventions;

/// <summary>
/// Which types of an assembly each of its types names: by base type, interface, constraint, attribute, field, method,
/// local variable, caught exception, or in a method's instructions. Types nested in another count as that other.
/// </summary>
internal sealed class NamedTypes(PEReader assembly) : ISignatureTypeProvider<ImmutableArray<string>, object?>
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly MetadataReader metadata = assembly.GetMetadataReader();

    public IEnumerable<(string User, string Used)> All() =>
        from handle in metadata.TypeDefinitions
        let user = Outermost(handle)
        from used in NamedBy(metadata.GetTypeDefinition(handle)).Distinct()
        where used != user
        select (user, used);

    private IEnumerable<string> NamedBy(TypeDefinition type) =>
    [
        .. Of(type.BaseType),
        .. type.GetInterfaceImplementations().SelectMany(i => Of(metadata.GetInterfaceImplementation(i).Interface)),
        .. Generic(type.GetGenericParameters()),
        .. Attributes(type.GetCustomAttributes()),
        .. type.GetFields().Select(metadata.GetFieldDefinition)
            .SelectMany(field => field.DecodeSignature(this, null).Concat(Attributes(field.GetCustomAttributes()))),
        .. type.GetProperties().SelectMany(p => Attributes(metadata.GetPropertyDefinition(p).GetCustomAttributes())),
        .. type.GetMethods().Select(metadata.GetMethodDefinition).SelectMany(NamedBy),
    ];

    private IEnumerable<string> NamedBy(MethodDefinition method) =>
    [
        .. Signature(method.DecodeSignature(this, null)),
        .. Generic(method.GetGenericParameters()),
        .. Attributes(method.GetCustomAttributes()),
        .. method.GetParameters().SelectMany(p => Attributes(metadata.GetParameter(p).GetCustomAttributes())),
        .. method.RelativeVirtualAddress == 0 ? [] : NamedBy(assembly.GetMethodBody(method.RelativeVirtualAddress)),
    ];

    private IEnumerable<string> NamedBy(MethodBodyBlock body) =>
    [
        .. body.LocalSignature.IsNil ? [] : metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null).SelectMany(names => names),
        .. body.ExceptionRegions.SelectMany(region => Of(region.CatchType)),
        .. Tokens(body).SelectMany(Of),
    ];

    /// <summary>What the instructions of a method refer to.</summary>
    private static List<EntityHandle> Tokens(MethodBodyBlock body)
    {
        var tokens = new List<EntityHandle>();
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int code = il.ReadByte();
            if (code == 0xFE) code = 0xFE00 | il.ReadByte();
            switch (Operands[code])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    // Read first: reading moves the offset that is added to.
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
        return tokens;
    }

    private IEnumerable<string> Of(EntityHandle handle)
    {
        if (handle.IsNil) return [];
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return [Outermost((TypeDefinitionHandle)handle)];
            case HandleKind.TypeSpecification:
                return metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return [Outermost(field.GetDeclaringType()), .. field.DecodeSignature(this, null)];
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return [Outermost(method.GetDeclaringType()), .. Signature(method.DecodeSignature(this, null))];
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                return [.. Of(specification.Method), .. specification.DecodeSignature(this, null).SelectMany(names => names)];
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return
                [
                    .. Of(member.Parent),
                    .. member.GetKind() == MemberReferenceKind.Field
                        ? member.DecodeFieldSignature(this, null)
                        : Signature(member.DecodeMethodSignature(this, null)),
                ];
            default:
                return []; // a type of another assembly
        }
    }

    private IEnumerable<string> Generic(GenericParameterHandleCollection parameters) =>
        from parameter in parameters
        from constraint in metadata.GetGenericParameter(parameter).GetConstraints()
        from name in Of(metadata.GetGenericParameterConstraint(constraint).Type)
        select name;

    private IEnumerable<string> Attributes(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(attribute => Of(metadata.GetCustomAttribute(attribute).Constructor));

    private static IEnumerable<string> Signature(MethodSignature<ImmutableArray<string>> signature) =>
        signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(names => names));

    private string Outermost(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer) type = metadata.GetTypeDefinition(outer);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    public ImmutableArray<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Outermost(handle)];

    public ImmutableArray<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

    public ImmutableArray<string> GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public ImmutableArray<string> GetGenericInstantiation(ImmutableArray<string> genericType, ImmutableArray<ImmutableArray<string>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(names => names)];

    public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) => [.. Signature(signature)];

    public ImmutableArray<string> GetModifiedType(ImmutableArray<string> modifier, ImmutableArray<string> unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];

    public ImmutableArray<string> GetArrayType(ImmutableArray<string> elementType, ArrayShape shape) => elementType;

    public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetPointerType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetPinnedType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public ImmutableArray<string> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableArray<string> GetGenericTypeParameter(object? genericContext, int index) => [];
}
