using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>The words of one body.</summary>
/// <param name="Syntax">The body.</param>
/// <param name="Name">The member it belongs to, as others call it.</param>
/// <param name="HasKeyword">Whether something in it may be an exponential, a logarithm, a softmax or a loss.</param>
/// <param name="HasExp">Whether it is more than a logarithm, so that its callers are worth a look as well.</param>
/// <param name="Names">All identifiers in it.</param>
/// <param name="Written">Those that something is assigned to and that it does not declare: fields and properties.</param>
internal sealed record BodyWords(SyntaxNode Syntax, string Name, bool HasKeyword, bool HasExp, HashSet<string> Names, HashSet<string> Written);
