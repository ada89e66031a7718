using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0012.</summary>
public sealed class LossConstantsMustMakeSenseTests
{
    [Theory]
    [InlineData("LabelSmoothing = {|SMG0012:1.5|}")]
    [InlineData("LabelSmoothing = {|SMG0012:-0.1|}")]
    [InlineData("LabelSmoothing = {|SMG0012:double.NaN|}")]
    [InlineData("ZLoss = {|SMG0012:-1|}")]
    [InlineData("ZLoss = {|SMG0012:double.PositiveInfinity|}")]
    [InlineData("Temperature = {|SMG0012:0|}")]
    [InlineData("Temperature = {|SMG0012:-2|}")]
    [InlineData("SoftCap = {|SMG0012:-30|}")]
    [InlineData("ClassWeights = {|SMG0012:new double[] { 1, 2 }|}")]
    [InlineData("ClassWeights = {|SMG0012:new double[] { 1, 2, double.NaN }|}")]
    public Task WhatMakesNoSense_IsReported(string argument) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, {argument})] partial class Iris;");

    [Theory]
    [InlineData("LabelSmoothing = 0.1, ZLoss = 1e-4, Temperature = 2, SoftCap = 30")]
    [InlineData("LabelSmoothing = 1, ZLoss = 0, Temperature = 1, SoftCap = 0")]
    [InlineData("ClassWeights = new double[] { 1, -2, 0 }")]
    [InlineData("ClassWeights = null")]
    [InlineData("ClassWeights = new double[0]")]
    public Task WhatMakesSense_IsFine(string arguments) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, {arguments})] partial class Iris;");

    [Theory]
    [InlineData("LabelSmoothing = {|CS0029:\"much\"|}")]
    public Task WhatTheCompilerRejects_IsNotReportedAgain(string argument) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3, {argument})] partial class Iris;");
}
