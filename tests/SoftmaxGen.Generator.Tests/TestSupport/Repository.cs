namespace SoftmaxGen.Generator.Tests.TestSupport;

/// <summary>Where the repository's files are.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution file, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SoftmaxGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests has SoftmaxGen.sln.");
    }
}
