using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.TestSupport;

/// <summary>The shortest part that has every member of the catalogue: what a declaration promises must compile.</summary>
internal static class HeadPart
{
    public static string Write(HeadDeclaration declaration)
    {
        TypeShell[] shells = [.. declaration.ContainingTypes, declaration.Type];
        string open = string.Concat(shells.Select(static shell => $"partial {shell.Keyword} {shell.Name}{shell.TypeParameters} {{ "));
        string close = string.Concat(shells.Select(static _ => "} "));
        string members = string.Join("\n", EmittedMembers.Of(declaration.Options).Select(Write));
        string scope = declaration.Namespace.Length == 0 ? "" : $"namespace {declaration.Namespace};\n";
        return $"#pragma warning disable\n{scope}{open}\n{members}\n{close}";
    }

    private static string Write(EmittedMember member) => member.Kind switch
    {
        EmittedMemberKind.Constant => $"public const int {member.Name} = 3;",
        EmittedMemberKind.Type => $"[global::System.Runtime.CompilerServices.InlineArray(3)] public struct {member.Name} {{ private int _first; }}",
        _ => $"public static void {member.Name}({string.Join(", ", member.Parameters.Select(Write))}) => throw null!;",
    };

    private static string Write(EmittedParameter parameter, int index)
    {
        string type = parameter.Type.Replace("System.", "global::System.").Replace("SoftmaxGen.", "global::SoftmaxGen.");
        return $"{parameter.Modifier} {type} p{index}";
    }
}
