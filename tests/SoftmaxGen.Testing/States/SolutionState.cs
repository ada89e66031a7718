namespace SoftmaxGen.Testing;

/// <summary>The project before or after a fix, and what is expected of it.</summary>
public sealed class SolutionState
{
    /// <summary>The C# files, with markup.</summary>
    public SourceFileList Sources { get; } = [];

    /// <summary>What the generator writes; not compared when empty.</summary>
    public GeneratedSourceCollection GeneratedSources { get; } = [];

    /// <summary>Files that analyzers and generators see as additional texts.</summary>
    public SourceFileCollection AdditionalFiles { get; } = [];

    /// <summary>The <c>.editorconfig</c> and <c>.globalconfig</c> files; <c>/.editorconfig</c> covers every source.</summary>
    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    /// <summary>Assemblies besides the framework.</summary>
    public MetadataReferenceCollection AdditionalReferences { get; } = [];

    /// <summary>Diagnostics besides those in the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];
}
