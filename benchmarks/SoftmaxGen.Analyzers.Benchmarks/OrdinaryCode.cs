using System.Globalization;
using System.Text;

namespace SoftmaxGen.Analyzers.Benchmarks;

/// <summary>Writes source files as a large business application has them, some with a softmax in it if wanted.</summary>
internal static class OrdinaryCode
{
    /// <summary>One in so many files has a softmax, a sigmoid and a loss.</summary>
    private const int SoftmaxEvery = 50;

    private const int MethodsPerFile = 4;

    public static IEnumerable<string> Write(int files, bool withSoftmax)
    {
        for (int i = 0; i < files; i++)
        {
            yield return WriteFile(i, withSoftmax && i % SoftmaxEvery == 0);
        }
    }

    private static string WriteFile(int index, bool withSoftmax)
    {
        string n = index.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.AppendLine("using System; using System.Collections.Generic; using System.Linq;");
        text.AppendLine("namespace Shop.Part" + n + ";");
        text.AppendLine("public sealed record Order" + n + "(int Id, string Customer, decimal Amount, DateTime Placed);");
        text.AppendLine("public sealed class Orders" + n + " {");
        text.AppendLine("private readonly List<Order" + n + "> _orders = new(); private readonly Dictionary<string, decimal> _totals = new();");
        for (int m = 0; m < MethodsPerFile; m++)
        {
            string name = m.ToString(CultureInfo.InvariantCulture);
            text.AppendLine($$"""
                public IReadOnlyList<string> Report{{name}}(DateTime from, DateTime until, string prefix)
                {
                    var lines = new List<string>();
                    decimal expected = 0;
                    foreach (var order in _orders)
                    {
                        if (order.Placed < from || order.Placed >= until) continue;
                        if (!_totals.TryGetValue(order.Customer, out var total)) total = 0;
                        total += order.Amount;
                        _totals[order.Customer] = total;
                        expected += order.Amount / {{m + 1}};
                        lines.Add(prefix + order.Id + ": " + order.Customer + " " + total.ToString("F2"));
                    }
                    try { for (int i = 0; i < lines.Count; i++) lines[i] = lines[i].Trim().ToUpperInvariant(); }
                    catch (InvalidOperationException exception) { Console.Error.WriteLine(exception.Message); }
                    return lines.Count > 0 ? lines : new List<string> { "nothing expected before " + until + expected };
                }
                """);
        }

        if (withSoftmax)
        {
            text.AppendLine("""
                public static double[] Softmax(double[] x) { var s = x.Sum(v => Math.Exp(v)); return x.Select(v => Math.Exp(v) / s).ToArray(); }
                public static double Loss(double[] x, int label) { var p = Softmax(x); return -Math.Log(p[label]); }
                public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
                public static double[] Stable(double[] x) { var m = x.Max(); double s = 0; var e = new double[x.Length]; for (int i = 0; i < x.Length; i++) { e[i] = Math.Exp(x[i] - m); s += e[i]; } for (int i = 0; i < x.Length; i++) e[i] /= s; return e; }
                """);
        }

        return text.AppendLine("}").ToString();
    }
}
