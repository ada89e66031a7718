using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;
namespace Cases.N114;
public static class Losses
{
    public static double Foreach(IEnumerable<(double P, double Y)> pairs)
    {
        double loss = 0;
        foreach (var (p, y) in pairs) loss -= y * Math.Log(p); // EXPECT: log-without-eps
        return loss;
    }
    public static double Zip(double[] p, double[] y) => -p.Zip(y, (a, b) => b * Math.Log(a)).Sum(); // EXPECT: log-without-eps
    public static double Mean(float[][] p, int[] y) => p.Select((row, i) => -Math.Log(row[y[i]])).Average(); // EXPECT: log-without-eps
    public static double Binary(double[] p, bool[] y)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += y[i] ? -Math.Log(p[i]) : -Math.Log(1 - p[i]); // EXPECT: log-without-eps
        return sum / p.Length;
    }
    public static float Rectangular(float[,] p, float[,] y)
    {
        float total = 0;
        for (int r = 0; r < p.GetLength(0); r++)
            for (int c = 0; c < p.GetLength(1); c++)
                total += y[r, c] * MathF.Log(p[r, c]); // EXPECT: log-without-eps
        return -total / p.GetLength(0);
    }
    public static double Perplexity(IReadOnlyList<double> p) { double s = 0; foreach (var x in p) s += Math.Log(x); return Math.Exp(-s / p.Count); } // EXPECT: log-without-eps
    public static double Surprise(Dictionary<string, double> model, string[] words) => words.Sum(w => -Math.Log(model[w])); // EXPECT: log-without-eps
    public static double LogLoss(double[] probability, int[] label)
    {
        double sum = 0;
        for (int i = 0; i < label.Length; i++)
        {
            var p = probability[i];
            sum += label[i] * Math.Log(p) + (1 - label[i]) * Math.Log(1 - p); // EXPECT: log-without-eps
        }
        return -sum / label.Length;
    }
    public static double OneHot(double[] p, int label)
    {
        double loss = 0;
        for (int k = 0; k < p.Length; k++) loss -= (k == label ? 1.0 : 0.0) * Math.Log(Math.Max(p[k], 1e-12)); // EXPECT: one-hot-waste
        return loss;
    }
    public static float Epsilon(float[] p, int y) => -MathF.Log(p[y] + (1f - (1f + 1e-9f))); // MAYBE: useless-epsilon, log-without-eps
}
public static class ByTensorPrimitives
{
    public static float[] Rows(ReadOnlySpan<float> logits, int classes)
    {
        var p = new float[logits.Length];
        for (int i = 0; i < logits.Length; i += classes)
            TensorPrimitives.SoftMax(logits.Slice(i, classes), p.AsSpan(i, classes)); // EXPECT: tensorprimitives-softmax
        return p;
    }
    public static double[] Twice(double[] x)
    {
        var e = new double[x.Length];
        TensorPrimitives.Exp<double>(x, e); // EXPECT: unstable-exp-sum
        TensorPrimitives.Divide(e, TensorPrimitives.Sum<double>(e), e);
        return e;
    }
    public static float Nll(ReadOnlySpan<float> logits, int label)
    {
        Span<float> e = stackalloc float[10];
        TensorPrimitives.Exp(logits, e); // EXPECT: unstable-exp-sum
        return MathF.Log(TensorPrimitives.Sum(e)) - logits[label];
    }
}
public sealed class Head : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear _fc = nn.Linear(128, 10);
    private readonly TorchSharp.Modules.Softmax _softmax = nn.Softmax(1);
    public Head() : base(nameof(Head)) => RegisterComponents();
    public override Tensor forward(Tensor x) => _softmax.call(_fc.call(x));
}
public static class Training
{
    public static void Step(Head head, Tensor x, Tensor y, optim.Optimizer optimizer)
    {
        var criterion = nn.CrossEntropyLoss();
        optimizer.zero_grad();
        var output = head.call(x);
        var loss = criterion.call(output, y); // EXPECT: softmax-before-ce
        loss.backward();
        optimizer.step();
    }
    public static Tensor Functional(Tensor logits, Tensor y)
    {
        using var p = nn.functional.softmax(logits, dim: -1);
        return nn.functional.cross_entropy(p, y); // EXPECT: softmax-before-ce
    }
    public static Tensor Sequential(Tensor x, Tensor y)
    {
        var net = nn.Sequential(("fc", nn.Linear(4, 8)), ("act", nn.ReLU()), ("out", nn.Linear(8, 3)), ("p", nn.Softmax(1)));
        return nn.CrossEntropyLoss().call(net.call(x), y); // EXPECT: softmax-before-ce
    }
    public static Tensor Likelihood(Tensor logits, Tensor y) => nn.NLLLoss().call(torch.softmax(logits, 1), y); // EXPECT: nll-on-probabilities
    public static Tensor LogOf(Tensor logits, Tensor y)
    {
        var logp = torch.log(nn.functional.softmax(logits, 1)); // EXPECT: log-of-softmax
        return nn.functional.nll_loss(logp, y);
    }
    public static Tensor LogLater(Tensor logits)
    {
        Tensor p;
        using (var scaled = logits / 2.0) p = scaled.softmax(1);
        return (p * (p + 1e-9).log()).sum().neg(); // MAYBE: log-of-softmax, useless-epsilon
    }
    public static Tensor Manual(Tensor logits) => logits.exp() / logits.exp().sum(1, keepdim: true); // EXPECT: unstable-exp-sum
    public static Tensor ManualLocals(Tensor logits, double t)
    {
        var e = torch.exp(logits / t); // EXPECT: unstable-exp-sum
        var z = e.sum(-1, true);
        return e.div(z);
    }
    public static Tensor PartitionFunction(Tensor energies) => torch.log(torch.sum(torch.exp(energies), 1)); // EXPECT: unstable-exp-sum
    public static Tensor Twice(Tensor x, Head head) => head.call(x).softmax(1); // EXPECT: double-softmax
}
