namespace SoftmaxGen.Generator.Planning;

/// <summary>What a kernel returns for each row.</summary>
internal enum RowOutput
{
    None,
    LogSumExp,
    MaximumProbability,
    Loss,
}
