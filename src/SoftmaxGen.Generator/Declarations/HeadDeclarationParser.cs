using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Rules;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>The one parser that decides what is valid: the generator skips exactly what the analyzer explains.</summary>
internal static class HeadDeclarationParser
{
    public const string AttributeMetadataName = "SoftmaxGen.SoftmaxHeadAttribute";

    /// <summary>The attribute that takes the classes from an enum.</summary>
    public const string EnumAttributeMetadataName = "SoftmaxGen.SoftmaxHeadAttribute`1";

    /// <summary>
    /// Reads one application of the attribute. Null if it cannot work; then <paramref name="report"/>, if given, has heard
    /// every reason, except for those that the compiler itself reports as errors.
    /// </summary>
    public static HeadDeclaration? Parse(
        INamedTypeSymbol type,
        AttributeData attribute,
        Compilation compilation,
        Action<DeclarationProblem>? report,
        CancellationToken ct)
    {
        if (BrokenCode.Hides(type, attribute) || HeadCandidate.Create(type, attribute, compilation, ct) is not { } head)
        {
            return null;
        }

        var problems = new ProblemSink(report);

        HeadMustBePartial.Check(head, problems);
        ContainingTypesMustBePartial.Check(head, problems);
        HeadMustBeExtendable.Check(head, problems);
        ClassCountMustBePositive.Check(head, problems);
        EnumMustNumberClasses.Check(head, problems);
        ElementTypeMustBeSupported.Check(head, problems);
        LossConstantsMustMakeSense.Check(head, problems);
        MembersMustNotClash.Check(head, problems);
        LanguageVersionMustBeSupported.Check(head, problems);
        FrameworkMustBeSupported.Check(head, problems);
        WellKnownTypesMustBeReachable.Check(head, problems);
        SingleClassIsConstant.Check(head, problems);

        return problems.AnyError || head.Arguments.Options is not { } options ? null : Declare(head, options);
    }

    private static HeadDeclaration Declare(HeadCandidate head, HeadOptions options) => new(
        SourceSpelling.Namespace(head.Type.ContainingNamespace),
        ContainingTypes.Of(head.Type).Select(SourceSpelling.Shell).ToEquatableArray(),
        SourceSpelling.Shell(head.Type),
        head.ImplementsInterface,
        head.HintName,
        options)
    {
        Classes = head.Arguments.Classes is { } classes
            ? new EnumClasses(classes.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), classes.EnumUnderlyingType!.ToDisplayString())
            : null,
        HasTensors = TensorSupport.IsIn(head.Compilation),
    };
}
