using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Calls that do what no kernel may do, to see that the guards notice.</summary>
internal static class StrayCalls
{
    /// <summary>K of the head they are called with; it does not matter.</summary>
    public const int ClassCount = 5;

    public static readonly HeadCall<float> ReadPastTheEnd = Of("read past the end", static (logits, _) => Touch(in logits[^1], 1));

    public static readonly HeadCall<float> ReadBeforeTheStart = Of("read before the start", static (logits, _) => Touch(in logits[0], -1));

    public static readonly HeadCall<float> WritePastTheEnd = Of("write past the end", static (_, values) => Unsafe.Add(ref values[^1], 1) = 1);

    public static readonly HeadCall<float> WriteBeforeTheStart = Of("write before the start", static (_, values) => Unsafe.Add(ref values[0], -1) = 1);

    public static readonly HeadCall<float> WriteToTheLogits =
        Of("write to the logits", static (logits, _) => MemoryMarshal.GetReference(logits) += 1);

    public static readonly HeadCall<float> WriteSomethingElseEachTime = Of("write something else each time", static (_, values) => values[0] = ++_calls);

    /// <summary>Every one that a guard page ends, by name.</summary>
    public static readonly HeadCall<float>[] Fatal = [ReadPastTheEnd, ReadBeforeTheStart, WritePastTheEnd, WriteBeforeTheStart];

    private static int _calls;

    private delegate void Stray(ReadOnlySpan<float> logits, Span<float> values);

    private static HeadCall<float> Of(string name, Stray stray) => new("stray", name, CallOutput.ValuePerClass, CallRows.Any, (_, logits, _, values, _) =>
    {
        values.Fill(0);
        stray(logits, values);
        return ReturnedBits.Nothing;
    });

    private static void Touch(ref readonly float element, int offset) =>
        Volatile.Read(ref Unsafe.Add(ref Unsafe.AsRef(in element), offset));
}
