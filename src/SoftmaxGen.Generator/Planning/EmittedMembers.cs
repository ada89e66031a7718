using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>The catalogue of everything that is generated into a head.</summary>
internal static class EmittedMembers
{
    public const string ClassCountName = "ClassCount";
    public const string RowName = "Row";

    /// <param name="options">The head's constants.</param>
    /// <param name="classes">The enum that names its classes, without <c>global::</c>; null if none does.</param>
    /// <param name="hasTensors">Whether the project has tensors.</param>
    public static IEnumerable<EmittedMember> Of(HeadOptions options, string? classes = null, bool hasTensors = false)
    {
        string element = options.ElementType == ElementType.Double ? "double" : "float";
        IEnumerable<EmittedMember> always = OnSpans($"System.ReadOnlySpan<{element}>", $"System.Span<{element}>", element).Concat(Operations(options, element));
        if (classes is not null)
        {
            always = always.Concat(OnEnum(options, element, classes));
        }

        if (hasTensors)
        {
            always = always.Concat(TensorMembers.All.Select(member => Method(member.Name, [.. member.Parameters.Select(parameter => parameter.TypeFor(element))])));
        }

        return options.ClassCount <= Limits.MaximumRowClasses ? always.Concat(OnRows(element)) : always;
    }

    private static IEnumerable<EmittedMember> OnSpans(string input, string output, string element) =>
    [
        Named(ClassCountName, EmittedMemberKind.Constant),
        Method("Softmax", input, output),
        Method("LogSoftmax", input, output),
        Method("LogSumExp", input),
        Method("LogSumExp", input, output),
        Method("Predict", input),
        Method("Predict", input, "out " + element),
        Method("Predict", input, "System.Span<int>"),
        Method("CrossEntropy", input, "int"),
        Method("CrossEntropy", input, "System.ReadOnlySpan<int>"),
        Method("CrossEntropy", input, "System.ReadOnlySpan<int>", output),
        Method("CrossEntropyWithGradient", input, "int", output),
        Method("CrossEntropyWithGradient", input, "System.ReadOnlySpan<int>", output, "SoftmaxGen.Reduction"),
    ];

    private static IEnumerable<EmittedMember> Operations(HeadOptions options, string element) => OperationMembers.All
        .Where(member => member.IsFor(options))
        .Select(member => Method(member.Name, [.. member.Parameters.Select(parameter => parameter.TypeFor(element))]));

    private static IEnumerable<EmittedMember> OnEnum(HeadOptions options, string element, string classes) => EnumMembers.Of(options)
        .Select(member => Method(member.Name, [.. member.Parameters.Select(parameter => parameter.TypeFor(element, classes))]))
        .Concat(
        [
            Method("CrossEntropy", $"System.ReadOnlySpan<{element}>", classes),
            Method("CrossEntropyWithGradient", $"System.ReadOnlySpan<{element}>", classes, $"System.Span<{element}>"),
        ]);

    private static IEnumerable<EmittedMember> OnRows(string element) =>
    [
        Named(RowName, EmittedMemberKind.Type),
        Method("Softmax", "in Row", "out Row"),
        Method("LogSoftmax", "in Row", "out Row"),
        Method("LogSumExp", "in Row"),
        Method("Predict", "in Row"),
        Method("Predict", "in Row", "out " + element),
        Method("CrossEntropy", "in Row", "int"),
        Method("CrossEntropyWithGradient", "in Row", "int", "out Row"),
    ];

    private static EmittedMember Named(string name, EmittedMemberKind kind) => new(name, kind, EquatableArray<EmittedParameter>.Empty);

    private static EmittedMember Method(string name, params string[] parameters) =>
        new(name, EmittedMemberKind.Method, parameters.Select(Parameter).ToEquatableArray());

    private static EmittedParameter Parameter(string text)
    {
        int space = text.IndexOf(' ');
        return space < 0 ? new EmittedParameter("", text) : new EmittedParameter(text.Substring(0, space), text.Substring(space + 1));
    }
}
