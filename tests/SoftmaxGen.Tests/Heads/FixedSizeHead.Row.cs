using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Tests.Heads;

/// <summary>Binds the overloads once, by their signatures.</summary>
/// <typeparam name="TRow">The head's <c>Row</c>.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FixedSizeHead<TRow, T>(Type head) : FixedSizeHead<T>
    where TRow : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Map _softmax = Bind<Map>(head, nameof(Softmax));
    private readonly Map _logSoftmax = Bind<Map>(head, nameof(LogSoftmax));
    private readonly Value _logSumExp = Bind<Value>(head, nameof(LogSumExp));
    private readonly Class _predict = Bind<Class>(head, nameof(Predict));
    private readonly ClassAndProbability _predictWithProbability = Bind<ClassAndProbability>(head, nameof(Predict));
    private readonly Loss _crossEntropy = Bind<Loss>(head, nameof(CrossEntropy));
    private readonly LossAndGradient _crossEntropyWithGradient = Bind<LossAndGradient>(head, nameof(CrossEntropyWithGradient));

    private delegate void Map(in TRow logits, out TRow result);

    private delegate T Value(in TRow logits);

    private delegate int Class(in TRow logits);

    private delegate int ClassAndProbability(in TRow logits, out T probability);

    private delegate T Loss(in TRow logits, int label);

    private delegate T LossAndGradient(in TRow logits, int label, out TRow gradient);

    public override void Softmax(ReadOnlySpan<T> row, Span<T> destination) => _softmax(in Row(row), out Row(destination));

    public override void LogSoftmax(ReadOnlySpan<T> row, Span<T> destination) => _logSoftmax(in Row(row), out Row(destination));

    public override T LogSumExp(ReadOnlySpan<T> row) => _logSumExp(in Row(row));

    public override int Predict(ReadOnlySpan<T> row) => _predict(in Row(row));

    public override int Predict(ReadOnlySpan<T> row, out T probability) => _predictWithProbability(in Row(row), out probability);

    public override T CrossEntropy(ReadOnlySpan<T> row, int label) => _crossEntropy(in Row(row), label);

    public override T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient) =>
        _crossEntropyWithGradient(in Row(row), label, out Row(gradient));

    private static TDelegate Bind<TDelegate>(Type head, string name) where TDelegate : Delegate
    {
        var parameters = typeof(TDelegate).GetMethod(nameof(Action.Invoke))!.GetParameters();
        return head.GetMethod(name, Array.ConvertAll(parameters, static parameter => parameter.ParameterType))!.CreateDelegate<TDelegate>();
    }

    private static ref TRow Row(ReadOnlySpan<T> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Unsafe.SizeOf<TRow>() / Unsafe.SizeOf<T>());
        return ref Unsafe.As<T, TRow>(ref MemoryMarshal.GetReference(row));
    }
}
