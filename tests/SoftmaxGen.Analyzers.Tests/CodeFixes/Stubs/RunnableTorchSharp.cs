// A stand-in for TorchSharp that computes: tensors of rows of doubles, a row for each item of a batch. Only what the fixes touch.
#nullable enable
namespace TorchSharp
{
    public static partial class torch
    {
        public static Tensor tensor(double[] row) => new([[.. row]]);
        public static Tensor labels(params long[] labels) => new([[.. labels.Select(static label => (double)label)]]);
        public static Tensor softmax(Tensor input, long dim) => input.softmax(dim);
        public static Tensor log(Tensor input) => input.log();
        public static Tensor exp(Tensor input) => input.exp();

        public sealed class Tensor(double[][] rows) : IDisposable
        {
            public double[][] Rows => rows;
            public double[] ToArray() => [.. rows.SelectMany(static row => row)];
            public double ToDouble() => rows.Single().Single();
            public void Dispose() { }

            // As the library does it: the maximum subtracted.
            public Tensor softmax(long dim) => ByRow(dim, static row => { double z = row.Sum(x => Math.Exp(x - row.Max())); return row.Select(x => Math.Exp(x - row.Max()) / z); });
            public Tensor log_softmax(long dim) => ByRow(dim, static row => { double z = Math.Log(row.Sum(x => Math.Exp(x - row.Max()))); return row.Select(x => x - row.Max() - z); });
            public Tensor log() => ByRow(1, static row => row.Select(static x => Math.Log(x)));
            public Tensor exp() => ByRow(1, static row => row.Select(static x => Math.Exp(x)));
            public Tensor sum(long dim) => ByRow(dim, static row => [row.Sum()]);
            public Tensor mean() => new([[rows.SelectMany(static row => row).Average()]]);
            public Tensor argmax(long dim) => ByRow(dim, static row => [Array.IndexOf(row, row.Max())]);
            public static Tensor operator +(Tensor a, Tensor b) => a.Beside(b, static (x, y) => x + y);
            public static Tensor operator *(Tensor a, Tensor b) => a.Beside(b, static (x, y) => x * y);
            public static Tensor operator +(Tensor a, double b) => a.ByRow(1, row => row.Select(x => x + b));
            public static Tensor operator *(Tensor a, double b) => a.ByRow(1, row => row.Select(x => x * b));
            public static Tensor operator -(Tensor a) => a * -1;

            private Tensor Beside(Tensor other, Func<double, double, double> combine) => new([.. rows.Zip(other.Rows, (a, b) => a.Zip(b, combine).ToArray())]);

            private Tensor ByRow(long dim, Func<double[], IEnumerable<double>> map) => dim is 1 or -1 ? new([.. rows.Select(row => map(row).ToArray())]) : throw new NotSupportedException();
        }

        public static class nn
        {
            public abstract class Module<T, TResult>
            {
                public abstract TResult forward(T input);
                public TResult call(T input) => forward(input);
            }

            public abstract class Module<T1, T2, TResult>
            {
                public abstract TResult forward(T1 input1, T2 input2);
                public TResult call(T1 input1, T2 input2) => forward(input1, input2);
            }

            public static Modules.Identity Identity() => new();
            public static Modules.Softmax Softmax(long dim) => new(dim);
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);
            public static Modules.Sequential Sequential(params (string Name, Module<Tensor, Tensor> Module)[] modules) => new([.. modules.Select(static pair => pair.Module)]);
            public static Modules.CrossEntropyLoss CrossEntropyLoss() => new();
            public static Modules.NLLLoss NLLLoss() => new();

            public static class functional
            {
                public static Tensor softmax(Tensor input, long dim) => input.softmax(dim);
                public static Tensor log_softmax(Tensor input, long dim) => input.log_softmax(dim);
                public static Tensor cross_entropy(Tensor input, Tensor target) => nll_loss(input.log_softmax(1), target);
                public static Tensor nll_loss(Tensor input, Tensor target) => new([[-input.Rows.Select((row, i) => row[(int)target.Rows[0][i]]).Average()]]);
            }
        }
    }

    namespace Modules
    {
        using static TorchSharp.torch;

        public sealed class Identity : nn.Module<Tensor, Tensor> { public override Tensor forward(Tensor input) => input; }
        public sealed class Softmax(long dim) : nn.Module<Tensor, Tensor> { public override Tensor forward(Tensor input) => input.softmax(dim); }
        public sealed class LogSoftmax(long dim) : nn.Module<Tensor, Tensor> { public override Tensor forward(Tensor input) => input.log_softmax(dim); }
        public sealed class Sequential(nn.Module<Tensor, Tensor>[] modules) : nn.Module<Tensor, Tensor> { public override Tensor forward(Tensor input) => modules.Aggregate(input, static (value, module) => module.call(value)); }
        public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor> { public override Tensor forward(Tensor input, Tensor target) => nn.functional.cross_entropy(input, target); }
        public sealed class NLLLoss : nn.Module<Tensor, Tensor, Tensor> { public override Tensor forward(Tensor input, Tensor target) => nn.functional.nll_loss(input, target); }
    }
}
