using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>What the generator is expected to write, by hint name.</summary>
public sealed class GeneratedSourceCollection : List<(string hintName, SourceText content)>
{
    /// <summary>Expects a file.</summary>
    public void Add((string hintName, string content) file) =>
        Add((file.hintName, SourceText.From(file.content, Encoding.UTF8)));

    /// <summary>Expects a file. The hint name identifies it; the type makes the call that the upstream library asks for.</summary>
    public void Add((Type sourceGeneratorType, string hintName, string content) file) => Add((file.hintName, file.content));

    /// <inheritdoc cref="Add(ValueTuple{Type, string, string})"/>
    public void Add((Type sourceGeneratorType, string hintName, SourceText content) file) => Add((file.hintName, file.content));
}
