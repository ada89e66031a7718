namespace SoftmaxGen.Generator.Planning;

/// <summary>The kinds of members a head can get, as far as clashes are concerned.</summary>
internal enum EmittedMemberKind
{
    /// <summary>A constant: no other member may have its name.</summary>
    Constant,

    /// <summary>A nested type: only types of another arity may have its name.</summary>
    Type,

    /// <summary>A method: only methods of another signature may have its name.</summary>
    Method,
}
