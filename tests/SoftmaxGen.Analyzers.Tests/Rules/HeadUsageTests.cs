using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG2001, SMG2002 and SMG2003: the package's own heads.</summary>
public sealed class HeadUsageTests
{
    private const string Heads = """
        [SoftmaxHead(K = 3)]
        public static partial class Iris;

        public enum Animal { Cat, Dog }

        [SoftmaxHead<Animal>]
        public static partial class Animals;
        """;

    private static Task Members(string members) => SoftmaxCodeTest.VerifyWithHeadsAsync(Heads, $$"""
        public static class Code
        {
        {{members}}
        }
        """);

    [Fact]
    public Task Lengths_ThatDoNotFit() => Members("""
        static void Row() => Iris.Predict({|SMG2001:new float[4]|});

        static void Batch(float[] destination)
        {
            float[] logits = new float[10];
            Iris.Softmax({|SMG2001:logits|}, destination);
        }

        static void Destination()
        {
            ReadOnlySpan<float> logits = [1, 2, 3, 4, 5, 6];
            Span<float> p = stackalloc float[5];
            Iris.Softmax(logits, {|SMG2001:p|});
        }

        static void Labels()
        {
            float[] logits = new float[6];
            int[] labels = [0, 1, 2];
            Iris.CrossEntropy(logits, {|SMG2001:labels|});
            Iris.CrossEntropyWithGradient(logits, new int[2], {|SMG2001:new float[3]|});
        }

        static void LabelsOfOtherTypes()
        {
            float[] logits = new float[6];
            Iris.FocalLoss(logits, {|SMG2001:new long[3]|}, 2);
            Iris.FocalLossWithGradient(logits, {|SMG2001:new byte[3]|}, 2, {|SMG2001:new float[5]|});
            Iris.FocalLoss(logits, new long[2], 2);
        }

        static void Slice(float[] x) => Iris.Predict({|SMG2001:x.AsSpan(0, 2)|});

        static void EnumHead() => Animals.Predict({|SMG2001:new float[3]|});
        """);

    [Fact]
    public Task Lengths_ThatFit_OrAreUnknown() => Members("""
        static void Fits(float[] any, float[] other, int n)
        {
            Iris.Predict([1, 2, 3]);
            Iris.Softmax(new float[6], new float[9]);
            Iris.FocalLoss(new float[6], System.Runtime.InteropServices.MemoryMarshal.Cast<int, long>(new int[4]), 2);
            Iris.Softmax(any, other);
            Iris.Softmax(new float[n], new float[n]);
            Iris.Predict(any.AsSpan(0, 3));
            Iris.CrossEntropy(new float[6], new int[] { 0, 1 });
            Animals.Predict(new float[2]);
            var row = new Iris.Row();
            Iris.Softmax(row, other);
        }
        """);

    [Fact]
    public Task Probabilities_WhereLogitsAreExpected() => Members("""
        static double A(float[] z, int[] labels)
        {
            var p = new float[z.Length];
            Iris.Softmax(z, p);
            return Iris.CrossEntropy({|SMG2002:p|}, labels).Mean;
        }

        static void B(float[] z)
        {
            Iris.Softmax(z, z);
            Iris.Softmax({|SMG2002:z|}, z);
        }

        static double C(float[] z, int[] labels)
        {
            var p = new float[z.Length];
            Iris.Softmax(z, p);
            return Iris.NegativeLogLikelihood({|SMG2002:p|}, labels).Mean;
        }

        static double D(float[] z, int[] labels)
        {
            var p = new float[z.Length];
            Iris.Softmax(z, p);
            return Iris.CrossEntropyFromProbabilities({|SMG2002:z|}, labels, 1e-7).Mean;
        }
        """);

    [Fact]
    public Task RightKinds() => Members("""
        static double A(float[] z, int[] labels)
        {
            var p = new float[z.Length];
            Iris.Softmax(z, p);
            double a = Iris.CrossEntropyFromProbabilities(p, labels, 1e-7).Mean;
            Iris.LogSoftmax(z, p);
            return a + Iris.NegativeLogLikelihood(p, labels).Mean + Iris.CrossEntropy(z, labels).Mean;
        }

        static void Loop(float[][] rows)
        {
            foreach (var row in rows) Iris.Softmax(row, row);
        }
        """);

    [Fact]
    public Task Generic_Heads() => Members("""
        static double A<THead>(float[] z, float[] p, int[] labels) where THead : ISoftmaxHead<THead, float>
        {
            THead.Softmax(z, p);
            return THead.CrossEntropy({|SMG2002:p|}, labels).Mean;
        }
        """);

    [Fact]
    public Task LogOfSoftmax() => Members("""
        static double A(float[] z, int label)
        {
            var p = new float[3];
            Iris.Softmax(z, p);
            return -{|SMG2003:Math.Log(p[label])|};
        }

        static void B(ReadOnlySpan<float> z, Span<float> p)
        {
            Iris.Softmax(z, p);
            for (int i = 0; i < p.Length; i++) p[i] = {|SMG2003:MathF.Log(p[i] + 1e-9f)|};
        }

        static double Entropy(float[] z)
        {
            var p = new float[3];
            Iris.Softmax(z, p);
            double h = 0;
            foreach (var v in p) if (v > 0) h -= v * Math.Log(v);
            return h;
        }
        """);
}
