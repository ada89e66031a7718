using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1007.</summary>
public sealed class TensorPrimitivesSoftmaxTests
{
    private const string Usings = "using System.Numerics.Tensors;";

    [Fact]
    public Task Unshifted() => SoftmaxCodeTest.VerifyMembersAsync(Usings, """
        static void A(float[] x) => {|SMG1007:TensorPrimitives.SoftMax<float>(x, x)|};

        static void Rows(ReadOnlySpan<double> x, Span<double> y, int k)
        {
            for (int i = 0; i < x.Length; i += k) {|SMG1007:TensorPrimitives.SoftMax(x.Slice(i, k), y.Slice(i, k))|};
        }

        static void UnusedMaximum(Span<float> x)
        {
            var max = TensorPrimitives.Max<float>(x);
            Console.WriteLine(max);
            {|SMG1007:TensorPrimitives.SoftMax(x, x)|};
        }
        """);

    [Fact]
    public Task Shifted() => SoftmaxCodeTest.VerifyMembersAsync(Usings, """
        static void A(float[] x)
        {
            float max = TensorPrimitives.Max<float>(x);
            TensorPrimitives.Subtract(x, max, x);
            TensorPrimitives.SoftMax<float>(x, x);
        }

        static void B(float[] x)
        {
            float max = x.Max();
            for (int i = 0; i < x.Length; i++) x[i] -= max;
            TensorPrimitives.SoftMax<float>(x, x);
        }
        """);
}
