namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>What the heads promise, in ulp.</summary>
internal static class Contract
{
    public static double Bound(Operation operation) => operation is Operation.Softmax or Operation.Gradient ? 3 : 2;
}
