using SoftmaxGen.CodeFixes;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>The fixes for tensor libraries: SMG1002, SMG1004, SMG1005, SMG1006 and SMG1007.</summary>
public sealed class TensorFixesTests
{
    private const string Torch = "using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;";
    private const string TensorFlow = "using Tensorflow; using static Tensorflow.Binding; using static Tensorflow.KerasApi;";

    [Fact]
    public Task SMG1002_Calls() => SoftmaxFixTest<DropSoftmaxFix>.VerifyMembersAsync(
        """
        static Tensor Direct(Tensor x, Tensor y) => {|SMG1002:nn.functional.cross_entropy(torch.softmax(x, 1), y)|};

        static Tensor Local(Tensor x, Tensor y)
        {
            var p = x.softmax(1); // probabilities
            return {|SMG1002:nn.functional.cross_entropy(p, y)|};
        }

        static Tensor UsedElsewhere(Tensor x, Tensor y)
        {
            using var p = nn.functional.softmax(x, 1);
            Console.WriteLine(p.argmax(1));
            return {|SMG1002:nn.functional.cross_entropy(p, y)|};
        }
        """,
        """
        static Tensor Direct(Tensor x, Tensor y) => nn.functional.cross_entropy(x, y);

        static Tensor Local(Tensor x, Tensor y)
        {
            var p = x; // probabilities
            return nn.functional.cross_entropy(p, y);
        }

        static Tensor UsedElsewhere(Tensor x, Tensor y)
        {
            using var p = nn.functional.softmax(x, 1);
            Console.WriteLine(p.argmax(1));
            return nn.functional.cross_entropy(x, y);
        }
        """,
        Torch);

    [Fact]
    public Task SMG1002_Layer() => SoftmaxFixTest<DropSoftmaxFix>.VerifyMembersAsync(
        """
        static Tensor Step(Tensor x, Tensor y)
        {
            var net = nn.Sequential(
                nn.Linear(4, 3), // scores
                nn.Softmax(1));
            return {|SMG1002:nn.CrossEntropyLoss().call(net.call(x), y)|};
        }
        """,
        """
        static Tensor Step(Tensor x, Tensor y)
        {
            var net = nn.Sequential(
                nn.Linear(4, 3) // scores
                );
            return nn.CrossEntropyLoss().call(net.call(x), y);
        }
        """,
        Torch);

    [Fact]
    public Task SMG1002_Keras() => SoftmaxFixTest<DropSoftmaxFix>.VerifyMembersAsync(
        """
        static void A()
        {
            var model = keras.Sequential(keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Softmax));
            model.compile(keras.optimizers.Adam(), {|SMG1002:keras.losses.SparseCategoricalCrossentropy(from_logits: true)|});
        }
        """,
        """
        static void A()
        {
            var model = keras.Sequential(keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Softmax));
            model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: false));
        }
        """,
        TensorFlow);

    [Fact]
    public Task SMG1002_InputThatHasChanged() => SoftmaxFixTest<DropSoftmaxFix>.VerifyNotOfferedAsync(
        """
        static Tensor A(Tensor x, Tensor y)
        {
            var p = x.softmax(1);
            x = x * 2;
            Console.WriteLine(p.argmax(1));
            return {|SMG1002:nn.functional.cross_entropy(p, y)|};
        }
        """,
        Torch);

    [Fact]
    public Task SMG1004() => SoftmaxFixTest<LogSoftmaxFix>.VerifyMembersAsync(
        """
        static Tensor A(Tensor x) => {|SMG1004:torch.log(torch.softmax(x, 1))|};
        static Tensor B(Tensor x) => {|SMG1004:x.softmax(1).log()|};
        static Tensor C(Tensor x) => {|SMG1004:(nn.functional.softmax(x, dim: 1) + 1e-9).log()|};
        static Tensor D(Tensor x) { var p = x.softmax(1); Console.WriteLine(p); return {|SMG1004:torch.log(p)|}; }
        static Tensor E(Tensor x) { var p = x.softmax(1); return {|SMG1004:p.log()|}.sum(1); }
        """,
        """
        static Tensor A(Tensor x) => torch.nn.functional.log_softmax(x, 1);
        static Tensor B(Tensor x) => x.log_softmax(1);
        static Tensor C(Tensor x) => nn.functional.log_softmax(x, dim: 1);
        static Tensor D(Tensor x) { var p = x.softmax(1); Console.WriteLine(p); return x.log_softmax(1); }
        static Tensor E(Tensor x) { var p = x.log_softmax(1); return p.sum(1); }
        """,
        Torch);

    [Fact]
    public Task SMG1004_TensorFlow() => SoftmaxFixTest<LogSoftmaxFix>.VerifyMembersAsync(
        "static Tensor A(Tensor x, Tensor y) => -tf.reduce_sum(y * {|SMG1004:tf.log(tf.nn.softmax(x))|});",
        "static Tensor A(Tensor x, Tensor y) => -tf.reduce_sum(y * tf.nn.log_softmax(x));",
        TensorFlow);

    [Fact]
    public Task SMG1004_PickedFirst() => SoftmaxFixTest<LogSoftmaxFix>.VerifyNotOfferedAsync(
        "static Tensor A(Tensor x, Tensor y) { var p = x.softmax(1); return -{|SMG1004:torch.log(p.gather(1, y.unsqueeze(1)))|}.mean(); }",
        Torch);

    [Fact]
    public Task SMG1005() => SoftmaxFixTest<RemoveInnerSoftmaxFix>.VerifyMembersAsync(
        """
        static Tensor A(Tensor x) => {|SMG1005:torch.softmax(nn.functional.softmax(x, 1), 1)|};
        static Tensor B(Tensor a, Tensor b) => {|SMG1005:torch.softmax(a + b, 1).log_softmax(1)|};
        static nn.Module<Tensor, Tensor> Layers() => nn.Sequential(nn.Linear(4, 3), nn.Softmax(1), nn.Dropout(0.1), {|SMG1005:nn.LogSoftmax(1)|});
        """,
        """
        static Tensor A(Tensor x) => torch.softmax(x, 1);
        static Tensor B(Tensor a, Tensor b) => (a + b).log_softmax(1);
        static nn.Module<Tensor, Tensor> Layers() => nn.Sequential(nn.Linear(4, 3), nn.Dropout(0.1), nn.LogSoftmax(1));
        """,
        Torch);

    [Fact]
    public Task SMG1006() => SoftmaxFixTest<LogProbabilitiesFix>.VerifyMembersAsync(
        """
        private readonly NLLLoss _nll = nn.NLLLoss();

        static Tensor A(Tensor x, Tensor y) => {|SMG1006:nn.functional.nll_loss(x.softmax(1), y)|};
        Tensor B(Tensor x, Tensor y) => {|SMG1006:_nll.call(torch.softmax(x, 1), y)|};
        """,
        """
        private readonly NLLLoss _nll = nn.NLLLoss();

        static Tensor A(Tensor x, Tensor y) => nn.functional.nll_loss(x.log_softmax(1), y);
        Tensor B(Tensor x, Tensor y) => _nll.call(torch.nn.functional.log_softmax(x, 1), y);
        """,
        Torch);

    [Fact]
    public Task SMG1007() => SoftmaxFixTest<ShiftBeforeSoftMaxFix>.VerifyMembersAsync(
        """
        static void A(float[] x) => {|SMG1007:TensorPrimitives.SoftMax<float>(x, x)|};

        static void Rows(ReadOnlySpan<double> x, Span<double> y, int k)
        {
            for (int i = 0; i < x.Length; i += k) {|SMG1007:TensorPrimitives.SoftMax(x.Slice(i, k), y.Slice(i, k))|};
        }
        """,
        """
        static void A(float[] x)
        {
            TensorPrimitives.Subtract<float>(x, TensorPrimitives.Max<float>(x), x);
            TensorPrimitives.SoftMax<float>(x, x);
        }

        static void Rows(ReadOnlySpan<double> x, Span<double> y, int k)
        {
            for (int i = 0; i < x.Length; i += k) { TensorPrimitives.Subtract<double>(x.Slice(i, k), TensorPrimitives.Max<double>(x.Slice(i, k)), y.Slice(i, k)); TensorPrimitives.SoftMax(y.Slice(i, k), y.Slice(i, k)); }
        }
        """,
        "using System.Numerics.Tensors;");

    [Theory]
    [InlineData("System.Numerics.Tensors.TensorPrimitives.SoftMax<float>(x, p);")]
    [InlineData("System.Numerics.Tensors.TensorPrimitives.Exp<float>(x, p); float s = System.Numerics.Tensors.TensorPrimitives.Sum<float>(p); System.Numerics.Tensors.TensorPrimitives.Divide(p, s, p);")]
    public async Task TensorPrimitives_SameNumbers_AndFiniteOnes(string body)
    {
        string before = $"public static class Code\n{{\n    static float[] Run(float[] x)\n    {{\n        var p = new float[x.Length];\n        {body}\n        return p;\n    }}\n}}\n";

        string after = await FixBench.FixAsync(body.Contains("SoftMax") ? new ShiftBeforeSoftMaxFix() : new SubtractMaximumFix(), before);

        Assert.NotEqual(before, after);
        Assert.All(FixBench.Load(before)([1, 2, 3]).Zip(FixBench.Load(after)([1, 2, 3])), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(FixBench.Load(after)([1000, 999, -1000]), static number => Assert.True(double.IsFinite(number)));
        if (!body.Contains("SoftMax"))
        {
            Assert.Empty(FixBench.Load(after)([]));
        }
    }
}
