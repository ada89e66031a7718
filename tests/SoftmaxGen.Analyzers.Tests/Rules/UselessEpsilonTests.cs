using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1010.</summary>
public sealed class UselessEpsilonTests
{
    [Fact]
    public Task LostToRounding() => SoftmaxCodeTest.VerifyMembersAsync("""
        static float A(float p) => MathF.Log(MathF.Min(p, {|SMG1010:1f - 1e-9f|}));
        const float Eps = 1e-8f;
        static float B(float p) => MathF.Log(Math.Clamp(p, Eps, {|SMG1010:1f - Eps|}));
        static double Fine(double p) => Math.Clamp(p, 1e-9, 1 - 1e-9);
        static float FineToo(float p) => Math.Clamp(p, 1e-7f, 1f - 1e-7f);
        """);

    [Fact]
    public Task CancelledInTheSoftmax() => SoftmaxCodeTest.VerifyMembersAsync("using TorchSharp; using static TorchSharp.torch;", """
        static Tensor A(Tensor x) => torch.softmax({|SMG1010:x + 1e-8|}, 1);
        static Tensor Fine(Tensor x) => torch.softmax(x / (x.sum() + 1e-8 ), 1);
        """);
}
