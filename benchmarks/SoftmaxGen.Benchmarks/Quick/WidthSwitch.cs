namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>Switches vectors wider than wanted off, for a child process.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="Bits">The width that is left on a processor that has it; 0 for none.</param>
/// <param name="Disabled">The environment variable to set to 0; null to leave everything on.</param>
internal sealed record WidthSwitch(string Name, int Bits, string? Disabled)
{
    private static readonly WidthSwitch[] All =
    [
        new("512", 512, null),
        new("256", 256, "DOTNET_EnableAVX512"),
        new("128", 128, "DOTNET_EnableAVX2"),
        new("scalar", 0, "DOTNET_EnableHWIntrinsic"),
    ];

    public static WidthSwitch? Find(string name) => All.FirstOrDefault(width => width.Name == name);
}
