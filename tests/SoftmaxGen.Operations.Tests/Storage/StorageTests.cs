using SoftmaxGen.Tests.Formulas;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Storage;

/// <summary>Batches stored in 16 bits per number: the results of float, rounded once.</summary>
public sealed class StorageTests
{
    private static LossOptions<float> Options => new() { LabelSmoothing = 0.1, Reduction = Reduction.Sum };

    [Fact]
    public void Halves_AreComputedInFloat()
    {
        var batch = new FormulaBatch<float>(10, 37);
        var halves = Array.ConvertAll(batch.Logits, static value => (Half)value);
        var floats = Array.ConvertAll(halves, static value => (float)value);
        var expected = new float[370];
        var actual = new Half[370];

        Single10.Softmax(floats, expected);
        Single10.Softmax(halves, actual);
        Assert.Equal(Array.ConvertAll(expected, static value => (Half)value), actual);
        Single10.LogSoftmax(floats, expected);
        var inPlace = (Half[])halves.Clone();
        Single10.LogSoftmax(inPlace, inPlace);
        Assert.Equal(Array.ConvertAll(expected, static value => (Half)value), inPlace);
        var sum = Single10.CrossEntropyWithGradient(floats, batch.Labels, expected, Options);
        Assert.Equal(sum, Single10.CrossEntropyWithGradient(halves, batch.Labels, actual, Options));
        Assert.Equal(Array.ConvertAll(expected, static value => (Half)value), actual);
        Assert.Equal(sum, Single10.CrossEntropy(halves, batch.Labels, Options));
        var losses = new float[37];
        var plain = new float[37];
        Single10.CrossEntropy(halves, batch.Labels, losses, Options);
        Single10.CrossEntropy(floats, batch.Labels, plain, Options);
        Assert.Equal(plain, losses);
    }

    [Fact]
    public void BFloat16_IsComputedInFloat()
    {
        var batch = new FormulaBatch<float>(3, 37);
        var brains = Array.ConvertAll(batch.Logits, static value => (BFloat16)value);
        var floats = Array.ConvertAll(brains, static value => (float)value);
        var expected = new float[111];
        var actual = new BFloat16[111];

        Single3.Softmax(floats, expected);
        Single3.Softmax(brains, actual);
        Assert.Equal(Array.ConvertAll(expected, static value => (BFloat16)value), actual);
        var sum = Single3.CrossEntropyWithGradient(floats, batch.Labels, expected, Options);
        Assert.Equal(sum, Single3.CrossEntropyWithGradient(brains, batch.Labels, actual, Options));
        Assert.Equal(Array.ConvertAll(expected, static value => (BFloat16)value), actual);
    }

    /// <summary>Over an inner axis, the bits of rows: less than a vector, whole ones, and not; in place, too.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(2500)]
    public void InnerAxes_HaveTheBitsOfRows(int inner)
    {
        const int Outer = 2;
        const int K = 10;
        var rows = Outer * inner;
        var batch = new FormulaBatch<float>(K, rows);
        var halves = Array.ConvertAll(batch.Logits, static value => (Half)value);
        var brains = Array.ConvertAll(batch.Logits, static value => (BFloat16)value);
        Half[] expected = new Half[halves.Length], actual = ToPlanes(halves, K, inner);
        BFloat16[] expectedBrains = new BFloat16[halves.Length], actualBrains = new BFloat16[halves.Length];

        Single10.Softmax(halves, expected);
        Single10.Softmax(actual, inner, actual);
        Assert.Equal(ToPlanes(expected, K, inner), actual);
        Single10.LogSoftmax(brains, expectedBrains);
        Single10.LogSoftmax(ToPlanes(brains, K, inner), inner, actualBrains);
        Assert.Equal(ToPlanes(expectedBrains, K, inner), actualBrains);

        float[] losses = new float[rows], actualLosses = new float[rows];
        var sum = Single10.CrossEntropyWithGradient(halves, batch.Labels, expected, Options);
        Assert.Equal(sum, Single10.CrossEntropyWithGradient(ToPlanes(halves, K, inner), inner, batch.Labels, actual, Options));
        Assert.Equal(ToPlanes(expected, K, inner), actual);
        Single10.CrossEntropy(halves, batch.Labels, losses, Options);
        Assert.Equal(sum, Single10.CrossEntropy(ToPlanes(halves, K, inner), inner, batch.Labels, actualLosses, Options));
        Assert.Equal(losses, actualLosses);
        Assert.Equal(Single10.CrossEntropy(brains, batch.Labels), Single10.CrossEntropy(ToPlanes(brains, K, inner), inner, batch.Labels));
        Assert.Throws<ArgumentException>(() => Single10.Softmax(new Half[K * 3], 2, new Half[K * 3]));
    }

    private static TStored[] ToPlanes<TStored>(TStored[] rows, int classCount, int inner) =>
        [.. Enumerable.Range(0, rows.Length).Select(i => rows[(((i / (classCount * inner) * inner) + (i % inner)) * classCount) + (i / inner % classCount)])];

    /// <summary>Every half there is, and floats around every rounding: through the vectors and through single conversions.</summary>
    [Fact]
    public void Conversions_OfVectors_AreThoseOfSingleNumbers()
    {
        var every = Enumerable.Range(0, 1 << 16).Select(static bits => BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray();
        var widened = new float[every.Length];
        SoftmaxGen.Runtime.Conversions.Widen(every, widened);
        Assert.All(Enumerable.Range(0, every.Length), i => Assert.True(((float)every[i]).Equals(widened[i]), $"{every[i]}"));

        var floats = every.Select(static half => (float)half)
            .SelectMany(static value => new[] { value, MathF.BitIncrement(value), MathF.BitDecrement(value), value * 1.00048828125f, MathF.BitIncrement(value * 1.00048828125f) })
            .Append(65520f).Append(MathF.BitDecrement(65520f)).Append(float.MaxValue).Append(1e-30f).ToArray();
        var halves = new Half[floats.Length];
        SoftmaxGen.Runtime.Conversions.Narrow(floats, halves);
        Assert.All(Enumerable.Range(0, floats.Length), i => Assert.True(((Half)floats[i]).Equals(halves[i]), $"{floats[i]:R}: {halves[i]} instead of {(Half)floats[i]}"));

        var brains = new BFloat16[floats.Length];
        SoftmaxGen.Runtime.Conversions.Narrow(floats, brains);
        Assert.All(Enumerable.Range(0, floats.Length), i => Assert.Equal((BFloat16)floats[i], brains[i]));
        var back = new float[floats.Length];
        SoftmaxGen.Runtime.Conversions.Widen(brains, back);
        Assert.All(Enumerable.Range(0, floats.Length), i => Assert.True(((float)brains[i]).Equals(back[i])));
    }
}
