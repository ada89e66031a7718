namespace SoftmaxGen.Generator.Tests.Snapshots;

/// <summary>The verified files in the source tree. Found from the output folder, as a build in CI maps the paths of source files.</summary>
internal static class SnapshotFolder
{
    private static readonly string Folder = Path.Combine(FindRoot(), "tests", "SoftmaxGen.Generator.Tests", "Snapshots");

    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static string PathOf(string name) => Path.Combine(Folder, name + ".verified.cs");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.verified.cs").Select(static path => Path.GetFileName(path).Replace(".verified.cs", ""));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SoftmaxGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
