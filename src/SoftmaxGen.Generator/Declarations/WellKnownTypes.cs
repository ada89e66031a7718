namespace SoftmaxGen.Generator.Declarations;

/// <summary>The metadata names in generated code that a project is most likely to take for something else.</summary>
internal static class WellKnownTypes
{
    /// <summary>What a head implements, and what marks the assembly of the attribute as SoftmaxGen.</summary>
    public const string Interface = "SoftmaxGen.ISoftmaxHead`2";

    /// <summary>Types of SoftmaxGen: they come from the assembly that has the attribute.</summary>
    public static readonly string[] Ours =
    [
        Interface,
        "SoftmaxGen.ISoftmaxHeadCore`2",
        "SoftmaxGen.HessianConvention",
        "SoftmaxGen.BFloat16",
        "SoftmaxGen.Evaluation",
        "SoftmaxGen.LossOptions`1",
        "SoftmaxGen.LossSum",
        "SoftmaxGen.Reduction",
        "SoftmaxGen.Runtime.HeadGuard",
        "SoftmaxGen.Runtime.LossParts",
        "SoftmaxGen.Runtime.Simd",
    ];

    /// <summary>Types of .NET; attributes and exceptions that projects declare for older frameworks serve as well as the real ones.</summary>
    public static readonly string[] Framework =
    [
        "System.ArgumentException",
        "System.ArgumentOutOfRangeException",
        "System.BitConverter",
        "System.Math",
        "System.Numerics.BitOperations",
        "System.ReadOnlySpan`1",
        "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.InteropServices.MemoryMarshal",
        "System.Runtime.Intrinsics.Vector128",
        "System.Runtime.Intrinsics.Vector128`1",
        "System.Runtime.Intrinsics.Vector256",
        "System.Runtime.Intrinsics.Vector256`1",
        "System.Runtime.Intrinsics.Vector512",
        "System.Runtime.Intrinsics.Vector512`1",
        "System.Span`1",
    ];

    /// <summary>Every namespace on the way to them, and the one that generated code adds: no type may have such a name.</summary>
    public static readonly string[] Namespaces =
    [
        "SoftmaxGen",
        "SoftmaxGen.Generated",
        .. Ours.Concat(Framework).SelectMany(ScopesOf).Distinct().Where(static scope => scope != "SoftmaxGen"),
    ];

    private static IEnumerable<string> ScopesOf(string name)
    {
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name.Substring(0, dot);
        }
    }
}
