namespace SoftmaxGen.Testing;

/// <summary>The C# files of a test; those without a name are called <c>Test0.cs</c>, <c>Test1.cs</c>, …</summary>
public sealed class SourceFileList : SourceFileCollection
{
    /// <summary>Adds a file that is named after its position.</summary>
    public void Add(string content) => Add(($"{FilePaths.Folder}Test{Count}.cs", content));
}
