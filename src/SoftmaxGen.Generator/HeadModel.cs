using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator;

/// <summary>What the user asked for, and what will be emitted.</summary>
internal sealed record HeadModel(HeadDeclaration Declaration, HeadPlan Plan);
