using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0003.</summary>
public sealed class ElementTypeMustBeSupportedTests
{
    [Theory]
    [InlineData("typeof(int)")]
    [InlineData("typeof(decimal)")]
    [InlineData("typeof(Half)")]
    [InlineData("typeof(float?)")]
    [InlineData("typeof(float[])")]
    [InlineData("typeof(void)")]
    [InlineData("typeof(Span<>)")]
    [InlineData("null!")]
    public Task OtherThanFloatOrDouble_IsReported(string elementType) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, ElementType = {{|SMG0003:{elementType}|}})] partial class Iris;");

    [Theory]
    [InlineData("typeof(float)")]
    [InlineData("typeof(double)")]
    [InlineData("typeof(Single)")]
    [InlineData("typeof(System.Double)")]
    public Task FloatOrDouble_IsFine(string elementType) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, ElementType = {elementType})] partial class Iris;");

    [Theory]
    [InlineData("typeof({|CS0246:Missing|})")]
    [InlineData("{|CS0029:1|}")]
    public Task WhatTheCompilerRejects_IsNotReportedAgain(string elementType) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, ElementType = {elementType})] partial class Iris;");
}
