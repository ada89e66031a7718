using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Declarations;

/// <summary>What the parser reads, how it spells it, and what it survives.</summary>
public sealed class HeadDeclarationParserTests
{
    [Fact]
    public void Options_AreRead()
    {
        HeadDeclaration declaration = ParseOne("[SoftmaxHead(K = 10, ElementType = typeof(double), IgnoreLabel = 9)] partial class Digits;");

        Assert.Equal(new HeadOptions(10, ElementType.Double, 9), declaration.Options);
    }

    [Fact]
    public void Defaults_AreThoseOfTheAttribute()
    {
        HeadDeclaration declaration = ParseOne("[SoftmaxHead(K = 3)] partial class Iris;");

        Assert.Equal(new HeadOptions(3, ElementType.Single, new SoftmaxHeadAttribute().IgnoreLabel), declaration.Options);
    }

    [Theory]
    [InlineData("partial class Iris;", "class", "Iris", "", true)]
    [InlineData("static partial class Iris;", "class", "Iris", "", false)]
    [InlineData("partial struct Iris;", "struct", "Iris", "", true)]
    [InlineData("ref partial struct Iris;", "struct", "Iris", "", false)]
    [InlineData("partial record class Iris;", "record", "Iris", "", true)]
    [InlineData("readonly partial record struct Iris;", "record struct", "Iris", "", true)]
    [InlineData("partial class @class;", "class", "@class", "", true)]
    [InlineData("partial class Iris<T, @in> where T : struct;", "class", "Iris", "<T, @in>", true)]
    public void Type_IsSpelledForAnotherPart(string source, string keyword, string name, string typeParameters, bool implementsInterface)
    {
        HeadDeclaration declaration = ParseOne("[SoftmaxHead(K = 3)] " + source);

        Assert.Equal(new TypeShell(keyword, name, typeParameters), declaration.Type);
        Assert.Equal(implementsInterface, declaration.ImplementsInterface);
        Assert.Equal("", declaration.Namespace);
    }

    [Fact]
    public void TopLevelStatements_KeepTheirTypeFromImplementing()
    {
        Assert.False(ParseOne("Console.WriteLine(); [SoftmaxHead(K = 3)] partial class Program;").ImplementsInterface);
    }

    [Theory]
    [InlineData(300, "N", true)]
    [InlineData(301, "N", false)]
    [InlineData(152, "Ж", true)]
    [InlineData(153, "Ж", false)]
    public void VeryLongName_KeepsATypeFromImplementing(int length, string letter, bool implements)
    {
        string name = string.Concat(Enumerable.Repeat(letter, length - 4));

        HeadDeclaration declaration = ParseOne($"namespace {name}; partial class {name} {{ [SoftmaxHead(K = 3)] partial class {name}; }}");

        Assert.Equal(implements, declaration.ImplementsInterface);
    }

    [Fact]
    public void TypesInAScript_AreNoHeads()
    {
        CSharpCompilation script = CSharpCompilation.CreateScriptCompilation(
            "Script",
            CSharpSyntaxTree.ParseText("[SoftmaxGen.SoftmaxHead(K = 3)] partial class Iris { }", new CSharpParseOptions(kind: SourceCodeKind.Script)),
            HeadSource.Compile().References);
        INamedTypeSymbol type = script.ScriptClass!.GetTypeMembers("Iris").Single();

        Assert.Null(HeadDeclarationParser.Parse(type, type.GetAttributes().Single(), script, report: null, CancellationToken.None));
    }

    [Fact]
    public void Surroundings_AreSpelledForAnotherPart()
    {
        HeadDeclaration declaration = ParseOne("""
            namespace My.@event;
            partial interface IOuter<in T> { partial record struct Middle<U> { [SoftmaxHead(K = 3)] partial class Iris; } }
            """);

        Assert.Equal("My.@event", declaration.Namespace);
        Assert.Equal([new("interface", "IOuter", "<in T>"), new("record struct", "Middle", "<U>")], declaration.ContainingTypes);
    }

    [Theory]
    [InlineData("public abstract unsafe partial class Iris { int* _p; }")]
    [InlineData("static partial class Iris { public static int Twice(this int x) => x + x; }")]
    [InlineData("readonly ref partial struct Iris { }")]
    [InlineData("partial record Iris(int A) { }")]
    [InlineData("readonly partial record struct Iris(int A);")]
    [InlineData("partial class Iris<T> where T : class, IComparable<T>, new();")]
    [InlineData("partial class @record; [SoftmaxHead(K = 3)] partial struct @file; [SoftmaxHead(K = 3)] partial record @required<@scoped>;")]
    [InlineData("partial class dynamic; [SoftmaxHead(K = 3)] partial class nint; [SoftmaxHead(K = 3)] partial class partial;")]
    [InlineData("partial class Iris { class System; class SoftmaxGen; class Span<T>; }")]
    [InlineData("partial class Iris; partial class Softmax { [SoftmaxHead(K = 3)] partial class Inner<T>; }")]
    [InlineData("partial class Iris; partial class O { [SoftmaxHead(K = 3)] private protected partial class Iris; }")]
    [InlineData("partial class Iris; partial interface IO<T> { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("partial class Iris : Base; class Base { public struct Row; public static void Softmax(in int a) { } public int ClassCount; }")]
    [InlineData("partial class Iris { static void Softmax<T>(ReadOnlySpan<float> a, Span<float> b) { } struct Row<T>; void Predict() { } }")]
    public void AnotherPart_Compiles(string source)
    {
        source = "[SoftmaxHead(K = 3)] " + source;
        string[] parts = HeadSource.Parse(source).Select(static declaration => HeadPart.Write(declaration!)).ToArray();

        CSharpCompilation compilation = HeadSource.Compile([source, .. parts]);

        Assert.NotEmpty(parts);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[SoftmaxHead(K = 3)] partial class")]
    [InlineData("[SoftmaxHead(K = 3)] partial class { }")]
    [InlineData("[SoftmaxHead(K = 3)] partial class <T> { }")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris<>;")]
    [InlineData("partial class Outer< { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("namespace { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("partial class { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("[SoftmaxHead(K = \"x\")] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = )] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3")]
    [InlineData("[SoftmaxHead(K = 3)]")]
    [InlineData("[SoftmaxHead(K = 3, ElementType = typeof(Missing))] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3, ElementType = null)] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3, ElementType = typeof())] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3, IgnoreLabel = \"x\")] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3)] enum Iris { }")]
    [InlineData("[SoftmaxHead(K = 3)] interface IIris { }")]
    [InlineData("[SoftmaxHead(K = 3)] delegate void Iris();")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris; [SoftmaxHead(K = 4)] partial struct Iris;")]
    [InlineData("partial class O { [SoftmaxHead(K = 3)] partial class Iris; } partial struct O { [SoftmaxHead(K = 4)] partial class Iris; }")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris<T> where T : Missing;")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris<T> where T : Missing<int>;")]
    [InlineData("partial class Outer<T> where T : Missing { [SoftmaxHead(K = 3)] partial class Iris; }")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris<T, T>;")]
    [InlineData("partial class Outer<T, T> { [SoftmaxHead(K = 3)] partial class Iris; }")]
    public void BrokenCode_YieldsNothing(string source) => Assert.All(HeadSource.Parse(source), Assert.Null);

    [Theory]
    [InlineData("[SoftmaxHead(K = 3), SoftmaxHead(K = 4)] partial class Iris;")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Iris; [SoftmaxHead(K = 4)] partial class Iris;")]
    public void SecondApplication_YieldsNothing(string source)
    {
        IReadOnlyList<HeadDeclaration?> declarations = HeadSource.Parse(source);

        Assert.Equal(2, declarations.Count);
        Assert.Equal(3, declarations[0]?.Options.ClassCount);
        Assert.Null(declarations[1]);
    }

    [Fact]
    public void SecondApplicationInAnotherFile_YieldsNothing()
    {
        IReadOnlyList<HeadDeclaration?> declarations = HeadSource.Parse(
            "[SoftmaxHead(K = 3)] partial class Iris;",
            "[SoftmaxHead(K = 4)] partial class Iris;");

        Assert.Single(declarations, static declaration => declaration is not null);
    }

    [Fact]
    public void HintNames_AreUniqueWithoutCase()
    {
        IReadOnlyList<HeadDeclaration?> declarations = HeadSource.Parse("""
            [SoftmaxHead(K = 3)] partial class Iris;
            [SoftmaxHead(K = 3)] partial class IRIS;
            [SoftmaxHead(K = 3)] partial class Iris<T>;
            namespace A { [SoftmaxHead(K = 3)] partial class Iris; partial class B { [SoftmaxHead(K = 3)] partial class Iris; } }
            namespace A_B { [SoftmaxHead(K = 3)] partial class Iris; }
            """);

        string[] names = declarations.Select(static declaration => declaration!.HintName).ToArray();
        Assert.Equal(6, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("namespace My.Space { partial class Outer { [SoftmaxHead(K = 3)] partial class Iris; } }", "My.Space.Outer.Iris.e72e2e96ed5ab5fe.g.cs")]
    [InlineData("[SoftmaxHead(K = 3)] partial class Ирис<T>;", "Ирис_1.e8db5e4610b58d35.g.cs")]
    public void HintName_IsStable(string source, string expected) => Assert.Equal(expected, ParseOne(source).HintName);

    [Fact]
    public void HintName_OfALongName_IsShort()
    {
        string name = new('N', 500);

        Assert.True(ParseOne($"[SoftmaxHead(K = 3)] partial class {name};").HintName.Length < 100);
    }

    [Fact]
    public void GeneratedMembers_DoNotClashWithThemselves()
    {
        const string source = "[SoftmaxHead(K = 3)] partial class Iris { static void LogSumExp(in int a) { } }";
        HeadDeclaration declaration = ParseOne(source);
        CSharpCompilation compilation = HeadSource.Compile(source).AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(HeadPart.Write(declaration), path: "/obj/SoftmaxGen.Generator/" + declaration.HintName));
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Iris")!;

        Assert.Equal(declaration, HeadDeclarationParser.Parse(type, type.GetAttributes()[0], compilation, Fail, CancellationToken.None));

        static void Fail(SoftmaxGen.Generator.Rules.DeclarationProblem problem) => Assert.Fail(problem.ToDiagnostic().GetMessage());
    }

    private static HeadDeclaration ParseOne(string source) => Assert.Single(HeadSource.Parse(source))!;
}
