namespace SoftmaxGen.Package.Tests;

/// <summary>A new project that references the package and nothing else of this repository.</summary>
internal sealed class Consumer
{
    private const string BuildProps = "<Project />";

    /// <param name="feed">Where the package comes from.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="properties">Its properties, as XML.</param>
    /// <param name="source">Its only file.</param>
    /// <param name="references">Further references, as XML.</param>
    public Consumer(PackageFeed feed, string name, string properties, string source, string references = "")
    {
        Name = name;
        Folder = Path.Combine(feed.Folder, name);
        Directory.CreateDirectory(Folder);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);

        // Whatever stands in folders above is not for this project.
        Write("Directory.Build.props", BuildProps);
        Write("Directory.Build.targets", BuildProps);
        Write("Directory.Packages.props", BuildProps);
        Write(".editorconfig", "root = true\n");
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SoftmaxGen" Version="{feed.Version}" />
                {references}
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", source);
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Builds.</summary>
    public DotnetCli Build(params string[] arguments) => DotnetCli.Run(Folder, ["build", "-c", "Release", .. arguments]);

    /// <summary>Whether the feeds have everything that publishing needs.</summary>
    public bool CanBeRestored(string runtime) => DotnetCli.Run(Folder, "restore", "-r", runtime).ExitCode == 0;

    /// <summary>What a property of the project is, which must have been restored.</summary>
    public string Property(string name, params string[] arguments) => DotnetCli.Run(Folder, ["msbuild", $"-getProperty:{name}", .. arguments]).Succeeded().Output.Trim();

    /// <summary>Builds and runs with the installed runtime.</summary>
    public DotnetCli Run() => DotnetCli.Run(Folder, "run", "-c", "Release").Succeeded();

    /// <summary>Publishes with the runtime, or as a native image, and runs what comes out.</summary>
    public DotnetCli PublishAndRun(string runtime, out DotnetCli publish, params string[] arguments)
    {
        string output = Path.Combine(Folder, "out");
        publish = DotnetCli.Run(Folder, ["publish", "-c", "Release", "-r", runtime, "-o", output, .. arguments]).Succeeded();
        return DotnetCli.Start(Path.Combine(output, OperatingSystem.IsWindows() ? Name + ".exe" : Name), Folder).Succeeded();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);
}
