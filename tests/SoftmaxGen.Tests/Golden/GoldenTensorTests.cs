namespace SoftmaxGen.Tests.Golden;

/// <summary>The spelling of tensors in the golden files.</summary>
public sealed class GoldenTensorTests
{
    [Fact]
    public void Parse_OfFloatWords_KeepsEveryBit()
    {
        var tensor = GoldenTensor.Parse("f32[2,2]:3dcccccd 80000000 7f800000 00000001");
        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal([0.1f, -0f, float.PositiveInfinity, float.Epsilon], tensor.Values<float>());
        Assert.True(float.IsNegative(tensor.Values<float>()[1]));
    }

    [Fact]
    public void Parse_OfDoubleWords_KeepsEveryBit() =>
        Assert.Equal([0.1, -double.Epsilon], GoldenTensor.Parse("f64[2]:3fb999999999999a 8000000000000001").Values<double>());

    [Fact]
    public void Parse_OfIntegers_ReadsThemInDecimal() =>
        Assert.Equal([2, 0, -100], GoldenTensor.Parse("int[3]:2 0 -100").Integers());

    [Fact]
    public void Parse_OfAScalarAndOfAnEmptyTensor_FollowsTheShape()
    {
        Assert.Equal([0.5f], GoldenTensor.Parse("f32[]:3f000000").Values<float>());
        Assert.Empty(GoldenTensor.Parse("f64[0,3]:").Values<double>());
    }

    [Theory]
    [InlineData("f32[3]:3f000000")]
    [InlineData("f32[]:")]
    public void Parse_OfTooFewWords_Throws(string text) => Assert.Throws<FormatException>(() => GoldenTensor.Parse(text));

    [Fact]
    public void Values_OfAnotherType_Throw() => Assert.Throws<FormatException>(() => GoldenTensor.Parse("f32[]:3f000000").Values<double>());
}
