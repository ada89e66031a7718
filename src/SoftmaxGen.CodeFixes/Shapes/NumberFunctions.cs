using Microsoft.CodeAnalysis;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Functions of single numbers, found by the type that has them.</summary>
internal static class NumberFunctions
{
    public static bool IsScalar(IMethodSymbol method) => method.IsStatic && method.ContainingType is { } type
        && (type.ToDisplayString() is "System.Math" or "System.MathF" or "System.Half" or "double" or "float" or "UnityEngine.Mathf" or "Unity.Mathematics.math"
            || (type.ContainingNamespace?.ToDisplayString() == "System.Numerics" && type.TypeKind == TypeKind.Interface));

    public static bool IsExp(IMethodSymbol method) => method.Name is "Exp" or "exp" && IsScalar(method) && method.Parameters.Length == 1;

    public static bool IsLog(IMethodSymbol method) => method.Name is "Log" or "log" && IsScalar(method) && method.Parameters.Length == 1;

    /// <summary>Whether a function has no effect and only depends on its arguments.</summary>
    public static bool IsPure(IMethodSymbol method) => IsScalar(method);

    /// <summary>Whether the class of <paramref name="method"/> has a Max of two numbers under the same name.</summary>
    public static bool HasMax(IMethodSymbol method) => method.ContainingType?.ToDisplayString() is "System.Math" or "System.MathF";

    public static bool IsE(Optional<object?> constant) => constant.HasValue && constant.Value switch
    {
        double number => Math.Abs(number - Math.E) < 1e-4,
        float number => Math.Abs(number - Math.E) < 1e-4,
        _ => false,
    };
}
