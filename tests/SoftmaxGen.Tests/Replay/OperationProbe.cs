using System.Numerics;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Runs an operation, and again in every way that must give the same bits (S46, S47, S50).</summary>
internal static class OperationProbe
{
    private const int Excess = 19;

    /// <summary>The output of the batch, after comparing it with that of other placements of the same rows.</summary>
    public static T[] Run<T>(Judge judge, string id, HeadAdapter<T> head, BatchOperation<T> operation, T[] logits, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = logits.Length / head.ClassCount;
        var length = operation.OutputLength(head, rows);
        var output = new T[length];
        operation.Kernel(head, logits, labels, output);
        LongerAndUnaligned(judge, id, head, operation, logits, labels, output);
        if (operation.PerClass)
        {
            var inPlace = (T[])logits.Clone();
            operation.Kernel(head, inPlace, labels, inPlace);
            judge.SameBits<T>(id, operation.Name + " in place", output, inPlace);
        }

        if (operation.RowsAreIndependent && rows > 1)
        {
            RowsAlone(judge, id, head, operation, logits, labels, output);
        }

        return output;
    }

    private static void LongerAndUnaligned<T>(
        Judge judge, string id, HeadAdapter<T> head, BatchOperation<T> operation, T[] logits, int[] labels, T[] output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shifted = new T[logits.Length + 1];
        logits.CopyTo(shifted, 1);
        var longer = new T[output.Length + 3 + Excess];
        longer.AsSpan().Fill(Sentinel.Of<T>());
        operation.Kernel(head, shifted.AsSpan(1), labels, longer.AsSpan(3));
        judge.SameBits<T>(id, operation.Name + " unaligned", output, longer.AsSpan(3, output.Length));
        judge.Require(
            Sentinel.Fills<T>(longer.AsSpan(0, 3)) && Sentinel.Fills<T>(longer.AsSpan(3 + output.Length)),
            $"{id} {operation.Name}: wrote outside the {output.Length} elements of its output");
    }

    private static void RowsAlone<T>(
        Judge judge, string id, HeadAdapter<T> head, BatchOperation<T> operation, T[] logits, int[] labels, T[] output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = operation.OutputLength(head, 1);
        var alone = new T[output.Length];
        for (var row = 0; row < logits.Length / head.ClassCount; row++)
        {
            var label = labels.Length == 0 ? [] : labels.AsSpan(row, 1);
            operation.Kernel(head, logits.AsSpan(row * head.ClassCount, head.ClassCount), label, alone.AsSpan(row * width, width));
        }

        judge.SameBits<T>(id, operation.Name + " of rows alone", output, alone);
    }
}
