using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Generator.Tests.Runtime;

/// <summary>The vector operations of the kernels: one meaning at every width.</summary>
public sealed class SimdTests
{
    private const int Guard = 3;

    public static TheoryData<int> Widths => [.. Vectors.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void LoadPartial_FillsTheOtherLanes(int bits)
    {
        LoadPartialFills(bits, -1f);
        LoadPartialFills(bits, double.NegativeInfinity);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void StorePartial_WritesNothingBeyond(int bits)
    {
        StorePartialKeeps<float>(bits);
        StorePartialKeeps<double>(bits);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void KeepFirst_ClearsTheOtherLanes(int bits)
    {
        KeepFirstClears(bits, float.NaN);
        KeepFirstClears(bits, double.PositiveInfinity);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SumInAllLanes_AddsByHalvesAndKeepsWhatIsLost(int bits)
    {
        // With such numbers every order of additions has its own result, and loses something.
        float[] singles = Randoms(Vectors.Lanes<float>(bits), static r => (float)Math.Pow(10, (8 * r) - 4));
        double[] doubles = Randoms(Vectors.Lanes<double>(bits), static r => Math.Floor(Math.Pow(2, 52 + (40 * r))));

        float single = SumInAllLanes(bits, singles, out float singleLow);
        double number = SumInAllLanes(bits, doubles, out double numberLow);

        Assert.Equal(SumByHalves(singles, static (a, b) => a + b), single);
        Assert.Equal(SumByHalves(doubles, static (a, b) => a + b), number);
        Assert.InRange(Math.Abs(singles.Sum(static x => (double)x) - single - singleLow) / single, 0, 1e-12);
        Assert.Equal(doubles.Aggregate(BigInteger.Zero, static (sum, x) => sum + (BigInteger)x), (BigInteger)number + (BigInteger)numberLow);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SumInAllLanes_AddsIntegers(int bits)
    {
        object small = Call(nameof(Simd.SumInAllLanes), Vectors.Create(bits, Enumerable.Range(1, Vectors.Lanes<int>(bits)).ToArray()));
        object large = Call(nameof(Simd.SumInAllLanes), Vectors.Create(bits, Enumerable.Range(1, Vectors.Lanes<long>(bits)).Select(static i => (long)i << 40).ToArray()));

        Assert.Equal(Vectors.Lanes<int>(bits) * (Vectors.Lanes<int>(bits) + 1) / 2, Assert.Single(Vectors.Elements<int>(small).Distinct()));
        Assert.Equal(((long)Vectors.Lanes<long>(bits) * (Vectors.Lanes<long>(bits) + 1) / 2) << 40, Assert.Single(Vectors.Elements<long>(large).Distinct()));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void MaxInAllLanes_FindsTheMaximumInAnyLane(int bits)
    {
        for (int lane = 0; lane < Vectors.Lanes<float>(bits); lane++)
        {
            float[] elements = [.. Enumerable.Range(0, Vectors.Lanes<float>(bits)).Select(i => i == lane ? -1f : float.NegativeInfinity)];
            Assert.All(Vectors.Elements<float>(Call(nameof(Simd.MaxInAllLanes), Vectors.Create(bits, elements))), static max => Assert.Equal(-1f, max));
        }

        for (int lane = 0; lane < Vectors.Lanes<double>(bits); lane++)
        {
            double[] elements = [.. Enumerable.Range(0, Vectors.Lanes<double>(bits)).Select(i => i == lane ? double.PositiveInfinity : i)];
            Assert.All(Vectors.Elements<double>(Call(nameof(Simd.MaxInAllLanes), Vectors.Create(bits, elements))), static max => Assert.Equal(double.PositiveInfinity, max));
        }
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(double.NaN, 1, 1)]
    [InlineData(1, double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity)]
    public void Max_OfNaNIsTheRightOne(double left, double right, double expected)
    {
        Assert.Equal((float)expected, Simd.Max((float)left, (float)right));
        Assert.Equal(expected, Simd.Max(left, right));
        foreach (int bits in Vectors.Widths)
        {
            Assert.All(Vectors.Elements<float>(CallOnSplats(bits, nameof(Simd.Max), (float)left, (float)right)), x => Assert.Equal((float)expected, x));
            Assert.All(Vectors.Elements<double>(CallOnSplats(bits, nameof(Simd.Max), left, right)), x => Assert.Equal(expected, x));
        }
    }

    [Fact]
    public void Max_OfZerosIsTheRightOne()
    {
        Assert.True(float.IsNegative(Simd.Max(0f, -0f)));
        Assert.False(double.IsNegative(Simd.Max(-0d, 0d)));
        foreach (int bits in Vectors.Widths)
        {
            Assert.All(Vectors.Elements<float>(CallOnSplats(bits, nameof(Simd.Max), 0f, -0f)), static x => Assert.True(float.IsNegative(x)));
            Assert.All(Vectors.Elements<double>(CallOnSplats(bits, nameof(Simd.Max), -0d, 0d)), static x => Assert.False(double.IsNegative(x)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void MultiplyAdd_RoundsOnce(int bits)
    {
        // (1 + ε)² − (1 + 2 ε) is ε² exactly, and 0 if the product is rounded.
        float single = 1 + MathF.Pow(2, -23);
        double number = 1 + Math.Pow(2, -52);

        Assert.Equal(MathF.Pow(2, -46), Simd.MultiplyAdd(single, single, 1 - (2 * single)));
        Assert.Equal(Math.Pow(2, -104), Simd.MultiplyAdd(number, number, 1 - (2 * number)));
        Assert.All(
            Vectors.Elements<float>(CallOnSplats(bits, nameof(Simd.MultiplyAdd), single, single, 1 - (2 * single))),
            static x => Assert.Equal(MathF.Pow(2, -46), x));
        Assert.All(
            Vectors.Elements<double>(CallOnSplats(bits, nameof(Simd.MultiplyAdd), number, number, 1 - (2 * number))),
            static x => Assert.Equal(Math.Pow(2, -104), x));
    }

    // Called by reflection, as a processor with the instruction never gets there.
    [Fact]
    public void MultiplyAddThroughDouble_RoundsOnce()
    {
        Type vector = typeof(Vector128<float>);
        var emulated = typeof(Simd)
            .GetMethod("MultiplyAddThroughDouble", BindingFlags.NonPublic | BindingFlags.Static, [vector, vector, vector])!
            .CreateDelegate<Func<Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>>>();
        Random random = new(1);
        float Any() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        for (int i = 0; i < 300_000; i++)
        {
            // Anything; numbers of few bits, whose sums lie in the middle between two floats; tiny results.
            (float a, float b, float c) = (i % 3) switch
            {
                0 => (Any(), Any(), Any()),
                1 => (random.Next(1 << 14), random.Next(1 << 14) + MathF.Pow(2, -random.Next(60)), MathF.ScaleB(random.Next(1 << 24), random.Next(-40, 20))),
                _ => (MathF.ScaleB(random.Next(1 << 24), -100), MathF.ScaleB(random.Next(1 << 24), -random.Next(60, 100)), MathF.ScaleB(random.Next(-9, 9), -149)),
            };

            float actual = emulated(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c)).ToScalar();

            Assert.Equal(MathF.FusedMultiplyAdd(a, b, c), actual);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LoadLabels_IsExactAndReadsOnePerLane(int bits)
    {
        int[] labels = [.. Enumerable.Range(0, 16).Select(static i => i * i * (i % 2 == 0 ? 1 : -100))];

        Assert.Equal(labels[..Vectors.Lanes<float>(bits)].Select(static x => (float)x), LoadLabels<float>(bits, labels));
        Assert.Equal(labels[..Vectors.Lanes<double>(bits)].Select(static x => (double)x), LoadLabels<double>(bits, labels));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void StoreClasses_WritesOnePerLane(int bits)
    {
        StoreClassesWrites(bits, static i => (float)(i * 3));
        StoreClassesWrites(bits, static i => (double)(i * 3));
    }

    private static void LoadPartialFills<T>(int bits, T fill)
        where T : unmanaged
    {
        int lanes = Vectors.Lanes<T>(bits);
        for (int count = 0; count <= lanes + 1; count++)
        {
            T[] source = [.. Enumerable.Range(1, lanes + 1).Select(static i => (T)Convert.ChangeType(i, typeof(T)))];

            Assert.Equal(
                source.Take(count).Concat(Enumerable.Repeat(fill, lanes)).Take(lanes),
                Vectors.Elements<T>(PartialAccess.Load(bits, source, count, fill)));
        }
    }

    private static void StorePartialKeeps<T>(int bits)
        where T : unmanaged
    {
        int lanes = Vectors.Lanes<T>(bits);
        T[] stored = [.. Enumerable.Range(1, lanes).Select(static i => (T)Convert.ChangeType(i, typeof(T)))];
        for (int count = 0; count <= lanes; count++)
        {
            T[] destination = new T[Guard + lanes + Guard];
            Array.Fill(destination, (T)Convert.ChangeType(-1, typeof(T)));
            T[] expected = [.. destination];
            stored.AsSpan(0, count).CopyTo(expected.AsSpan(Guard));

            PartialAccess.Store(Vectors.Create(bits, stored), destination, Guard, count);

            Assert.Equal(expected, destination);
        }
    }

    private static void KeepFirstClears<T>(int bits, T element)
        where T : unmanaged
    {
        int lanes = Vectors.Lanes<T>(bits);
        object vector = Vectors.Create(bits, Enumerable.Repeat(element, lanes).ToArray());
        for (int count = 0; count <= lanes; count++)
        {
            object kept = Method(nameof(Simd.KeepFirst), vector.GetType(), typeof(nint)).Invoke(null, [vector, (nint)count])!;

            Assert.Equal(Enumerable.Range(0, lanes).Select(i => i < count ? element : default), Vectors.Elements<T>(kept));
        }
    }

    private static T[] LoadLabels<T>(int bits, int[] labels)
        where T : unmanaged => Vectors.Elements<T>(PartialAccess.LoadLabels(Vectors.TypeOf<T>(bits), labels));

    private static void StoreClassesWrites<T>(int bits, Func<int, T> number)
        where T : unmanaged
    {
        int lanes = Vectors.Lanes<T>(bits);
        int[] destination = [.. Enumerable.Repeat(-1, Guard + lanes + Guard)];

        PartialAccess.StoreClasses(Vectors.Create(bits, Enumerable.Range(0, lanes).Select(number).ToArray()), destination, Guard);

        Assert.Equal(Enumerable.Repeat(-1, Guard).Concat(Enumerable.Range(0, lanes).Select(static i => i * 3)).Concat(Enumerable.Repeat(-1, Guard)), destination);
    }

    private static object CallOnSplats<T>(int bits, string operation, params T[] numbers) => Call(
        operation, [.. numbers.Select(number => Vectors.Create(bits, Enumerable.Repeat(number, Vectors.Lanes<T>(bits)).ToArray()))]);

    private static object Call(string operation, params object[] arguments) =>
        Method(operation, [.. arguments.Select(static argument => argument.GetType())]).Invoke(null, arguments)!;

    /// <summary>The sum and what it lost, which all lanes must have; the sum without the errors must be the same.</summary>
    private static T SumInAllLanes<T>(int bits, T[] elements, out T low)
        where T : unmanaged
    {
        object vector = Vectors.Create(bits, elements);
        object?[] arguments = [vector, Vectors.Create(bits, new T[elements.Length]), null];
        object sum = Method(nameof(Simd.SumInAllLanes), vector.GetType(), vector.GetType(), vector.GetType().MakeByRefType()).Invoke(null, arguments)!;
        low = Assert.Single(Vectors.Elements<T>(arguments[2]!).Distinct());
        T single = Assert.Single(Vectors.Elements<T>(sum).Distinct());
        Assert.All(Vectors.Elements<T>(Call(nameof(Simd.SumInAllLanes), vector)), plain => Assert.Equal(single, plain));
        return single;
    }

    private static MethodInfo Method(string name, params Type[] parameters) => typeof(Simd).GetMethod(name, parameters)
        ?? throw new InvalidOperationException($"Simd has no {name}({string.Join<Type>(", ", parameters)}).");

    private static T[] Randoms<T>(int count, Func<double, T> number)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => number(random.NextDouble()))];
    }

    private static T SumByHalves<T>(T[] numbers, Func<T, T, T> add)
    {
        int half = numbers.Length / 2;
        return half == 0 ? numbers[0] : SumByHalves([.. numbers[..half].Zip(numbers[half..], add)], add);
    }
}
