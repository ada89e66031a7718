using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Planning;

/// <summary>The types that parameters of members can have.</summary>
internal enum ParameterKind
{
    /// <summary>A span that is read.</summary>
    Input,

    /// <summary>A span that is written.</summary>
    Output,

    /// <summary>Labels of type int, long or byte; of an enum, where one names the classes.</summary>
    Labels,

    /// <summary>A reduction, which may be left out.</summary>
    Reduction,

    /// <summary>Options that must be given.</summary>
    Options,

    /// <summary>Options that may be left out.</summary>
    OptionalOptions,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A span that receives classes.</summary>
    Classes,

    /// <summary>A mask per class.</summary>
    Mask,

    /// <summary>A mask as bits.</summary>
    Bits,

    /// <summary>The convention of a Hessian, which may be left out.</summary>
    Convention,

    /// <summary>An evaluation.</summary>
    Evaluation,

    /// <summary>Halves that are read.</summary>
    HalfInput,

    /// <summary>Halves that are written.</summary>
    HalfOutput,

    /// <summary>Numbers of the format bfloat16 that are read.</summary>
    BFloat16Input,

    /// <summary>Numbers of the format bfloat16 that are written.</summary>
    BFloat16Output,

    /// <summary>A tensor that is read.</summary>
    TensorInput,

    /// <summary>A tensor that is written.</summary>
    TensorOutput,

    /// <summary>A tensor of labels.</summary>
    TensorLabels,

    /// <summary>A tensor that receives classes.</summary>
    TensorClasses,
}

/// <summary>A parameter of a member.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Documentation">What its documentation says.</param>
internal sealed record OperationParameter(ParameterKind Kind, string Name, string Documentation)
{
    /// <summary>The type as the catalogue has it: the full name without <c>global::</c>, after <c>in</c> where it is passed so.</summary>
    /// <param name="element">The keyword of the element type.</param>
    /// <param name="classes">The type of labels and predictions.</param>
    public string TypeFor(string element, string classes = "int") => Kind switch
    {
        ParameterKind.Input => $"System.ReadOnlySpan<{element}>",
        ParameterKind.Output => $"System.Span<{element}>",
        ParameterKind.Labels => classes == "int" ? "SoftmaxGen.ClassLabels" : $"System.ReadOnlySpan<{classes}>",
        ParameterKind.Reduction => "SoftmaxGen.Reduction",
        ParameterKind.Options or ParameterKind.OptionalOptions => $"in SoftmaxGen.LossOptions<{element}>",
        ParameterKind.Number => "double",
        ParameterKind.Integer => "int",
        ParameterKind.Classes => $"System.Span<{classes}>",
        ParameterKind.Mask => "System.ReadOnlySpan<bool>",
        ParameterKind.Bits => "ulong",
        ParameterKind.Convention => "SoftmaxGen.HessianConvention",
        ParameterKind.Evaluation => "SoftmaxGen.Evaluation",
        ParameterKind.HalfInput => "System.ReadOnlySpan<System.Half>",
        ParameterKind.HalfOutput => "System.Span<System.Half>",
        ParameterKind.BFloat16Input => "System.ReadOnlySpan<SoftmaxGen.BFloat16>",
        ParameterKind.BFloat16Output => "System.Span<SoftmaxGen.BFloat16>",
        ParameterKind.TensorInput => $"in System.Numerics.Tensors.ReadOnlyTensorSpan<{element}>",
        ParameterKind.TensorOutput => $"in System.Numerics.Tensors.TensorSpan<{element}>",
        ParameterKind.TensorLabels => "in System.Numerics.Tensors.ReadOnlyTensorSpan<int>",
        ParameterKind.TensorClasses => "in System.Numerics.Tensors.TensorSpan<int>",
        _ => throw new InvalidOperationException($"{Kind} has no type."),
    };
}

/// <summary>A member of a head.</summary>
/// <param name="Returns">The type it returns.</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What its documentation says first.</param>
/// <param name="Call">The operation of the kernels that does the work; {I} stands for the ignore label, {t} for the temperature and the cap, if the head has any.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record OperationMember(string Returns, string Name, string Summary, string Call, IReadOnlyList<OperationParameter> Parameters)
{
    /// <summary>The group it belongs to, or groups: a head has it that has all of them.</summary>
    public OperationGroups Group { get; init; }

    /// <summary>The largest K with a mask of bits.</summary>
    public const int MostClassesOfBits = 64;

    /// <summary>Whether a head has the member.</summary>
    public bool IsFor(HeadOptions options) =>
        (options.Operations & Group) == Group
        && (!IsForFloatOnly || options.ElementType == ElementType.Single)
        && (options.ClassCount <= MostClassesOfBits || Parameters.All(static parameter => parameter.Kind != ParameterKind.Bits));

    /// <summary>Whether it takes labels or returns classes, which a head with an enum has in its own type, too.</summary>
    public bool HasClasses => Parameters.Any(static parameter => parameter.Kind is ParameterKind.Labels or ParameterKind.Classes);

    /// <summary>Whether only heads that compute in float have it: it takes a format that is stored in 16 bits.</summary>
    private bool IsForFloatOnly => Parameters.Any(static parameter => parameter.Kind is ParameterKind.HalfInput or ParameterKind.BFloat16Input);
}
