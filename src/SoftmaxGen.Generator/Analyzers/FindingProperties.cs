namespace SoftmaxGen.Generator.Analyzers;

/// <summary>Keys of what a diagnostic tells its fix, so that no fix has to look at data flow again.</summary>
internal static class FindingProperties
{
    /// <summary>What is done with the sum: "divide" or "log".</summary>
    public const string Normalisation = nameof(Normalisation);

    /// <summary>"float", "double", "Half", or empty if the type of the expression does not say.</summary>
    public const string Element = nameof(Element);

    /// <summary>Who computes the softmax: the name of a library, "SoftmaxGen", or "hand".</summary>
    public const string Library = nameof(Library);
}
