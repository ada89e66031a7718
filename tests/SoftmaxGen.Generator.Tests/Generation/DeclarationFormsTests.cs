using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>What is generated for every form of declaration compiles without a warning, whatever surrounds it.</summary>
public sealed class DeclarationFormsTests
{
    // A K of 200 is a short text with the Row type, and 300 a short one without; the blocks of rows of a small K are long.
    [Theory]
    [InlineData("public sealed partial class Iris;")]
    [InlineData("internal abstract partial class Iris { }")]
    [InlineData("static partial class Iris { }")]
    [InlineData("partial struct Iris;")]
    [InlineData("public readonly partial struct Iris;")]
    [InlineData("ref partial struct Iris;")]
    [InlineData("readonly ref partial struct Iris;")]
    [InlineData("partial record Iris;")]
    [InlineData("public sealed partial record Iris(int Age);")]
    [InlineData("partial record class Iris;")]
    [InlineData("partial record struct Iris;")]
    [InlineData("readonly partial record struct Iris(int Age);")]
    [InlineData("partial class Iris<T>;")]
    [InlineData("partial struct Iris<TKey, @in> where TKey : class, IComparable<TKey> where @in : unmanaged;")]
    [InlineData("partial class @class;")]
    [InlineData("partial class @record;")]
    [InlineData("partial class Ирис;")]
    [InlineData("partial class Iris(int age) { int Age => age; }")]
    [InlineData("partial class Iris : ISoftmaxHead<Iris, float> { }")]
    [InlineData("partial class Iris : IDisposable { public void Dispose() { } }")]
    public Task Head_OfAnyKind(string declaration) =>
        HeadGeneratorTest.VerifyAsync($"#pragma warning disable CS8981\n[SoftmaxHead(K = 300)] {declaration}");

    [Theory]
    [InlineData("partial class Outer { [SoftmaxHead(K = 300)] private partial class Iris; }")]
    [InlineData("partial class Outer { [SoftmaxHead(K = 300)] private protected static partial class Iris; }")]
    [InlineData("static partial class Outer { [SoftmaxHead(K = 300)] public partial class Iris; }")]
    [InlineData("partial struct Outer { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("ref partial struct Outer { [SoftmaxHead(K = 300)] partial struct Iris; }")]
    [InlineData("partial interface IOuter { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("partial record Outer(int A) { [SoftmaxHead(K = 300)] partial record Iris(int B); }")]
    [InlineData("partial record struct Outer { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("partial class Outer<T> where T : new() { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 300)] partial class Iris<U> where U : T; }")]
    [InlineData("partial interface IOuter<in T, out U> { [SoftmaxHead(K = 300)] partial class {|CS8427:Iris|}; }")]
    [InlineData("partial interface IOuter<out @class> { partial struct {|CS8427:Inner|}<V> { [SoftmaxHead(K = 300)] partial struct Iris<W>; } }")]
    [InlineData("partial class @class { partial struct @event { [SoftmaxHead(K = 300)] partial class @return; } }")]
    public Task Head_InAnyType(string source) => HeadGeneratorTest.VerifyAsync("#pragma warning disable CS8981\n" + source);

    [Theory]
    [InlineData("namespace N { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace N; [SoftmaxHead(K = 300)] partial class Iris;")]
    [InlineData("namespace A.B { namespace C.D { [SoftmaxHead(K = 300)] partial class Iris; } }")]
    [InlineData("namespace My.@event.@namespace; [SoftmaxHead(K = 300)] partial class Iris;")]
    [InlineData("namespace My.System { class Span; } namespace My { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace My.System.Runtime { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace My.SoftmaxGen.Runtime { [global::SoftmaxGen.SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace SoftmaxGen.Generated { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace __SoftmaxGenKernels { [SoftmaxHead(K = 300)] partial class Iris; class Vector; }")]
    [InlineData("namespace SoftmaxGen.Generated { class Kernels256; class ScalarKernels; class Kernels; } [SoftmaxHead(K = 300)] partial class Iris;")]
    [InlineData("namespace SoftmaxGen.Runtime { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace System { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace Iris { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("namespace N { [SoftmaxHead(K = 300)] partial class Iris; [SoftmaxHead(K = 301)] partial class IRIS; }")]
    [InlineData("namespace N { [SoftmaxHead(K = 300)] partial class Iris; } namespace n { [SoftmaxHead(K = 301)] partial class Iris; }")]
    [InlineData("[SoftmaxHead(K = 300)] partial class Iris; [SoftmaxHead(K = 300)] partial class Iris<T>;")]
    public Task Head_InAnyNamespace(string source) => HeadGeneratorTest.VerifyAsync("#pragma warning disable CS8981\n" + source);

    [Theory]
    [InlineData("Vector512", "Vector256", "Vector128", "Vector")]
    [InlineData("Span", "ReadOnlySpan", "Math", "MathF", "BitConverter", "ArgumentException")]
    [InlineData("Unsafe", "MemoryMarshal", "MethodImpl", "MethodImplAttribute", "InlineArray", "InlineArrayAttribute")]
    [InlineData("Kernels", "Kernels512", "Kernels256", "Kernels128", "ScalarKernels", "LossBatch", "Offset")]
    [InlineData("SG", "V", "C", "__kernels", "Simd", "HeadGuard", "LossLanes", "LossSum", "Reduction")]
    [InlineData("Row", "Float", "Single", "Double", "Int32", "@float", "@double", "@int", "@void")]
    [InlineData("Softmax", "LogSoftmax", "LogSumExp", "Predict", "CrossEntropy", "CrossEntropyWithGradient")]
    public async Task TypesWithOurNames_ChangeNothing(params string[] names)
    {
        string types = string.Concat(names.Select(static name => $"public class {name};\n"));

        await HeadGeneratorTest.VerifyAsync($"namespace N;\n{types}[SoftmaxHead(K = 200)] partial class Iris;");
        await HeadGeneratorTest.VerifyAsync($"{types.Replace("class Reduction;", "class Reductions;")}[SoftmaxHead(K = 200)] partial class Iris;");
        await HeadGeneratorTest.VerifyAsync($"partial class Outer {{\n{types}[SoftmaxHead(K = 200)] partial class Iris; }}");
    }

    [Theory]
    [InlineData("public static void Softmax(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("public class Softmax; public class Predict;")]
    [InlineData("public int Predict = 1; public int ClassCount => 2;")]
    [InlineData("public struct Row { } public static float LogSumExp(in Row row) => 0;")]
    [InlineData("public class Iris; public class System; public class SoftmaxGen;")]
    [InlineData("public class Kernels; public class SG; public class C; public class V; public class Offset;")]
    public async Task MembersOfABaseClass_AreHidden(string members)
    {
        await HeadGeneratorTest.VerifyAsync($"class Base {{ {members} }}\n[SoftmaxHead(K = 200)] partial class Iris : Base;");
        await HeadGeneratorTest.VerifyAsync($"class Base<T> {{ {members} }}\npartial class Outer<T> {{ [SoftmaxHead(K = 200)] partial class Iris : Base<T>; }}");
    }

    [Fact]
    public Task PartsInSeveralFiles() => HeadGeneratorTest.VerifyAsync(
        "namespace N; [SoftmaxHead(K = 10)] public partial class Iris;",
        "namespace N { partial class Iris { int A => ClassCount; } }",
        "namespace N { partial class Iris : IDisposable { void IDisposable.Dispose() => Softmax(new float[10], new float[10]); } }");

    [Fact]
    public Task TwoHeadsInAFile() => HeadGeneratorTest.VerifyAsync(
        "[SoftmaxHead(K = 2)] partial class Two; [SoftmaxHead(K = 20, ElementType = typeof(double))] partial class Twenty;");

    [Fact]
    public Task HeadInAHead() => HeadGeneratorTest.VerifyAsync(
        "[SoftmaxHead(K = 2)] partial class Two { [SoftmaxHead(K = 20)] partial class Twenty; }");

    [Fact]
    public async Task ProjectSettings_OfAnyStrictness()
    {
        const string source = "#nullable enable annotations\n[SoftmaxHead(K = 10)] public partial class Iris; [SoftmaxHead(K = 200, ElementType = typeof(double))] public partial struct Wine;";
        CSharpCompilationOptions defaults = new HeadGeneratorTest().CompilationOptions;
        CSharpCompilationOptions[] settings =
        [
            defaults.WithOverflowChecks(true),
            defaults.WithNullableContextOptions(NullableContextOptions.Disable),
            defaults.WithOptimizationLevel(OptimizationLevel.Release).WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error),
            defaults.WithAllowUnsafe(false).WithPlatform(Platform.X64),
        ];

        foreach (CSharpCompilationOptions options in settings)
        {
            await new HeadGeneratorTest(source) { CompilationOptions = options }.RunAsync();
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public async Task LanguageVersion_FromTwelveOn(LanguageVersion version)
    {
        const string source = "[SoftmaxHead(K = 10)] partial class Iris; [SoftmaxHead(K = 300, ElementType = typeof(double))] partial class Wine;";

        await new HeadGeneratorTest(source) { LanguageVersion = version }.RunAsync();
    }
}
