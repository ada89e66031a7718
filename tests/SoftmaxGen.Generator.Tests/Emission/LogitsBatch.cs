namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Logits and labels to compute with.</summary>
internal sealed record LogitsBatch<T>(string Name, int ClassCount, T[] Logits, int[] Labels)
{
    public const int IgnoreLabel = -100;

    public int Rows => Labels.Length;
}
