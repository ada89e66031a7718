namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Writes more string constants than an assembly can hold, which the compiler notices only when it writes the assembly.</summary>
public sealed class HugeGenerator : NameGenerator
{
    // The heap of string constants ends at 16 MB, or 2^23 characters.
    private const int Constants = 9;
    private const int Length = 1 << 20;

    protected override string Write(string name)
    {
        var cases = Enumerable.Range(0, Constants).Select(static i => $"{i} => \"{new string((char)('a' + i), Length)}\",");
        return $"partial class {name} {{ internal static string Get(int i) => i switch {{ {string.Concat(cases)} _ => \"\" }}; }}";
    }
}
