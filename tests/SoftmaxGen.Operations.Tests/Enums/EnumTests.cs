using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Enums;

/// <summary>Heads whose classes an enum names.</summary>
public sealed class EnumTests
{
    private static readonly float[] Singles = [1, 2, 3, 0.5f, -1, 0.25f, 4, 9, 3];
    private static readonly double[] Doubles = [1, 2, 3, 0.5, -1, 0.25, 4, 9, 3];

    [Fact]
    public void ClassesAreTheValues()
    {
        Assert.Equal(3, Animals.ClassCount);
        Assert.Equal(3, Lights.ClassCount);
    }

    [Fact]
    public void Predictions_AreOfTheEnum()
    {
        Assert.Equal(Animal.Bird, Animals.Predict(Singles.AsSpan(0, 3)));
        Assert.Equal(Animal.Dog, Animals.Predict(Singles.AsSpan(6, 3), out var probability));
        Assert.InRange(probability, 0.98f, 1);
        var animals = new Animal[3];
        Animals.Predict(Singles, animals);
        Assert.Equal([Animal.Bird, Animal.Cat, Animal.Hound], animals);
        var lights = new Light[3];
        Lights.Predict(Doubles, lights);
        Assert.Equal([Light.Green, Light.Red, Light.Amber], lights);
        Animals.Row row = default;
        Singles.AsSpan(0, 3).CopyTo(row);
        Assert.Equal(Animal.Bird, Animals.Predict(row));
        Assert.Equal(2, Number<Animals>(Singles.AsSpan(0, 3)));
    }

    [Fact]
    public void Labels_OfTheEnum_AreThoseOfTheNumbers()
    {
        Animal[] labels = [Animal.Bird, Animal.Cat, (Animal)(-100)];
        int[] numbers = [2, 0, -100];
        var gradient = new float[9];
        var expected = new float[9];
        Assert.Equal(Single3.CrossEntropyWithGradient(Singles, numbers, expected), Animals.CrossEntropyWithGradient(Singles, labels, gradient));
        Assert.Equal(expected, gradient);
        Assert.Equal(Single3.CrossEntropy(Singles, numbers), Animals.CrossEntropy(Singles, labels));
        Assert.Equal(
            Single3.CrossEntropy(Singles, numbers, new LossOptions<float> { LabelSmoothing = 0.1 }),
            Animals.CrossEntropy(Singles, labels, new LossOptions<float> { LabelSmoothing = 0.1 }));
        Assert.Equal(Single3.CrossEntropy(Singles.AsSpan(0, 3), 1), Animals.CrossEntropy(Singles.AsSpan(0, 3), Animal.Dog));
    }

    [Fact]
    public void Weights_OfTheMembers_Count()
    {
        Light[] labels = [Light.Green, Light.Red, Light.Amber];
        var expected = new double[9];
        var gradient = new double[9];
        var options = new LossOptions<double> { ClassWeights = [1, 2, 0.5] };
        var sum = Double3.CrossEntropyWithGradient(Doubles, [2, 0, 1], expected, options);
        Assert.Equal(sum, Lights.CrossEntropyWithGradient(Doubles, labels, gradient));
        Assert.Equal(3.5, sum.Weight);
        Assert.Equal(expected, gradient);
        Assert.Equal(sum, Lights.CrossEntropy(Doubles, labels));
    }

    private static int Number<THead>(ReadOnlySpan<float> row) where THead : ISoftmaxHead<THead, float> => THead.Predict(row);
}
