using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1002.</summary>
public sealed class SoftmaxBeforeCrossEntropyTests
{
    private const string Torch = "using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;";

    private const string Keras = "using Tensorflow; using Tensorflow.Keras; using Tensorflow.Keras.Engine; using static Tensorflow.Binding; using static Tensorflow.KerasApi;";

    [Fact]
    public Task Torch_Modules_InFields() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        private readonly Sequential _net = nn.Sequential(("fc", nn.Linear(4, 3)), ("out", nn.Softmax(1)));
        private readonly CrossEntropyLoss _loss = nn.CrossEntropyLoss();

        public Tensor Step(Tensor x, Tensor y) => {|SMG1002:_loss.call(_net.call(x), y)|};
        """);

    [Fact]
    public Task Torch_ThroughLocals_AndShapes() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor Step(nn.Module<Tensor, Tensor> net, Tensor x, Tensor y)
        {
            var scores = net.call(x);
            var p = scores.softmax(1).to(ScalarType.Float32).view(-1, 3);
            var criterion = nn.CrossEntropyLoss();
            return {|SMG1002:criterion.forward(p, y)|};
        }

        static Tensor Binary(Tensor x, Tensor y) => {|SMG1002:nn.functional.binary_cross_entropy_with_logits(torch.softmax(x, 1), y)|};
        """);

    [Fact]
    public Task Torch_ModuleWithFunctionalSoftmax() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        public sealed class Net : nn.Module<Tensor, Tensor>
        {
            private readonly Linear _fc = nn.Linear(4, 3);
            public Net() : base("net") => RegisterComponents();
            public override Tensor forward(Tensor x)
            {
                using var h = _fc.call(x);
                return nn.functional.softmax(h, 1);
            }
        }

        static Tensor Step(Net net, Tensor x, Tensor y)
        {
            var loss = nn.CrossEntropyLoss();
            return {|SMG1002:loss.call(net.call(x), y)|};
        }
        """);

    [Fact]
    public Task Keras_Sequential_WithFromLogits() => SoftmaxCodeTest.VerifyMembersAsync(Keras, """
        static void A()
        {
            var model = keras.Sequential(keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Softmax));
            model.compile(keras.optimizers.Adam(), {|SMG1002:keras.losses.SparseCategoricalCrossentropy(from_logits: true)|});
        }

        static void B()
        {
            var model = keras.Sequential(new List<ILayer> { keras.layers.Dense(32, activation: "relu"), keras.layers.Dense(10, activation: "softmax") });
            var loss = {|SMG1002:keras.losses.CategoricalCrossentropy(from_logits: true)|};
            model.compile(optimizer: keras.optimizers.SGD(), loss: loss);
        }

        static void C()
        {
            var model = keras.Sequential();
            model.add(keras.layers.Dense(10));
            model.add(keras.layers.Softmax());
            model.compile(keras.optimizers.Adam(), {|SMG1002:keras.losses.SparseCategoricalCrossentropy(from_logits: true)|});
        }

        static void D()
        {
            var inputs = keras.Input(28);
            var outputs = keras.layers.Dense(10, keras.activations.Softmax).Apply(keras.layers.Flatten().Apply(inputs));
            var model = keras.Model(inputs, outputs);
            model.compile(keras.optimizers.RMSprop(), {|SMG1002:keras.losses.SparseCategoricalCrossentropy(from_logits: true)|});
        }
        """);

    [Fact]
    public Task Keras_ModelFromAMethod() => SoftmaxCodeTest.VerifyMembersAsync(Keras, """
        static Sequential Build()
        {
            var layers = new List<ILayer>();
            layers.Add(keras.layers.Dense(64, keras.activations.Relu));
            layers.Add(keras.layers.Dense(10, keras.activations.Softmax));
            return keras.Sequential(layers);
        }

        static void Train(Tensor x, Tensor y)
        {
            var model = Build();
            model.compile(keras.optimizers.Adam(), {|SMG1002:keras.losses.SparseCategoricalCrossentropy(from_logits: true)|});
            model.fit(x, y);
        }
        """);

    [Fact]
    public Task Keras_Sound() => SoftmaxCodeTest.VerifyMembersAsync(Keras, """
        static void A()
        {
            var model = keras.Sequential(keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Softmax));
            model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy());
        }

        static void B()
        {
            var model = keras.Sequential(keras.layers.Dense(10));
            model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true));
            var show = keras.layers.Softmax().Apply(model.predict(keras.Input(4)));
        }

        static void C()
        {
            var inputs = keras.Input(28);
            var gate = keras.layers.Dense(8, keras.activations.Softmax).Apply(inputs);
            var outputs = keras.layers.Dense(10).Apply(gate);
            keras.Model(inputs, outputs).compile(keras.optimizers.Adam(), keras.losses.CategoricalCrossentropy(from_logits: true));
        }
        """);

    [Fact]
    public Task Torch_Sound() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor y)
        {
            var weights = torch.softmax(torch.matmul(q, k.transpose(0, 1)), -1);
            return nn.functional.cross_entropy(torch.matmul(weights, v), y);
        }

        static Tensor Distill(Tensor student, Tensor teacher) => nn.functional.cross_entropy(student, torch.softmax(teacher, 1));

        static Tensor Kl(Tensor student, Tensor teacher) => nn.functional.kl_div(student.log_softmax(1), teacher.softmax(1));

        static Tensor Display(Tensor x, Tensor y)
        {
            var scores = torch.matmul(x, x);
            Console.WriteLine(scores.softmax(1).argmax(1));
            return nn.CrossEntropyLoss().call(scores, y);
        }

        static Tensor Gate(Tensor x, Tensor h, Tensor y) => nn.functional.cross_entropy(torch.softmax(x, 1) * h, y);

        static Tensor OnlyWhenPredicting(Tensor x, Tensor y, bool predicting)
        {
            var scores = torch.matmul(x, x);
            if (predicting) scores = scores.softmax(1);
            return nn.functional.cross_entropy(scores, y);
        }
        """);

    [Fact]
    public Task OwnLoss_OnProbabilities_IsSound() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor CrossEntropyLoss(Tensor p, Tensor y) => -(y * torch.clamp(p, min: 1e-7).log()).sum();

        static Tensor Step(Tensor x, Tensor y) => CrossEntropyLoss(torch.softmax(x, 1), y);
        """);
}
