using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace SoftmaxGen.Package.Tests;

/// <summary>The package as a stranger gets it: packed, restored from a feed into fresh projects, built and run.</summary>
public sealed class PackageTests(PackageFeed feed, ITestOutputHelper output) : IClassFixture<PackageFeed>
{
    private const string ConsoleProperties = "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>";
    private const string Native = "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>";

    [Fact]
    public void Package_HasWhatItShould_AndNothingElse()
    {
        Assert.Equal(
            [
                "README.md",
                "SoftmaxGen.nuspec",
                "analyzers/dotnet/cs/SoftmaxGen.CodeFixes.dll",
                "analyzers/dotnet/cs/SoftmaxGen.Generator.dll",
                "build/SoftmaxGen.targets",
                "buildTransitive/SoftmaxGen.targets",
                "icon.png",
                "lib/net10.0/SoftmaxGen.dll",
                "lib/net10.0/SoftmaxGen.xml",
                "lib/net8.0/SoftmaxGen.dll",
                "lib/net8.0/SoftmaxGen.xml",
            ],
            feed.Entries());
        Assert.True(File.Exists(Path.ChangeExtension(feed.File, ".snupkg")));
        string specification = feed.Read("SoftmaxGen.nuspec");
        Assert.DoesNotContain("<dependency ", specification);
        Assert.Contains("<license type=\"expression\">MIT</license>", specification);
        Assert.Contains("<icon>icon.png</icon>", specification);
        Assert.Contains("<readme>README.md</readme>", specification);
    }

    [Fact]
    public void Net10Console_Runs() => Check(Net("net10.0", "Console10").Run());

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    public void OlderConsole_RunsWithItsOwnRuntime(string framework) =>
        Check(Net(framework, "Console" + framework[3]).PublishAndRun(RuntimeInformation.RuntimeIdentifier, out _, "--self-contained"));

    [Fact]
    public void OldFashionedConsole_Runs() => Check(new Consumer(
        feed,
        "Plain",
        "<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>disable</ImplicitUsings><Nullable>disable</Nullable><LangVersion>12</LangVersion><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow><TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
        ConsumerSource.Console).Run());

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void StrictLibrary_BuildsWithoutAWarning(string framework)
    {
        DotnetCli build = new Consumer(
            feed,
            "Strict" + framework[3..^2],
            $"<TargetFramework>{framework}</TargetFramework><ImplicitUsings>disable</ImplicitUsings><Nullable>disable</Nullable><LangVersion>12</LangVersion><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow><TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><GenerateDocumentationFile>true</GenerateDocumentationFile>",
            ConsumerSource.Library).Build().Succeeded();
        Assert.Contains("0 Warning(s)", build.Output);
    }

    [Fact]
    public void TrimmedConsole_Runs() => Check(Net("net9.0", "Trimmed", "<PublishTrimmed>true</PublishTrimmed><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
        .PublishAndRun(RuntimeInformation.RuntimeIdentifier, out _, "--self-contained"));

    [Theory]
    [InlineData("net8.0", "")]
    [InlineData("net9.0", "")]
    [InlineData("net10.0", "")]
    [InlineData("net9.0", "x86-64-v4")]
    public void NativeImage_HasTheVectorsItIsCompiledFor(string framework, string set)
    {
        bool wide = set == "x86-64-v4";
        if (wide && !Avx512F.IsSupported)
        {
            // Such an image does not start here.
            return;
        }

        Consumer consumer = Net(
            framework,
            $"Native{framework[3..^2]}{(wide ? "Wide" : "")}",
            $"{Native}<TreatWarningsAsErrors>true</TreatWarningsAsErrors><SoftmaxGenNativeInstructionSet>{set}</SoftmaxGenNativeInstructionSet>");
        if (!consumer.CanBeRestored(RuntimeInformation.RuntimeIdentifier))
        {
            // Not every feed has the native compilers of all versions.
            Assert.Equal("net10.0", framework);
            return;
        }

        DotnetCli run = consumer.PublishAndRun(RuntimeInformation.RuntimeIdentifier, out DotnetCli publish);
        Check(run);
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            Assert.Contains($"the native image is compiled for {(wide ? "x86-x64-v4" : framework == "net10.0" ? "x86-64-v3" : "x86-x64-v3")}", publish.Output);
            Assert.Contains(wide ? "bits 512" : "bits 256", run.Output);
        }
    }

    [Fact]
    public void NativeInstructionSet_IsSpelledAsTheCompilerSpellsIt()
    {
        // 'x86-x64-v3' until .NET 9, 'x86-64-v3' from .NET 10 on, and each compiler refuses the other's.
        AssertSets("net8.0", ("", "x86-x64-v3"), ("x86-64-v4", "x86-x64-v4"));
        AssertSets("net9.0", ("", "x86-x64-v3"), ("x86-64-v4", "x86-x64-v4"), ("x86-x64-v4", "x86-x64-v4"));
        AssertSets("net10.0", ("", "x86-64-v3"), ("x86-64-v4", "x86-64-v4"), ("x86-x64-v4", "x86-64-v4"), ("native", "native"), ("none", ""));
    }

    [Fact]
    public void NativeImage_OfSomebodyWhoSaysOtherwise_IsLeftAlone()
    {
        DotnetCli run = Net("net9.0", "NativeNone", $"{Native}<SoftmaxGenNativeInstructionSet>none</SoftmaxGenNativeInstructionSet>")
            .PublishAndRun(RuntimeInformation.RuntimeIdentifier, out DotnetCli publish);
        Check(run);
        Assert.DoesNotContain("the native image is compiled for", publish.Output);
        Assert.Contains("bits 128", run.Output);
    }

    [Fact]
    public void Tensors_HaveOverloads_WhereTheyAreReferenced()
    {
        var consumer = new Consumer(
            feed,
            "Tensors",
            $"{ConsoleProperties}<TargetFramework>net10.0</TargetFramework><TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
            ConsumerSource.Tensors,
            """<PackageReference Include="System.Numerics.Tensors" Version="10.0.0" />""");
        Assert.Contains("0.6652 2 0.4076 -0.3348, refused, refused, arrays 0.6652", consumer.Run().Output);
    }

    [Fact]
    public void Analyzers_AreInThePackage()
    {
        DotnetCli build = new Consumer(feed, "Naive", "<TargetFramework>net10.0</TargetFramework>", ConsumerSource.Naive).Build().Succeeded();
        Assert.Contains("warning SMG1001", build.Output);
    }

    private void AssertSets(string framework, params (string Given, string Expected)[] sets)
    {
        Consumer consumer = Net(framework, "Spelled" + framework[3..^2]);
        consumer.Build().Succeeded();
        foreach ((string given, string expected) in sets)
        {
            string[] set = given == "" ? [] : [$"-p:SoftmaxGenNativeInstructionSet={given}"];
            Assert.Equal(expected, consumer.Property("IlcInstructionSet", ["-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", .. set]));
        }
    }

    private Consumer Net(string framework, string name, string properties = "") =>
        new(feed, name, $"{ConsoleProperties}<TargetFramework>{framework}</TargetFramework>{properties}", ConsumerSource.Console);

    private void Check(DotnetCli run)
    {
        output.WriteLine(run.Output);
        Assert.Contains(ConsumerSource.Expected, run.Output);
    }
}
