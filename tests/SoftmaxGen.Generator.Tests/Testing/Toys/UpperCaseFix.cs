namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Makes the first letter upper case.</summary>
public sealed class UpperCaseFix : RenameFix;
