using SoftmaxGen.CodeFixes;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Tests.TestSupport;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.CodeFixes;

/// <summary>The light bulb of SMG0001 and SMG0004.</summary>
public sealed class MakePartialFixTests
{
    [Theory]
    [InlineData("class", "partial class")]
    [InlineData("public sealed class", "public sealed partial class")]
    [InlineData("struct", "partial struct")]
    [InlineData("readonly ref struct", "readonly ref partial struct")]
    [InlineData("public record", "public partial record")]
    [InlineData("record class", "partial record class")]
    [InlineData("public readonly record struct", "public readonly partial record struct")]
    public Task Head_GetsTheModifierAsTheLastOne(string before, string after) => VerifyAsync(
        [$"[SoftmaxHead(K = 3)] {before} {{|SMG0001:Iris|}};"],
        [$"[SoftmaxHead(K = 3)] {after} Iris;"]);

    [Fact]
    public Task CommentsAndLineBreaks_Stay() => VerifyAsync(
        ["""
        /// <summary>Three species.</summary>
        [SoftmaxHead(K = 3)] // Fisher, 1936
        // No modifier yet.
        class /* here */ {|SMG0001:Iris|} // end
        {
        }

        namespace N
        {
            [SoftmaxHead(K = 10)]
            internal
            // keyword below
            static   class {|SMG0001:Digits|};
        }
        """],
        ["""
        /// <summary>Three species.</summary>
        [SoftmaxHead(K = 3)] // Fisher, 1936
        // No modifier yet.
        partial class /* here */ Iris // end
        {
        }

        namespace N
        {
            [SoftmaxHead(K = 10)]
            internal
            // keyword below
            static   partial class Digits;
        }
        """]);

    [Fact]
    public Task ContainingTypes_AreFixedToo() => VerifyAsync(
        ["""
        public class {|SMG0004:{|SMG0004:Outer|}|}
        {
            interface {|SMG0004:IInner|}
            {
                [SoftmaxHead(K = 3)] class {|SMG0001:Iris|};
            }

            [SoftmaxHead(K = 10)] partial class Digits;
        }
        """],
        ["""
        public partial class Outer
        {
            partial interface IInner
            {
                [SoftmaxHead(K = 3)] partial class Iris;
            }

            [SoftmaxHead(K = 10)] partial class Digits;
        }
        """]);

    [Fact]
    public Task PartsInOtherFiles_AreFixedAtOnce() => VerifyAsync(
        [
            "[SoftmaxHead(K = 3)] class {|CS0260:{|SMG0001:Iris|}|} { }",
            "sealed class {|CS0260:{|SMG0001:Iris|}|} { }",
            "partial class Iris { }",
        ],
        [
            "[SoftmaxHead(K = 3)] partial class Iris { }",
            "sealed partial class Iris { }",
            "partial class Iris { }",
        ]);

    [Fact]
    public Task OtherRules_HaveNoFix() => VerifyAsync(
        ["[SoftmaxHead(K = {|SMG0002:0|})] partial class Iris;"],
        ["[SoftmaxHead(K = {|SMG0002:0|})] partial class Iris;"]);

    private static Task VerifyAsync(string[] before, string[] after)
    {
        var test = new CSharpCodeFixTest<HeadDeclarationAnalyzer, MakePartialFix, DefaultVerifier>();
        test.TestState.AdditionalReferences.Add(typeof(SoftmaxHeadAttribute).Assembly);
        foreach (string source in before.Append(HeadDeclarationTest.GlobalUsings))
        {
            test.TestCode = source;
        }

        foreach (string source in after.Append(HeadDeclarationTest.GlobalUsings))
        {
            test.FixedCode = source;
        }

        return test.RunAsync();
    }
}
