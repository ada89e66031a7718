namespace SoftmaxGen.Tests.Widths;

/// <summary>The vector widths of this machine, and how to get each in a process of its own.</summary>
public static class WidthSettings
{
    /// <summary>What is switched off, and what is left then: the names say when this machine has no 512-bit vectors to test.</summary>
    public static TheoryData<string, string?, int> All => new()
    {
        { Describe("natural", 512), null, Math.Min(ActualWidth.Hardware, 512) },
        { Describe("no AVX-512", 256), "DOTNET_EnableAVX512", Math.Min(ActualWidth.Hardware, 256) },
        { Describe("no AVX2", 128), "DOTNET_EnableAVX2", Math.Min(ActualWidth.Hardware, 128) },
        { "no intrinsics: scalar", "DOTNET_EnableHWIntrinsic", 0 },
    };

    /// <summary>The settings that differ on this machine: without 512-bit vectors, switching them off changes nothing.</summary>
    public static TheoryData<string, string?, int> Distinct
    {
        get
        {
            var distinct = new TheoryData<string, string?, int>();
            foreach (var (width, disabled, bits) in Rows().DistinctBy(static row => row.Bits))
            {
                distinct.Add(width, disabled, bits);
            }

            return distinct;
        }
    }

    internal static IEnumerable<(string Width, string? Disabled, int Bits)> Rows() =>
        All.Select(static row => ((string)row[0], (string?)row[1], (int)row[2]));

    private static string Describe(string name, int widest) => ActualWidth.Hardware < widest
        ? $"{name}: {ActualWidth.Hardware} bits, because this machine has no {widest}-bit vectors"
        : $"{name}: {widest} bits";
}
