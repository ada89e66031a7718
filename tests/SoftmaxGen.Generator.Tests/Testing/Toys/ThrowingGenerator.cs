namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Throws.</summary>
public sealed class ThrowingGenerator : NameGenerator
{
    protected override string Write(string name) => throw new InvalidOperationException($"cannot write {name}");
}
