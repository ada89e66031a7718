using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace SoftmaxGen.Package.Tests;

/// <summary>The package as a stranger gets it: packed, restored from a feed into fresh projects, built and run.</summary>
public sealed class PackageTests(PackageFeed feed, ITestOutputHelper output) : IClassFixture<PackageFeed>
{
    private const string ConsoleProperties = "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>";

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
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    public void NativeImage_HasTheVectorsOfTheProcessor(string framework)
    {
        DotnetCli run = Net(framework, "Native" + framework[3], "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .PublishAndRun(RuntimeInformation.RuntimeIdentifier, out DotnetCli publish);
        Check(run);
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            Assert.Contains("the native image is compiled for x86-x64-v3", publish.Output);
            Assert.Contains("bits 256", run.Output);
        }
    }

    [Fact]
    public void NativeImage_OfSomebodyWhoSaysOtherwise_IsLeftAlone()
    {
        DotnetCli run = Net("net9.0", "NativeNone", "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization><SoftmaxGenNativeInstructionSet>none</SoftmaxGenNativeInstructionSet>")
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

    private Consumer Net(string framework, string name, string properties = "") =>
        new(feed, name, $"{ConsoleProperties}<TargetFramework>{framework}</TargetFramework>{properties}", ConsumerSource.Console);

    private void Check(DotnetCli run)
    {
        output.WriteLine(run.Output);
        Assert.Contains(ConsumerSource.Expected, run.Output);
    }
}
