namespace SoftmaxGen.Generator.Planning;

/// <summary>One parameter of a generated method.</summary>
/// <param name="Modifier"><c>in</c>, <c>out</c> or empty.</param>
/// <param name="Type">The full name without <c>global::</c>, C# keywords for the built-in types; <c>Row</c> for the head's own.</param>
internal sealed record EmittedParameter(string Modifier, string Type)
{
    public bool IsByReference => Modifier.Length > 0;

    public override string ToString() => IsByReference ? $"{Modifier} {Type}" : Type;
}
