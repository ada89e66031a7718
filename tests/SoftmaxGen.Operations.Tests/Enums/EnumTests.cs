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

    [Fact]
    public void EveryLoss_TakesTheEnum()
    {
        Animal[] animals = [Animal.Bird, Animal.Cat, (Animal)(-100)];
        Animal[] otherAnimals = [Animal.Cat, Animal.Dog, (Animal)(-100)];
        int[] numbers = [2, 0, -100];
        int[] otherNumbers = [0, 1, -100];
        var options = new LossOptions<float> { LabelSmoothing = 0.1 };

        Assert.Equal(Single3.FocalLoss(Singles, numbers, 2), Animals.FocalLoss(Singles, animals, 2));
        Assert.Equal(Single3.Poly1Loss(Singles, numbers, 1), Animals.Poly1Loss(Singles, animals, 1));
        Assert.Equal(Single3.NegativeLogLikelihood(Singles, numbers), Animals.NegativeLogLikelihood(Singles, animals));
        Assert.Equal(Single3.MixedCrossEntropy(Singles, numbers, otherNumbers, 0.3), Animals.MixedCrossEntropy(Singles, animals, otherAnimals, 0.3));
        Assert.Equal(Single3.CrossEntropy(Singles, 3, numbers, options), Animals.CrossEntropy(Singles, 3, animals, options));
        var evaluation = new Evaluation(3);
        Animals.Evaluate(Singles, animals, evaluation);
        Assert.Equal(2, evaluation.Count);
    }

    [Fact]
    public void EveryLoss_TakesAnEnumOfBytes()
    {
        Light[] lights = [Light.Green, Light.Red, Light.Amber];
        int[] numbers = [2, 0, 1];
        var options = new LossOptions<double> { ClassWeights = [1, 2, 0.5] };
        var expected = new double[9];
        var gradient = new double[9];

        Assert.Equal(Double3.FocalLossWithGradient(Doubles, numbers, 2, expected, options), Lights.FocalLossWithGradient(Doubles, lights, 2, gradient));
        Assert.Equal(expected, gradient);
        Assert.Equal(Double3.CrossEntropy(Doubles, 3, numbers, options), Lights.CrossEntropy(Doubles, 3, lights));

        var classes = new int[6];
        var predicted = new Light[6];
        Double3.TopK(Doubles, 2, classes);
        Lights.TopK(Doubles, 2, predicted);
        Assert.Equal(classes, predicted.Select(static light => (int)light));
        predicted = new Light[3];
        Lights.Predict(Doubles, 3, predicted);
        Assert.Equal([Light.Green, Light.Green, Light.Red], predicted);

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Lights.FocalLoss(Doubles, [Light.Red, (Light)77, Light.Red], 2));
        Assert.Contains("Row 1 has the label 77", refused.Message);
        Assert.Throws<ArgumentException>(() => Lights.TopK(Doubles, 2, predicted));
        Assert.Equal([Light.Green, Light.Green, Light.Red], predicted);
    }

    private static int Number<THead>(ReadOnlySpan<float> row) where THead : ISoftmaxHead<THead, float> => THead.Predict(row);
}
