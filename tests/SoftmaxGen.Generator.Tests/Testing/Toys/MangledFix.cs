namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Builds a tree whose text parses to something else: a blank inside an identifier.</summary>
public sealed class MangledFix : RenameFix
{
    protected override string UpperCase(string name) => $"{base.UpperCase(name)} : object";
}
