using System.Numerics;
using System.Reflection;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>The list of calls leaves no public method of a head out.</summary>
public sealed class HeadCallsTests
{
    [Fact]
    public void EveryPublicMethod_OfAHead_IsCalled()
    {
        AssertComplete<Single3, float>();
        AssertComplete<Double3, double>();
    }

    [Fact]
    public void EveryMemberOfTheInterface_IsCalled() => Assert.Equal(
        Signatures(
            typeof(ISoftmaxHeadCore<Single3, float>).GetMethods().Concat(typeof(ISoftmaxHead<Single3, float>).GetMethods()).Where(static method => !method.IsSpecialName),
            typeof(float)),
        Members<float, Single3>(HeadCalls<float>.OnSpans));

    private static void AssertComplete<THead, T>()
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.Equal(
        Signatures(typeof(THead).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(static method => !IsWrapped(method)), typeof(T)),
        Members<T, THead>(HeadCalls<T>.All));

    /// <summary>Formats of 16 bits and masks of bits become floats and masks, in memory of the library, before the kernels see them.</summary>
    private static bool IsWrapped(MethodInfo method) => method.GetParameters().Any(static parameter =>
        parameter.ParameterType == typeof(ReadOnlySpan<Half>) || parameter.ParameterType == typeof(ReadOnlySpan<BFloat16>) || parameter.ParameterType == typeof(ulong));

    private static string[] Signatures(IEnumerable<MethodInfo> methods, Type element) =>
        [.. methods.Select(method => MemberSignature.Of(method, element)).Order(StringComparer.Ordinal)];

    private static string[] Members<T, THead>(IEnumerable<HeadCall<T>> calls)
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. calls.Select(static call => call.Member).Distinct()
            .Concat(OperationCalls<THead, T>.All.Select(static call => call.Member))
            .Order(StringComparer.Ordinal),
    ];
}
