using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>The framework a test compiles against.</summary>
public sealed class ReferenceAssemblies
{
    private readonly Lazy<ImmutableArray<MetadataReference>> _references;

    private ReferenceAssemblies(Func<ImmutableArray<MetadataReference>> load) => _references = new(load);

    /// <summary>The framework the tests run on.</summary>
    public static ReferenceAssemblies Net { get; } = new(LoadRunningFramework);

    /// <summary>No framework: not even <see cref="object"/>.</summary>
    public static ReferenceAssemblies None { get; } = new(static () => []);

    /// <summary>What a test uses unless it says otherwise.</summary>
    public static ReferenceAssemblies Default => Net;

    // The instances are shared by all tests: reading a framework's metadata once takes longer than most tests.
    internal ImmutableArray<MetadataReference> References => _references.Value;

    private static ImmutableArray<MetadataReference> LoadRunningFramework()
    {
        var trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string
            ?? throw new InvalidOperationException("The host does not say which assemblies it trusts.");
        return
        [
            .. trusted
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(IsFrameworkAssembly)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }

    // The list also has the test's own assemblies, Roslyn's among them; a user's compilation does not see those.
    private static bool IsFrameworkAssembly(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)
            && (name is "mscorlib" or "netstandard" or "WindowsBase" or "System"
                || name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.", StringComparison.Ordinal));
    }
}
