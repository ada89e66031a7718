using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>[N, K, inner] against the ordinary layout, bit for bit: every operation, with hard rows among the others, in place and not.</summary>
internal static class InnerAxisProbe
{
    private static readonly int[] OuterSizes = [1, 3];

    private static readonly int[] InnerSizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 40, 67, 130];

    /// <summary>An inner size whose classes are 4 or 8 KiB apart.</summary>
    private const int StrideOfSets = 1024;

    /// <summary>More logits than a batch has whose passes do not ask for what comes after them.</summary>
    private const int ManyBytes = 9 * 1024 * 1024;

    /// <summary>Compares all heads; one line for each that differs, and how many numbers were compared.</summary>
    public static int Run(TextWriter output)
    {
        long compared = 0;
        var failures = 0;
        foreach (var report in Reports())
        {
            compared += report.Compared;
            foreach (var line in report.Differences.Take(3))
            {
                output.WriteLine(line);
            }

            failures += report.Differences.Count;
        }

        output.WriteLine($"compared {compared}, failures {failures}");
        return failures;
    }

    private static IEnumerable<BitReport> Reports() =>
    [
        Compare<Single1, float>(), Compare<Single2, float>(), Compare<Single3, float>(), Compare<Single4, float>(), Compare<Single5, float>(),
        Compare<Single8, float>(), Compare<Single10, float>(), Compare<Single12, float>(), Compare<Single16, float>(), Compare<Single17, float>(),
        Compare<Single32, float>(), Compare<Single33, float>(), Compare<Single64, float>(), Compare<Single100, float>(), Compare<Single1000, float>(),
        Compare<Double1, double>(), Compare<Double2, double>(), Compare<Double3, double>(), Compare<Double4, double>(), Compare<Double10, double>(),
        Compare<Double16, double>(), Compare<Double33, double>(), Compare<Double100, double>(), Compare<Double1000, double>(),
        CompareMany<Single3, float>(1000), CompareMany<Single20, float>(196), CompareMany<Single33, float>(1000), CompareMany<Single100, float>(49),
        CompareMany<Double10, double>(67),

        // Where the axis is a whole number of lines long, outputs go past the caches: from the first line of theirs on, if it is long.
        CompareMany<Single3, float>(32), CompareMany<Single3, float>(16400, bytesFromLine: 4), CompareMany<Single10, float>(528, bytesFromLine: 20),
        CompareMany<Single20, float>(1024, bytesFromLine: 60), CompareMany<Single20, float>(1008, bytesFromLine: 2), CompareMany<Single100, float>(1024, bytesFromLine: 8),
        CompareMany<Single33, float>(1008, bytesFromLine: 12), CompareMany<Single1000, float>(48), CompareMany<Double3, double>(24),
        CompareMany<Double10, double>(264, bytesFromLine: 24),
        Operations<Single1, float>(), Operations<Single2, float>(), Operations<Single3, float>(), Operations<Single5, float>(), Operations<Single10, float>(),
        Operations<Single20, float>(), Operations<Single33, float>(), Operations<Single100, float>(), Operations<Single1000, float>(),
        Operations<Single3Ignore2, float>(), Operations<Single16Ignore15, float>(), Operations<Single33Ignore0, float>(), Operations<Double33Ignore0, double>(),
        Operations<Double3, double>(), Operations<Double10, double>(), Operations<Double33, double>(), Operations<Double100, double>(),
    ];

    private static BitReport Operations<THead, T>()
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => InnerOperationsProbe<THead, T>.Report();

    private static BitReport Compare<THead, T>()
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var report = new BitReport(typeof(THead).Name);
        foreach (var outer in OuterSizes)
        {
            foreach (var inner in InnerSizes.Where(inner => THead.ClassCount < 1000 || inner is 1 or 7 or 33 or 67))
            {
                Compare<THead, T>(outer, inner, report);
            }
        }

        if (THead.ClassCount is > 12 and < 1000)
        {
            // Classes that meet in few sets of a cache go another way.
            Compare<THead, T>(1, StrideOfSets, report);
        }

        return report;
    }

    /// <param name="inner">The inner size.</param>
    /// <param name="bytesFromLine">Where outputs begin, behind the start of a line of the caches.</param>
    private static BitReport CompareMany<THead, T>(int inner, int bytesFromLine = 0)
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var report = new BitReport(typeof(THead).Name);
        Compare<THead, T>((ManyBytes / (Unsafe.SizeOf<T>() * THead.ClassCount * inner)) + 1, inner, report, bytesFromLine);
        return report;
    }

    private static void Compare<THead, T>(int outer, int inner, BitReport report, int bytesFromLine = 0)
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var k = THead.ClassCount;
        var rows = outer * inner;
        var random = new Random((k * 10_000) + (outer * 1000) + inner);
        var logits = new T[rows * k];
        for (var row = 0; row < rows; row++)
        {
            HardRows.Fill(logits.AsSpan(row * k, k), random);
        }

        var labels = Enumerable.Range(0, rows).Select(row => row % 5 == 3 ? -100 : random.Next(k)).ToArray();
        var planes = Planes.Of(logits, k, inner);
        var expected = new T[rows * k];
        var actual = OfBytesFromLine<T>(rows * k, bytesFromLine);
        var expectedRows = new T[rows];
        var actualRows = new T[rows];
        report.At = $"[{outer}, K, {inner}]";

        THead.Softmax(logits, expected);
        THead.Softmax(planes, inner, actual);
        report.Same("softmax", Planes.Of(expected, k, inner), actual.ToArray());
        THead.LogSoftmax(logits, expected);
        THead.LogSoftmax(planes, inner, actual);
        report.Same("log-softmax", Planes.Of(expected, k, inner), actual.ToArray());
        var inPlace = planes.ToArray();
        THead.LogSoftmax(inPlace, inner, inPlace);
        report.Same("log-softmax in place", actual.ToArray(), inPlace);
        inPlace = planes.ToArray();
        THead.Softmax(planes, inner, actual);
        THead.Softmax(inPlace, inner, inPlace);
        report.Same("softmax in place", actual.ToArray(), inPlace);

        THead.LogSumExp(logits, expectedRows);
        THead.LogSumExp(planes, inner, actualRows);
        report.Same("logsumexp", expectedRows, actualRows);
        var expectedClasses = new int[rows];
        var actualClasses = new int[rows];
        THead.Predict(logits, expectedClasses);
        THead.Predict(planes, inner, actualClasses);
        report.Same("predict", expectedClasses, actualClasses);

        var sum = THead.CrossEntropy(logits, labels, expectedRows);
        report.Same("loss sum", [sum], [THead.CrossEntropy(planes, inner, labels, actualRows)]);
        report.Same("loss", expectedRows, actualRows);
        report.Same("loss sum alone", [sum], [THead.CrossEntropy(planes, inner, labels)]);
        THead.CrossEntropyWithGradient(logits, labels, expected);
        report.Same("loss sum with gradient", [sum], [THead.CrossEntropyWithGradient(planes, inner, labels, actual)]);
        report.Same("gradient", Planes.Of(expected, k, inner), actual.ToArray());
        inPlace = planes.ToArray();
        THead.CrossEntropyWithGradient(inPlace, inner, labels, inPlace);
        report.Same("gradient in place", actual.ToArray(), inPlace);

        // One loss that is no number, or huge, hides the others in a sum; where some are tiny, it depends on what is added to what.
        for (var row = 0; row < rows; row += 2)
        {
            labels[row] = expectedClasses[row];
        }

        THead.CrossEntropy(logits, labels, expectedRows);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = expectedRows[row] < T.CreateChecked(64) ? labels[row] : -100;
        }

        sum = THead.CrossEntropy(logits, labels);
        report.Same("sum of small losses", [sum], [THead.CrossEntropy(planes, inner, labels)]);
        report.Same("sum of small losses with gradient", [sum], [THead.CrossEntropyWithGradient(planes, inner, labels, actual)]);
    }

    private static Span<T> OfBytesFromLine<T>(int length, int bytes)
        where T : unmanaged
    {
        const int LineBytes = 64;
        var memory = GC.AllocateArray<byte>((length * Unsafe.SizeOf<T>()) + (2 * LineBytes), pinned: true);
        var toLine = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & (LineBytes - 1));
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref memory[toLine + bytes]), length);
    }
}
