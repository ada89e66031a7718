using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Assemblies a test compiles against besides the framework.</summary>
public sealed class MetadataReferenceCollection : List<MetadataReference>
{
    /// <summary>Adds a loaded assembly.</summary>
    public void Add(Assembly assembly) => Add(assembly.Location);

    /// <summary>Adds the assembly in the file <paramref name="path"/>.</summary>
    public void Add(string path) => Add(MetadataReference.CreateFromFile(path));
}
