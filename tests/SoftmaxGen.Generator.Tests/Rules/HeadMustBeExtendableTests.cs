using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0009.</summary>
public sealed class HeadMustBeExtendableTests
{
    [Fact]
    public Task FileLocalHead_IsReported() => HeadDeclarationTest.VerifyAsync(
        "[SoftmaxHead(K = 3)] file partial class {|SMG0009:Iris|};");

    [Fact]
    public Task HeadInAFileLocalType_IsReportedOnThatType() => HeadDeclarationTest.VerifyAsync("""
        file partial class {|SMG0009:Outer|}
        {
            public partial class Middle
            {
                [SoftmaxHead(K = 3)] public partial class Iris;
            }
        }
        """);

    [Fact]
    public Task FileLocalTypeOfTheSameName_IsFine() => HeadDeclarationTest.VerifyAsync("""
        namespace A { [SoftmaxHead(K = 3)] partial class Iris; }
        namespace B { file class Iris; }
        """);

    [Fact]
    public Task ComImportHead_IsReported() => HeadDeclarationTest.VerifyAsync("""
        using System.Runtime.InteropServices;

        [SoftmaxHead(K = 3)]
        [ComImport, Guid("7f0c5c1e-6a53-4b8e-9d6b-0f6f3a1d2c3b")]
        partial class {|SMG0009:Iris|};
        """);
}
