namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>How the exponentials of a row are run through.</summary>
internal enum RowKind
{
    /// <summary>There is one, or the place of one is given.</summary>
    Single,

    /// <summary>A lambda or method group, for every element of a collection.</summary>
    Query,
    ForEach,
    For,
}
