using System.IO.Compression;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Package.Tests;

/// <summary>A folder that is a feed, with the package packed anew under a version of its own, so that no cache has it.</summary>
public sealed class PackageFeed : IDisposable
{
    public PackageFeed()
    {
        Folder = Path.Combine(Path.GetTempPath(), "softmaxgen-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(Folder);
        Version = "0.1.0-test." + Path.GetFileName(Folder)["softmaxgen-".Length..];
        DotnetCli.Run(Repository.Root, "pack", "src/SoftmaxGen", "--no-restore", "-c", "Release", "-o", Folder, $"-p:PackageVersion={Version}").Succeeded();
    }

    /// <summary>Where the package and the projects that use it are.</summary>
    public string Folder { get; }

    /// <summary>The package's version.</summary>
    public string Version { get; }

    /// <summary>The package.</summary>
    public string File => Path.Combine(Folder, $"SoftmaxGen.{Version}.nupkg");

    /// <summary>The names of the files in the package, but for what makes a package of them.</summary>
    public string[] Entries()
    {
        using ZipArchive archive = ZipFile.OpenRead(File);
        return
        [
            .. archive.Entries.Select(static entry => entry.FullName)
                .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A file of the package, as text.</summary>
    public string Read(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(File);
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string folder in new[] { Folder, Path.Combine(packages, "softmaxgen", Version) }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
