using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>Everything the user asked for with one <c>[SoftmaxHead]</c>, and nothing of Roslyn: equal by value.</summary>
/// <param name="Namespace">The namespace, spelled as in source (keywords escaped), or empty for the global one.</param>
/// <param name="ContainingTypes">The types around the head, outermost first.</param>
/// <param name="Type">The head itself.</param>
/// <param name="ImplementsInterface">Whether the type can implement <c>ISoftmaxHead</c>: static classes, for one, cannot.</param>
/// <param name="HintName">The unique name of the generated file.</param>
/// <param name="Options">The numbers that decide what is emitted.</param>
internal sealed record HeadDeclaration(
    string Namespace,
    EquatableArray<TypeShell> ContainingTypes,
    TypeShell Type,
    bool ImplementsInterface,
    string HintName,
    HeadOptions Options)
{
    /// <summary>The enum whose values are the classes; null if they have only numbers.</summary>
    public EnumClasses? Classes { get; init; }

    /// <summary>Whether the project has tensors.</summary>
    public bool HasTensors { get; init; }

    /// <summary>The head's full name, <c>global::</c> and all: inside the type, its simple name may mean something inherited.</summary>
    public string FullName => "global::"
        + (Namespace.Length == 0 ? "" : Namespace + ".")
        + string.Concat(ContainingTypes.Select(static outer => outer.Reference + "."))
        + Type.Reference;
}
