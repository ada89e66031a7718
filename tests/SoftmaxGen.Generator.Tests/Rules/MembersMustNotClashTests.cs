using System.Reflection;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Tests.Generation;
using SoftmaxGen.Generator.Tests.TestSupport;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0005.</summary>
public sealed class MembersMustNotClashTests
{
    [Theory]
    [InlineData("int {|SMG0005:ClassCount|};")]
    [InlineData("static int {|SMG0005:ClassCount|} => 3;")]
    [InlineData("void {|SMG0005:ClassCount|}() { }")]
    [InlineData("event Action {|SMG0005:Softmax|} { add { } remove { } }")]
    [InlineData("class {|SMG0005:Softmax|}<T> { }")]
    [InlineData("delegate void {|SMG0005:Row|}();")]
    [InlineData("void {|SMG0005:Row|}() { }")]
    [InlineData("static void {|SMG0005:Softmax|}(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("int {|SMG0005:LogSumExp|}(ReadOnlySpan<float> a) => 0;")]
    [InlineData("int {|SMG0005:Predict|}(ReadOnlySpan<float> a, ref float b) => 0;")]
    [InlineData("int {|SMG0005:CrossEntropyWithGradient|}(ReadOnlySpan<float> a, ReadOnlySpan<int> b, Span<float> c, Reduction d) => 0;")]
    [InlineData("void {|SMG0005:Softmax|}(in {|CS0246:Row|} a, ref {|CS0246:Row|} b) { }")]
    [InlineData("int {|SMG0005:Entropy|};")]
    [InlineData("class {|SMG0005:SoftCap|} { }")]
    [InlineData("void {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> a, ClassLabels b, in LossOptions<float> c) { }")]
    [InlineData("void {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> a, ClassLabels b, ref LossOptions<float> c) { }")]
    [InlineData("void {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> a, ClassLabels b, ref readonly LossOptions<float> c) { }")]
    [InlineData("void {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> a, int b, ClassLabels c, Span<float> d, in LossOptions<float> e = default) { }")]
    [InlineData("void {|SMG0005:FocalLoss|}(ReadOnlySpan<float> a, ClassLabels b, double c, in LossOptions<Single> d) { }")]
    [InlineData("void {|SMG0005:MaskedSoftmax|}(ReadOnlySpan<float> a, ReadOnlySpan<bool> b, Span<float> c) { }")]
    [InlineData("void {|SMG0005:Predict|}(ReadOnlySpan<float> a, int b, Span<int> c) { }")]
    [InlineData("void {|SMG0005:CrossEntropyHessianDiagonal|}(ReadOnlySpan<float> a, Span<float> b, HessianConvention c) { }")]
    public Task TakenName_IsReportedOnTheMember(string member) => HeadDeclarationTest.VerifyAsync(
        $$"""[SoftmaxHead(K = 3)] partial class Iris { {{member}} }""");

    [Theory]
    [InlineData("struct Row<T> { }")]
    [InlineData("static float[] Softmax(float[] a) => a;")]
    [InlineData("static void Softmax(ReadOnlySpan<double> a, Span<double> b) { }")]
    [InlineData("static void Softmax<T>(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("static void Predict(ReadOnlySpan<float> a, float b) { }")]
    [InlineData("static void CrossEntropy(ReadOnlySpan<float> a, ReadOnlySpan<long> b) { }")]
    [InlineData("static void CrossEntropy(ReadOnlySpan<float> a, ClassLabels b, LossOptions<float> c) { }")]
    [InlineData("static void CrossEntropy(ReadOnlySpan<float> a, ClassLabels b, in LossOptions<double> c) { }")]
    [InlineData("static void CrossEntropy(ReadOnlySpan<float> a, ReadOnlySpan<uint> b, in LossOptions<float> c) { }")]
    [InlineData("static void FocalLoss(ReadOnlySpan<float> a, ClassLabels b, float c, in LossOptions<float> d) { }")]
    [InlineData("static void Softmax(ReadOnlySpan<float> a, float b, Span<float> c) { }")]
    [InlineData("static void MaskedSoftmax(ReadOnlySpan<float> a, ReadOnlySpan<byte> b, Span<float> c) { }")]
    [InlineData("static void CrossEntropyHessianDiagonal(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("int softmax, Classes; class Rows { }")]
    public Task OtherOverloadsAndNames_AreFine(string member) => HeadDeclarationTest.VerifyAsync(
        $$"""[SoftmaxHead(K = 3)] partial class Iris { {{member}} }""");

    [Fact]
    public Task ElementType_DecidesWhatClashes() => HeadDeclarationTest.VerifyAsync("""
        [SoftmaxHead(K = 3, ElementType = typeof(double))]
        partial class Iris
        {
            static void Softmax(ReadOnlySpan<float> a, Span<float> b) { }
            static void {|SMG0005:Softmax|}(ReadOnlySpan<double> a, Span<double> b) { }
        }
        """);

    [Fact]
    public Task BeyondTheLargestRow_RowIsFree() => HeadDeclarationTest.VerifyAsync("""
        [SoftmaxHead(K = 257)] partial class Free { struct Row { } static void Softmax(in Row a, out Row b) => b = a; }
        [SoftmaxHead(K = 256)] partial class Taken { struct {|SMG0005:Row|} { } static void {|SMG0005:Softmax|}(in Row a, out Row b) => b = a; }
        """);

    [Fact]
    public Task OuterRow_ClashesOnlyWhereItsNameStandsAlone() => HeadDeclarationTest.VerifyAsync("""
        namespace N
        {
            struct Row { }
            [SoftmaxHead(K = 3)] partial class Bare { static void {|SMG0005:LogSumExp|}(in Row a) { } }
            [SoftmaxHead(K = 3)] partial class Qualified { static void LogSumExp(in N.Row a) { } }
        }
        """);

    [Fact]
    public Task RecordParameters_AreMembers() => HeadDeclarationTest.VerifyAsync("""
        [SoftmaxHead(K = 3)] partial record Iris(int {|SMG0005:ClassCount|}, int Softmaximum);
        """);

    [Fact]
    public Task RowOfAnotherHead_IsNoClash() => HeadDeclarationTest.VerifyAsync("""
        [SoftmaxHead(K = 3)] partial class A { static void LogSumExp(in B.{|CS0426:Row|} a) { } static void Predict(in C.{|CS0426:Row|} a) { } }
        [SoftmaxHead(K = 4)] partial class B;
        [SoftmaxHead(K = 4)] partial class C : A;
        """);

    [Fact]
    public Task RowQualifiedByTheHead_Clashes() => HeadDeclarationTest.VerifyAsync("""
        class Base { public struct Row { } }
        namespace N
        {
            using Self = A;
            [SoftmaxHead(K = 3)]
            partial class A : Base
            {
                static void {|SMG0005:LogSumExp|}(in A.Row a) { }
                static void {|SMG0005:Predict|}(in global::N.A.Row a) { }
                static void {|SMG0005:Softmax|}(in Self.Row a, out Row b) => b = a;
                static void LogSoftmax(in Base.Row a, out Row b) => b = a;
            }

            class Derived : A;
            [SoftmaxHead(K = 3)] partial class G<T> { static void {|SMG0005:LogSumExp|}(in G<T>.{|CS0426:Row|} a) { } static void Predict(in G<int>.{|CS0426:Row|} a) { } }
            [SoftmaxHead(K = 3)] partial class I { class Sub : I; static void {|SMG0005:LogSumExp|}(in Sub.{|CS0426:Row|} a) { } }
        }
        """);

    [Fact]
    public Task RowOfAnAbstractBase_IsNoClash() => HeadDeclarationTest.VerifyAsync("""
        abstract class Base { public struct Row { } public abstract void LogSumExp(in Row a); }
        [SoftmaxHead(K = 3)] abstract partial class Iris : Base;
        """);

    [Fact]
    public async Task RowOfAnotherHead_IsNoClashForTheGenerator() => await HeadGeneratorTest.VerifyAsync("""
        class Base { public struct Row { } }
        [SoftmaxHead(K = 200)] partial class A : Base { static void LogSumExp(in B.Row a) { } static void Predict(in Base.Row a) { } }
        [SoftmaxHead(K = 201)] partial class B;
        """);

    [Fact]
    public Task TypeParameters_AreMembers() => HeadDeclarationTest.VerifyAsync("""
        partial class Outer<Softmax>
        {
            [SoftmaxHead(K = 3)] partial class Iris<{|SMG0005:Predict|}, T>;
        }
        """);

    [Theory]
    [InlineData("partial class Outer<{|SMG0005:Row|}> { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 3)] partial class Iris { struct {|SMG0005:T|}; } }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 3)] partial class Iris<{|SMG0005:T|}>; }")]
    [InlineData("partial class Outer<T> { partial class Middle { struct {|SMG0005:T|}; [SoftmaxHead(K = 3)] partial class Iris; } }")]
    [InlineData("class Base { public class {|SMG0005:T|}; } partial class Outer<T> { [SoftmaxHead(K = 3)] partial class Iris : Base; }")]
    public Task TypeParameterOfAContainingType_HiddenInTheHead_IsReported(string source) => HeadDeclarationTest.VerifyAsync(source);

    [Theory]
    [InlineData("partial class Outer<Row> { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("partial class Outer<Row> { [SoftmaxHead(K = 200)] static partial class Iris; }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 300)] static partial class Iris { struct T; } }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 300)] partial class Iris { class T<U>; } }")]
    [InlineData("partial class Outer<T> { [SoftmaxHead(K = 300)] partial class Iris { int T; } }")]
    [InlineData("class Base { class T; } partial class Outer<T> { [SoftmaxHead(K = 300)] partial class Iris : Base; }")]
    [InlineData("class Base { public class T; } partial class Outer<T> : Base { [SoftmaxHead(K = 300)] partial class Iris; }")]
    [InlineData("class Base { public class T; } [SoftmaxHead(K = 300)] partial class Iris<T> : Base;")]
    public async Task TypeParameterOfAContainingType_InSight_IsFine(string source)
    {
        await HeadDeclarationTest.VerifyAsync(source);
        await HeadGeneratorTest.VerifyAsync("#pragma warning disable CS0169\n" + source);
    }

    [Fact]
    public Task GeneratedFileCopiedIntoTheProject_IsReported() => new HeadDeclarationTest
    {
        Generators = { new SoftmaxHeadGenerator() },
        CompilerDiagnostics = CompilerDiagnostics.None,
        TestState =
        {
            Sources =
            {
                "[SoftmaxHead(K = 300)] partial class Iris;",
                ("/0/Generated/Iris.d34627907e7e66cc.g.cs", "partial class {|SMG0005:Iris|} { public const int ClassCount = 300; }"),
            },
        },
    }.RunAsync();

    [Theory]
    [InlineData("Softmax")]
    [InlineData("Row")]
    [InlineData("ClassCount")]
    public Task HeadNamedLikeAMember_IsReported(string name) => HeadDeclarationTest.VerifyAsync(
        $"[SoftmaxHead(K = 3)] partial class {{|SMG0005:{name}|}};");

    [Fact]
    public Task InheritedMembers_ClashOnlyIfAbstract() => HeadDeclarationTest.VerifyAsync("""
        abstract class Abstract { public abstract int ClassCount { get; } public abstract void Softmax(int a); }
        class Concrete : Abstract { public override int ClassCount => 3; public override void Softmax(int a) { } public struct Row { } }
        [SoftmaxHead(K = 3)] abstract partial class {|SMG0005:Bad|} : Abstract;
        [SoftmaxHead(K = 3)] partial class Good : Concrete;
        """);

    [Fact]
    public Task ExplicitImplementations_ClashOnlyForClassCount() => HeadDeclarationTest.VerifyAsync($$"""
        interface IOther { int ClassCount { get; } }
        [SoftmaxHead(K = 3)]
        partial class Iris : IOther, {{Repeat("{|CS0535:")}}ISoftmaxHead<Iris, float>{{Repeat("|}")}}
        {
            int IOther.ClassCount => 3;
            static int ISoftmaxHeadCore<Iris, float>.{|SMG0005:ClassCount|} => 3;
        }
        """);

    [Fact]
    public Task MembersInTheTypeOfAnEnum_ClashToo() => HeadDeclarationTest.VerifyAsync("""
        enum Animal { Cat, Dog }
        [SoftmaxHead<Animal>]
        partial class Animals
        {
            public static LossSum {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> logits, ReadOnlySpan<Animal> labels) => default;
            public static float {|SMG0005:CrossEntropy|}(ReadOnlySpan<float> row, Animal label) => 0;
            public static void {|SMG0005:TopK|}(ReadOnlySpan<float> logits, int k, Span<Animal> classes) { }
            public static void TopK(ReadOnlySpan<float> logits, int k, Span<long> classes) { }
        }
        """);

    [Fact]
    public void EveryMemberOfTheInterface_IsInTheCatalogue()
    {
        var catalogue = EmittedMembers.Of(new HeadOptions(257, ElementType.Double, 0))
            .Where(static member => member.Kind == EmittedMemberKind.Method)
            .Select(static member => member.ToString());

        var expected = InterfaceMethods.Select(static method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(Spell))})");

        Assert.Equal(expected.Order(), catalogue.Order());
    }

    private static IEnumerable<MethodInfo> InterfaceMethods =>
        typeof(ISoftmaxHeadCore<,>).GetMethods().Concat(typeof(ISoftmaxHead<,>).GetMethods()).Where(static method => !method.IsSpecialName);

    /// <summary>Once for each method of the interface.</summary>
    private static string Repeat(string text) => string.Concat(InterfaceMethods.Select(_ => text));

    private static string Spell(ParameterInfo parameter) => parameter switch
    {
        { IsOut: true } => "out " + Spell(parameter.ParameterType),
        { IsIn: true } => "in " + Spell(parameter.ParameterType),
        _ => Spell(parameter.ParameterType),
    };

    private static string Spell(Type type) => type switch
    {
        { IsByRef: true } => Spell(type.GetElementType()!),
        { IsGenericParameter: true } => "double",
        { IsGenericType: true } => $"{type.Namespace}.{type.Name.Split('`')[0]}<{Spell(type.GetGenericArguments()[0])}>",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(double) => "double",
        _ => type.FullName!,
    };
}
