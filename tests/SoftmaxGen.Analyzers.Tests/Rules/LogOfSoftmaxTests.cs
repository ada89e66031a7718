using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1004.</summary>
public sealed class LogOfSoftmaxTests
{
    [Fact]
    public Task Torch() => SoftmaxCodeTest.VerifyMembersAsync("using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;", """
        private readonly Softmax _out = nn.Softmax(1);

        static Tensor A(Tensor x) => {|SMG1004:torch.log(torch.softmax(x, 1))|};
        static Tensor B(Tensor x) => {|SMG1004:x.softmax(1).log()|};
        static Tensor C(Tensor x, Tensor y) { var p = nn.functional.softmax(x, 1); return -{|SMG1004:torch.log(p.gather(1, y.unsqueeze(1)))|}.mean(); }
        static Tensor D(Tensor x) => {|SMG1004:(x.softmax(1) + 1e-9).log()|};
        Tensor E(Tensor x) => {|SMG1004:_out.call(x).log()|};
        static Tensor Ok(Tensor x) => x.log_softmax(1);
        static Tensor Clamped(Tensor x) => torch.clamp(x.softmax(1), min: 1e-8).log();
        """);

    [Fact]
    public Task TensorFlow() => SoftmaxCodeTest.VerifyMembersAsync("using Tensorflow; using static Tensorflow.Binding;", """
        static Tensor A(Tensor x, Tensor y) => -tf.reduce_sum(y * {|SMG1004:tf.log(tf.nn.softmax(x))|});
        static Tensor B(Tensor x, Tensor y) { var p = tf.nn.softmax(x); return tf.reduce_mean(-tf.reduce_sum(y * {|SMG1004:tf.math.log(p)|})); }
        static Tensor Clipped(Tensor x) => tf.log(tf.clip_by_value(tf.nn.softmax(x), 1e-7f, 1f));
        """);

    [Fact]
    public Task ByHand_AfterAStableSoftmax() => SoftmaxCodeTest.VerifyMembersAsync("""
        static double[] Softmax(double[] x)
        {
            var m = x.Max();
            var e = x.Select(v => Math.Exp(v - m)).ToArray();
            var s = e.Sum();
            return e.Select(v => v / s).ToArray();
        }

        static double Loss(double[] x, int label)
        {
            var p = Softmax(x);
            return -{|SMG1004:Math.Log(p[label])|};
        }

        static double[] LogSoftmax(double[] x) => Softmax(x).Select(v => {|SMG1004:Math.Log(v)|}).ToArray();

        static double Entropy(double[] x) => -Softmax(x).Where(v => v > 0).Sum(v => v * Math.Log(v));
        static double Floored(double[] x, int label) => -Math.Log(Math.Max(Softmax(x)[label], 1e-15));
        """);
}
