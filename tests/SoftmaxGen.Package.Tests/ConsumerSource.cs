namespace SoftmaxGen.Package.Tests;

/// <summary>Programs of users.</summary>
internal static class ConsumerSource
{
    /// <summary>What a console prints when everything is as it should be, after the vectors' bits.</summary>
    public const string Expected = "softmax 0.0900 0.2447 0.6652, overflow 1, loss 0.4076, gradient -0.3348, row Dog, generic 0.4076";

    /// <summary>A program that uses heads in each of their forms. Says everything in full: it compiles without implicit usings, in C# 12.</summary>
    public const string Console = """
        using System;
        using System.Globalization;
        using SoftmaxGen;

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        float[] logits = { 1, 2, 3 };
        float[] p = new float[3];
        Iris.Softmax(logits, p);
        float[] q = new float[3];
        Iris.Softmax(new float[] { 1, 2, 1000 }, q);
        float[] gradient = new float[3];
        LossSum loss = Iris.CrossEntropyWithGradient(logits, new[] { 2 }, gradient);
        Animals.Row row = default;
        row[1] = 5;
        double[] wide = new double[1000];
        Wide.Softmax(wide, wide);
        if (Math.Abs(wide[999] - 0.001) > 1e-15)
        {
            return 1;
        }

        Console.WriteLine($"bits {SoftmaxGen.Runtime.VectorWidth.Bits}");
        Console.WriteLine($"softmax {p[0]:F4} {p[1]:F4} {p[2]:F4}, overflow {q[2]}, loss {loss.Mean:F4}, gradient {gradient[2]:F4}, row {Animals.Predict(row)}, generic {Mean<Iris>(logits, new[] { 2 }):F4}");
        return 0;

        static double Mean<THead>(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
            where THead : ISoftmaxHead<THead, float> => THead.CrossEntropy(logits, labels).Mean;

        [SoftmaxHead(K = 3)]
        public sealed partial class Iris { }

        [SoftmaxHead(K = 1000, ElementType = typeof(double))]
        internal static partial class Wide { }

        [SoftmaxHead<Animal>]
        internal sealed partial class Animals { }

        internal enum Animal
        {
            Cat,
            Dog,
            Bird,
        }
        """;

    /// <summary>A library as strict as analyzers can be.</summary>
    public const string Library = """
        using System;
        using SoftmaxGen;

        [assembly: CLSCompliant(false)]
        [assembly: System.Runtime.InteropServices.ComVisible(false)]

        namespace Strict.Heads
        {
            /// <summary>The species of an iris.</summary>
            [SoftmaxHead(K = 3)]
            public sealed partial class Iris
            {
                private Iris()
                {
                }
            }

            /// <summary>A hundred classes.</summary>
            [SoftmaxHead(K = 100, ElementType = typeof(double), LabelSmoothing = 0.1)]
            public static partial class Wide
            {
            }

            /// <summary>What heads are for.</summary>
            public static class Model
            {
                /// <summary>The mean loss.</summary>
                /// <param name="logits">Scores.</param>
                /// <param name="labels">Classes.</param>
                /// <returns>A number.</returns>
                public static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels) => Iris.CrossEntropy(logits, labels).Mean;
            }
        }
        """;

    /// <summary>A program with tensors: calls with them, and with arrays, which convert to spans and to tensors.</summary>
    public const string Tensors = """
        using System.Globalization;
        using System.Numerics.Tensors;
        using SoftmaxGen;

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var logits = Tensor.Create<float>([1, 2, 3, 3, 2, 1], [2, 3]);
        var p = Tensor.CreateFromShape<float>([2, 3]);
        var classes = Tensor.CreateFromShape<int>([2]);
        Iris.Softmax(logits, p);
        Iris.Predict(logits, classes);
        LossSum loss = Iris.CrossEntropyWithGradient(logits, Tensor.Create<int>([2, 0], [2]), logits, Reduction.Sum);
        float[] array = [1, 2, 3];
        Iris.Softmax(array, array);
        Console.WriteLine($"{p[0, 2]:F4} {classes[0]} {loss.Mean:F4} {logits[1, 0]:F4}, {Refused(static () => Iris.Softmax(Tensor.CreateFromShape<float>([3, 2]), Tensor.CreateFromShape<float>([3, 2])))}, {Refused(static () => Iris.Softmax(Tensor.CreateFromShape<float>([2, 3]), Tensor.CreateFromShape<float>([4, 6]).AsTensorSpan().Slice([0..2, 0..3])))}, arrays {array[2]:F4}");

        static string Refused(Action call)
        {
            try
            {
                call();
                return "accepted";
            }
            catch (ArgumentException)
            {
                return "refused";
            }
        }

        [SoftmaxHead(K = 3)]
        internal sealed partial class Iris;
        """;

    /// <summary>The softmax of the tutorials.</summary>
    public const string Naive = """
        using System;
        using System.Linq;

        public static class Tutorial
        {
            public static float[] Softmax(float[] logits)
            {
                float sum = logits.Sum(x => (float)Math.Exp(x));
                return logits.Select(x => (float)Math.Exp(x) / sum).ToArray();
            }
        }
        """;
}
