using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>Makes a workspace project out of a test's state.</summary>
internal static class ProjectFactory
{
    /// <summary>The project with all files of <paramref name="state"/>.</summary>
    public static Project Create(AdhocWorkspace workspace, ParsedState state, ProjectSettings settings)
    {
        var id = ProjectId.CreateNewId(ProjectDefaults.Name);
        var info = ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            ProjectDefaults.Name,
            ProjectDefaults.Name,
            LanguageNames.CSharp,
            compilationOptions: settings.CompilationOptions,
            parseOptions: settings.ParseOptions,
            metadataReferences: [.. settings.ReferenceAssemblies.References, .. state.References],
            analyzerReferences: settings.Generators.IsEmpty ? [] : [new GeneratorReference(settings.Generators)]);

        var solution = workspace.CurrentSolution.AddProject(info);
        foreach (var (path, content) in state.Sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), content, filePath: path);

        foreach (var (path, content) in Rooted(state.AnalyzerConfigFiles))
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), content, filePath: path);

        foreach (var (path, content) in Rooted(state.AdditionalFiles))
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), content, filePath: path);

        return solution.GetProject(id)
            ?? throw new InvalidOperationException("The workspace lost the project that was just added.");
    }

    private static IEnumerable<(string Path, SourceText Content)> Rooted(SourceFileCollection files) =>
        files.Select(static file => (FilePaths.Rooted(file.filename), file.content));
}
