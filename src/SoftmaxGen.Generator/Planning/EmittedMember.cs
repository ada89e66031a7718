using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>The name and signature of a member that a head gets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parameters">The parameters of a method; empty otherwise.</param>
internal sealed record EmittedMember(string Name, EmittedMemberKind Kind, EquatableArray<EmittedParameter> Parameters)
{
    public override string ToString() => Kind == EmittedMemberKind.Method ? $"{Name}({string.Join(", ", Parameters)})" : Name;
}
