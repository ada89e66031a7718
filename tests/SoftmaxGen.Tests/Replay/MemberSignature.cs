using System.Reflection;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Spells a method of a head so that heads of both element types spell it alike.</summary>
internal static class MemberSignature
{
    public static string Of(MethodInfo method, Type element) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Parameter(parameter, element)))})";

    private static string Parameter(ParameterInfo parameter, Type element) => parameter switch
    {
        { IsOut: true } => "out " + Name(parameter.ParameterType.GetElementType()!, element),
        { ParameterType.IsByRef: true } => "in " + Name(parameter.ParameterType.GetElementType()!, element),
        // A number that is passed by value is a double in the heads of both types.
        _ when parameter.ParameterType == typeof(double) => "double",
        _ => Name(parameter.ParameterType, element),
    };

    private static string Name(Type type, Type element) => type switch
    {
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{Name(type.GetGenericArguments()[0], element)}>",
        _ when type == element => "T",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(bool) => "bool",
        _ => type.Name,
    };
}
