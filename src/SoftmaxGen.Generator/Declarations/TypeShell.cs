namespace SoftmaxGen.Generator.Declarations;

/// <summary>What it takes to open another part of a partial type.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>interface</c>, <c>record</c> or <c>record struct</c>.</param>
/// <param name="Name">The name, spelled as in source (keywords escaped), without type parameters.</param>
/// <param name="TypeParameters">The type parameter list as in source, variance included, such as <c>&lt;in T&gt;</c>, or empty.</param>
internal sealed record TypeShell(string Keyword, string Name, string TypeParameters)
{
    /// <summary>The type as it is referred to from inside: the name with its type parameters, without variance.</summary>
    public string Reference => Name + TypeParameters.Replace("<in ", "<").Replace("<out ", "<").Replace(", in ", ", ").Replace(", out ", ", ");
}
