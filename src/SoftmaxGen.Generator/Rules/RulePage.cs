namespace SoftmaxGen.Generator.Rules;

/// <summary>What rules have in common in the eyes of a user.</summary>
internal static class RulePage
{
    public const string DeclarationCategory = "SoftmaxGen.Declaration";

    public const string NumericsCategory = "SoftmaxGen.Numerics";

    public const string UsageCategory = "SoftmaxGen.Usage";

    /// <summary>Where the pages are: an id and <see cref="Extension"/> complete the address.</summary>
    public const string Folder = "https://github.com/softmaxgen/softmaxgen/blob/main/docs/rules/";

    public const string Extension = ".md";
}
