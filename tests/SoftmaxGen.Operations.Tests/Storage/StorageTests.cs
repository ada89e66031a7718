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
