using System.Runtime.CompilerServices;

namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>Lets exceptions out of the flow engine, which users never see.</summary>
internal static class LoudFailures
{
    [ModuleInitializer]
    internal static void Enable() => AppContext.SetSwitch("SoftmaxGen.Analyzers.Throw", true);
}
