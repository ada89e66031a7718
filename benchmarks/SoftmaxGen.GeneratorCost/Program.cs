using System.Diagnostics;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.GeneratorCost;

// What the generator costs the compiler and the editor, and how much it writes.
const int OtherFiles = 1000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

_ = Project.Driver().RunGenerators(Project.With([3], 10));
Console.WriteLine($"generator, ms: least of 5; {OtherFiles:N0} files beside the heads");
Console.WriteLine($"{"heads",6}{"cold",10}{"keystroke elsewhere",22}{"keystroke in a head",22}{"text, kB",12}");
foreach (int heads in new[] { 1, 10, 100 })
{
    int[] classCounts = [.. Enumerable.Range(0, heads).Select(static i => 2 + (i % 50))];
    double cold = double.MaxValue, elsewhere = double.MaxValue, inHead = double.MaxValue, text = 0;
    for (int round = 0; round < 5; round++)
    {
        CSharpCompilation compilation = Project.With(classCounts, OtherFiles);
        GeneratorDriver driver = Project.Driver();
        cold = Math.Min(cold, Time(() => driver = driver.RunGenerators(compilation)));
        text = driver.GetRunResult().GeneratedTrees.Sum(static tree => tree.Length) / 1000.0;
        elsewhere = Math.Min(elsewhere, Time(() => driver = driver.RunGenerators(Project.Type(compilation, "Other7.cs"))));
        inHead = Math.Min(inHead, Time(() => driver = driver.RunGenerators(Project.Type(compilation, "Head0.cs"))));
    }

    Console.WriteLine($"{heads,6}{cold,10:F1}{elsewhere,22:F1}{inHead,22:F1}{text,12:F0}");
}

foreach (string elementType in new[] { "float", "double" })
{
    Console.WriteLine();
    Console.WriteLine($"per head of {elementType}: what is generated, what the compiler makes of it, and its time (whole compilations with one head); what is compiled just in time when all operations are called; times are the least of 3");
    Console.WriteLine($"{"K",8}{"lines",9}{"kB",8}{"methods",9}{"IL, kB",8}{"compiler, ms",14}{"called: methods",17}{"IL, kB",8}{"JIT softmax, ms",17}{"JIT all, ms",13}");
    foreach (int k in new[] { 2, 3, 8, 10, 16, 32, 63, 64, 100, 127, 1000, 32_000, 128_256 })
    {
        Project.Driver().RunGeneratorsAndUpdateCompilation(Project.With([k], 0, elementType), out Compilation compilation, out _);
        SyntaxTree generated = compilation.SyntaxTrees.Last();
        double milliseconds = double.MaxValue;
        MemoryStream image = new();
        for (int round = 0; round < 3; round++)
        {
            image = new MemoryStream();
            Compilation fresh = compilation.Clone();
            milliseconds = Math.Min(milliseconds, Time(() =>
            {
                if (!fresh.Emit(image).Success)
                {
                    throw new InvalidOperationException($"K = {k} does not compile.");
                }
            }));
        }

        (int methods, int il) = Code(image);
        JitCost[] calls = [.. Enumerable.Range(0, 3).Select(_ => FirstCalls.Of(image, elementType))];
        Console.WriteLine($"{k,8:N0}{generated.GetText().Lines.Count,9:N0}{generated.Length / 1000.0,8:F0}{methods,9}{il / 1000.0,8:F0}{milliseconds,14:F0}{calls[0].Methods,17}{calls[0].Bytes / 1000.0,8:F0}{calls.Min(static cost => cost.Softmax),17:F0}{calls.Min(static cost => cost.All),13:F0}");
    }
}

static double Time(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static (int Methods, int Bytes) Code(MemoryStream image)
{
    image.Position = 0;
    using var reader = new PEReader(image);
    MetadataReader metadata = reader.GetMetadataReader();
    int[] sizes = [.. metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress).Where(static address => address != 0).Select(address => reader.GetMethodBody(address).GetILReader().Length)];
    return (sizes.Length, sizes.Sum());
}
