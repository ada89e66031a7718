namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Changes the name but leaves the diagnostic.</summary>
public sealed class EndlessFix : RenameFix
{
    protected override string UpperCase(string name) => name + "x";
}
