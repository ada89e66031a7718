namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Writes a warning: a field that nobody uses.</summary>
public sealed class WarningGenerator : NameGenerator
{
    protected override string Write(string name) => $"partial class {name} {{ private int _unused; }}";
}
