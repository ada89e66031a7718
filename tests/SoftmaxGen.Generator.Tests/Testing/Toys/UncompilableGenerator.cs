namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Writes an error.</summary>
public sealed class UncompilableGenerator : NameGenerator
{
    protected override string Write(string name) => $"partial class {name} {{ Missing _field; }}";
}
