namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>Constants of the attribute: what is absent emits nothing.</summary>
public sealed class ConstantsTests
{
    [Theory]
    [InlineData("LabelSmoothing = 0")]
    [InlineData("ZLoss = 0")]
    [InlineData("Temperature = 1")]
    [InlineData("SoftCap = 0")]
    [InlineData("ClassWeights = new double[0]")]
    [InlineData("ClassWeights = null")]
    [InlineData("LabelSmoothing = 0, ZLoss = 0, Temperature = 1, SoftCap = 0, ClassWeights = null")]
    public void ConstantsThatChangeNothing_LeaveTheTextOfTheDefaultHead(string constants) =>
        Assert.Equal(Generate("[SoftmaxHead(K = 3)] partial class Iris;"), Generate($"[SoftmaxHead(K = 3, {constants})] partial class Iris;"));

    [Theory]
    [InlineData("LabelSmoothing = 0.1", "0.1")]
    [InlineData("ZLoss = 0.25", "0.25")]
    [InlineData("Temperature = 2.5", "2.5")]
    [InlineData("SoftCap = 30.5", "30.5")]
    [InlineData("ClassWeights = new double[] { 1, 2.5, 3 }", "{ 1f, 2.5f, 3f }")]
    public void Constants_AreInTheText(string constant, string literal)
    {
        string plain = Generate("[SoftmaxHead(K = 3)] partial class Iris;");
        string text = Generate($"[SoftmaxHead(K = 3, {constant})] partial class Iris;");

        Assert.DoesNotContain("static class Constants", plain, StringComparison.Ordinal);
        string constants = text[text.IndexOf("static class Constants", StringComparison.Ordinal)..];
        Assert.Contains(literal, constants[..constants.IndexOf("file struct", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    private static string Generate(string head) =>
        Assert.Single(HeadRun.Of("", head).Edit("B.cs", "using SoftmaxGen;\n" + head).GeneratedTexts).Value;
}
