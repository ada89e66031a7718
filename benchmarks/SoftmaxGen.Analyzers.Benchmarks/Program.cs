using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Analyzers.Benchmarks;
using SoftmaxGen.Generator.Analyzers;

int files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3000;

// The first run of everything is the JIT's.
var warmUp = new AnalyzerTimer([.. OrdinaryCode.Write(100, withSoftmax: true)]);
warmUp.Compile();
await warmUp.AnalyzeAsync(new HeadDeclarationAnalyzer());
await warmUp.AnalyzeAsync(new SoftmaxCodeAnalyzer());

foreach (bool withSoftmax in new[] { false, true })
{
    var timer = new AnalyzerTimer([.. OrdinaryCode.Write(files, withSoftmax)]);
    double compiler = timer.Compile().TotalMilliseconds;
    Console.WriteLine($"{files} files, {(withSoftmax ? "one in 50 with a softmax" : "none with exp, log or softmax")}: compiler {compiler:F0} ms, one thread");

    foreach (DiagnosticAnalyzer analyzer in new DiagnosticAnalyzer[] { new HeadDeclarationAnalyzer(), new SoftmaxCodeAnalyzer() })
    {
        (TimeSpan time, int findings) = await timer.AnalyzeAsync(analyzer);
        Print(analyzer.GetType().Name, time, findings);
        if (analyzer is SoftmaxCodeAnalyzer && withSoftmax)
        {
            // The flow is computed once for all rules: alone, each pays for all of it.
            foreach (string rule in analyzer.SupportedDiagnostics.Select(static rule => rule.Id))
            {
                (time, findings) = await timer.AnalyzeAsync(analyzer, [rule]);
                Print("  only " + rule, time, findings);
            }
        }
    }

    void Print(string name, TimeSpan time, int findings) =>
        Console.WriteLine($"  {name,-28} {time.TotalMilliseconds,8:F0} ms  {time.TotalMilliseconds / compiler,7:P1} of the compiler's  {findings,6} findings");
}
