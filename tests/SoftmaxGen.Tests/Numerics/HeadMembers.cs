using System.Numerics;
using System.Reflection;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Numerics;

/// <summary><c>TopK</c> of a head.</summary>
internal delegate void TopKWithValues<T>(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values);

/// <summary><c>TopK</c> of a head, without the values.</summary>
internal delegate void TopKOfClasses<T>(ReadOnlySpan<T> logits, int k, Span<int> classes);

/// <summary>Members of heads that are found by class count and element type at run time.</summary>
internal static class HeadMembers
{
    /// <summary>A static member of the first head with these constants.</summary>
    public static TDelegate Get<TDelegate, T>(string name, int classCount)
        where TDelegate : Delegate
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var head = typeof(Single1).Assembly.GetTypes().First(type =>
            type.GetCustomAttribute<SoftmaxHeadAttribute>() is { } attribute && attribute.K == classCount && attribute.ElementType == typeof(T));
        var parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(static parameter => parameter.ParameterType).ToArray();
        return head.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters)!.CreateDelegate<TDelegate>();
    }
}
