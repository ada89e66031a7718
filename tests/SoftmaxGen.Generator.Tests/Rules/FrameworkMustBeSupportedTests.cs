using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0007.</summary>
public sealed class FrameworkMustBeSupportedTests
{
    /// <summary>A framework small enough to be written here, and SoftmaxGen.</summary>
    private const string OldFramework = """
        namespace System
        {
            public class Object;
            public abstract class ValueType;
            public abstract class Enum : ValueType;
            public struct Void;
            public struct Boolean;
            public struct Int32;
            public class String;
            public class Type;
            public class Attribute;
            public enum AttributeTargets;
            public sealed class AttributeUsageAttribute(AttributeTargets validOn) : Attribute;
        }

        namespace SoftmaxGen
        {
            public sealed class SoftmaxHeadAttribute : System.Attribute { public int K { get; set; } }
            public interface ISoftmaxHead<TSelf, T>;
            public interface ISoftmaxHeadCore<TSelf, T>;
            public struct LossSum;
            public enum Reduction;
            public enum HessianConvention;
            public ref struct LossOptions<T>;
            public struct BFloat16;
            public class Evaluation;
        }

        namespace SoftmaxGen.Runtime
        {
            public static class HeadGuard;
            public enum LossParts;
            public static class Simd;
        }
        """;

    private const string NewTypes = """
        namespace System.Runtime.Intrinsics { public static class Vector512; }
        namespace System.Runtime.CompilerServices { public sealed class InlineArrayAttribute : Attribute; }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("namespace System.Runtime.CompilerServices { internal sealed class InlineArrayAttribute : System.Attribute; }")]
    public Task OldFramework_IsReportedOnTheAttribute(string polyfill) =>
        VerifyAsync("[{|SMG0007:SoftmaxGen.SoftmaxHead(K = 3)|}] partial class Iris;", polyfill);

    [Fact]
    public Task NewFramework_IsFine() => VerifyAsync("[SoftmaxGen.SoftmaxHead(K = 3)] partial class Iris;", "", OldFramework + NewTypes);

    private static Task VerifyAsync(string source, string additional, string framework = OldFramework) =>
        new CSharpAnalyzerTest<HeadDeclarationAnalyzer, DefaultVerifier>
        {
            ReferenceAssemblies = ReferenceAssemblies.None,
            CompilerDiagnostics = CompilerDiagnostics.None,
            TestState = { Sources = { source, additional }, AdditionalReferences = { Compile(framework) } },
        }.RunAsync();

    private static MetadataReference Compile(string framework) => CSharpCompilation.Create(
        "Framework",
        [CSharpSyntaxTree.ParseText(framework)],
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
}
