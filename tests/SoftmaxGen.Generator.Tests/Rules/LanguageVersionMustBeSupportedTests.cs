using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0006.</summary>
public sealed class LanguageVersionMustBeSupportedTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    public Task OldLanguage_IsReportedOnTheAttribute(LanguageVersion version) => new HeadDeclarationTest
    {
        LanguageVersion = version,
        TestCode = "[{|SMG0006:SoftmaxHead(K = 3)|}] partial class Iris { }",
    }.RunAsync();

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public Task NewLanguage_IsFine(LanguageVersion version) => new HeadDeclarationTest
    {
        LanguageVersion = version,
        TestCode = "[SoftmaxHead(K = 3)] partial class Iris { }",
    }.RunAsync();
}
