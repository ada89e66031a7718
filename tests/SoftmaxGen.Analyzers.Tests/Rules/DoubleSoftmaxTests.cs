using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1005.</summary>
public sealed class DoubleSoftmaxTests
{
    private const string Torch = "using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;";

    [Fact]
    public Task Torch_Calls_And_Layers() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor A(Tensor x)
        {
            var p = x.softmax(1);
            return {|SMG1005:nn.functional.softmax(p, 1)|};
        }

        static Tensor B(Tensor x) => {|SMG1005:torch.softmax(x, 1).log_softmax(1)|};

        static Tensor Predict(Tensor x)
        {
            var net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(1));
            var p = net.call(x);
            return {|SMG1005:p.softmax(1)|};
        }

        static nn.Module<Tensor, Tensor> Layers() => nn.Sequential(nn.Linear(4, 3), nn.Softmax(1), nn.Dropout(0.1), {|SMG1005:nn.LogSoftmax(1)|});
        """);

    [Fact]
    public Task Keras_Layers() => SoftmaxCodeTest.VerifyMembersAsync("using Tensorflow; using static Tensorflow.KerasApi;", """
        static void A() => keras.Sequential(keras.layers.Dense(10, keras.activations.Softmax), {|SMG1005:keras.layers.Softmax()|});
        """);

    [Fact]
    public Task Sound() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor Layers(Tensor x, Tensor w) => torch.softmax(torch.matmul(torch.softmax(x, 1), w), 1);

        static void Rows(Tensor[] rows)
        {
            for (int i = 0; i < rows.Length; i++) rows[i] = rows[i].softmax(0);
        }

        static Tensor Either(Tensor x, bool hard) => hard ? x.softmax(0) : (x * 2).softmax(0);
        """);
}
