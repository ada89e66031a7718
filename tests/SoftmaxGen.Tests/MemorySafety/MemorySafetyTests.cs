using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;
using SoftmaxGen.Tests.Widths;
using Xunit.Abstractions;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>S46: nothing outside the spans is read or written, at every vector width.</summary>
public sealed class MemorySafetyTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _stepFile = Path.GetTempFileName();

    private delegate void Stray(OperationArguments<float> arguments);

    /// <summary>The calls that a forbidden page must end, and where it must.</summary>
    public static TheoryData<string, string> FatalCalls => new()
    {
        { StrayCalls.ReadPastTheEnd.Name, nameof(Placement.BeforeGuard) },
        { StrayCalls.WritePastTheEnd.Name, nameof(Placement.BeforeGuard) },
        { StrayCalls.ReadBeforeTheStart.Name, nameof(Placement.AfterGuard) },
        { StrayCalls.WriteBeforeTheStart.Name, nameof(Placement.AfterGuard) },
    };

    [Theory]
    [MemberData(nameof(WidthSettings.Distinct), MemberType = typeof(WidthSettings))]
    public void EveryCall_OfEveryHead_StaysWithinItsSpans(string width, string? disabled, int bits) =>
        AssertSafe("memory", Heads<float>() + Heads<double>(), width, disabled, bits);

    [Theory]
    [MemberData(nameof(WidthSettings.Distinct), MemberType = typeof(WidthSettings))]
    public void EveryOperation_OfSomeHeads_StaysWithinItsSpans(string width, string? disabled, int bits) =>
        AssertSafe("operations", 2 * OperationSafetyProbe.ClassCounts.Length, width, disabled, bits);

    [Theory]
    [MemberData(nameof(FatalCalls))]
    public void StrayCall_EndsTheProcess_AtTheForbiddenPage(string call, string placement)
    {
        var child = ChildProcess.Run("stray", null, call, _stepFile);

        Assert.Equal($"Single K {StrayCalls.ClassCount} N 1 {call} {placement}", LastStep.Read(_stepFile));
        Assert.True(child.ExitCode is not (0 or 1 or 2), string.Join('\n', child.Lines));
    }

    [Fact]
    public void StrayCalls_ThatStayOnThePage_AreSeenByTheCanaries()
    {
        Assert.Contains("wrote around the values", FailureOf(StrayCalls.WritePastTheEnd), StringComparison.Ordinal);
        Assert.Contains("wrote around the values", FailureOf(StrayCalls.WriteBeforeTheStart), StringComparison.Ordinal);
        Assert.Contains("wrote to the logits", FailureOf(StrayCalls.WriteToTheLogits), StringComparison.Ordinal);
        Assert.Contains("wrote other values", FailureOf(StrayCalls.WriteSomethingElseEachTime), StringComparison.Ordinal);
    }

    [Fact]
    public void StrayOperations_ThatStayOnThePage_AreSeenByTheCanaries()
    {
        Assert.Contains("wrote around the values", FailureOf(static a => Unsafe.Add(ref a.Values[^1], 1) = 1), StringComparison.Ordinal);
        Assert.Contains("wrote to the logits", FailureOf(static a => MemoryMarshal.GetReference(a.Logits) = 12345), StringComparison.Ordinal);
        Assert.Contains("wrote to an input", FailureOf(static a => MemoryMarshal.GetReference(a.ByteLabels) += 1), StringComparison.Ordinal);
        Assert.Contains("wrote to an input", FailureOf(static a => MemoryMarshal.GetReference(a.LongLabels) += 1), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_stepFile);

    private void AssertSafe(string command, int heads, string width, string? disabled, int bits)
    {
        var child = ChildProcess.Run(command, disabled, _stepFile);
        var text = $"{width}\nexit code {child.ExitCode}, last step: {LastStep.Read(_stepFile)}\n{string.Join('\n', child.Lines)}";
        output.WriteLine(text);

        Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
        Assert.True(child.ExitCode == 0, text);
        Assert.Equal(heads, child.Lines.Count(static line => line.EndsWith(", failures 0", StringComparison.Ordinal)));
    }

    private string FailureOf(HeadCall<float> call)
    {
        using var step = new LastStep(_stepFile);
        using var batch = new GuardedBatch<float>(HeadRegistry.Get<float>(StrayCalls.ClassCount), 1, step);
        batch.Run([call], [Placement.AmongCanaries], new float[StrayCalls.ClassCount], [0]);
        return batch.Failures[0];
    }

    private string FailureOf(Stray stray)
    {
        using var step = new LastStep(_stepFile);
        using var batch = new GuardedOperations<float>(HeadRegistry.Get<float>(StrayCalls.ClassCount), 1, step);
        var inputs = new OperationInputs<float>(new HardInputs(1), new float[StrayCalls.ClassCount], 1, StrayCalls.ClassCount, HeadRegistry.DefaultIgnoreLabel);
        batch.Run([new("stray", CallOutput.ValuePerClass, CallRows.Any, OptionUse.All, Body)], [Placement.AmongCanaries], inputs);
        return batch.Failures[0];

        ReturnedBits Body(OperationArguments<float> arguments)
        {
            arguments.Values.Clear();
            stray(arguments);
            return ReturnedBits.Nothing;
        }
    }

    private static int Heads<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        HeadRegistry.All<T>().Count(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel);
}
