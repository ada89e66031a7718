namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>A function of a library, as the tables know it.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Library">Whose it is.</param>
/// <param name="IsInPlace">Whether the first operand receives the result.</param>
internal sealed record LibraryFunction(LibraryOperation Operation, string Library, bool IsInPlace = false);
