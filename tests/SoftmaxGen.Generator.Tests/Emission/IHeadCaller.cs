namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>A head whose type is known only at run time.</summary>
internal interface IHeadCaller<T>
{
    /// <summary>The outputs of every operation for a batch, by operation, as doubles (of which every T is one).</summary>
    IReadOnlyDictionary<string, double[]> Run(LogitsBatch<T> batch);
}
