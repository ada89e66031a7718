namespace SoftmaxGen.Testing;

/// <summary>Gives every file of a test a rooted path, without which <c>.editorconfig</c> sections match nothing.</summary>
internal static class FilePaths
{
    /// <summary>Where files without a folder lie.</summary>
    public const string Folder = "/0/";

    /// <summary>The path of the file that a test calls <paramref name="name"/>.</summary>
    public static string Rooted(string name) => name.StartsWith('/') ? name : Folder + name;
}
