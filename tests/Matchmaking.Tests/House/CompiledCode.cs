using System.Reflection;
using System.Reflection.Emit;

namespace Matchmaking.Tests.House;

/// <summary>What compiled code mentions: the types of its members and attributes, and whatever the bodies of its methods name.</summary>
internal static class CompiledCode
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The type in which this one was written: what the compiler makes of lambdas and async methods lies inside it.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Every type that this one mentions, taken apart into its generic definition and arguments. Nested types speak for themselves.</summary>
    public static IEnumerable<(Type Type, string Where)> TypesIn(Type type)
    {
        var named = Ancestors(type).Select(t => (t, "its ancestors"))
            .Concat(Attributes(type).Select(t => (t, "its attributes")))
            .Concat(type.GetFields(Own).SelectMany(f => Attributes(f).Append(f.FieldType).Select(t => (t, f.Name))))
            .Concat(type.GetProperties(Own).SelectMany(p => Attributes(p).Append(p.PropertyType).Select(t => (t, p.Name))))
            .Concat(Methods(type).SelectMany(m => TypesOf(m).Select(t => (t, m.Name))));
        return named.SelectMany(n => Parts(n.Item1).Select(part => (part, n.Item2))).Distinct();
    }

    public static IEnumerable<MethodBase> Methods(Type type) => type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own));

    /// <summary>Types, methods and fields that the body of a method names.</summary>
    public static IEnumerable<MemberInfo> MembersIn(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var (typeArguments, methodArguments) = (method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var at = 0; at < code.Length;)
        {
            var opCode = code[at] == 0xFE ? _codes[(short)(0xFE00 | code[at + 1])] : _codes[code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> TypesOf(MethodBase method)
    {
        var signature = method.GetParameters().Select(p => p.ParameterType).Append(method is MethodInfo m ? m.ReturnType : typeof(void));
        var locals = method.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? [];
        return signature.Concat(locals).Concat(Attributes(method)).Concat(MembersIn(method).SelectMany(TypesOf));
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType!, field.FieldType],
        MethodBase method => [method.DeclaringType!, .. method.IsGenericMethod ? method.GetGenericArguments() : [],
            .. method.GetParameters().Select(p => p.ParameterType), .. method is MethodInfo m ? [m.ReturnType] : Type.EmptyTypes],
        _ => [],
    };

    private static IEnumerable<Type> Ancestors(Type type) => type.GetInterfaces().Concat(type.BaseType is { } ancestor ? [ancestor] : []);

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(a => a.ConstructorArguments.Concat(a.NamedArguments.Select(n => n.TypedValue)).Select(v => v.Value).OfType<Type>().Append(a.AttributeType));

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? type.GetGenericParameterConstraints().SelectMany(Constraint)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    /// <summary>A constraint may speak of the parameter itself.</summary>
    private static IEnumerable<Type> Constraint(Type type) => type.IsGenericType ? [type.GetGenericTypeDefinition()] : [type];
}
