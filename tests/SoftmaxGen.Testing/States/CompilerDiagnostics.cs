namespace SoftmaxGen.Testing;

/// <summary>Which of the compiler's own diagnostics in the user's source a test looks at.</summary>
public enum CompilerDiagnostics
{
    /// <summary>None: the source need not compile.</summary>
    None,

    /// <summary>Errors.</summary>
    Errors,

    /// <summary>Errors and warnings.</summary>
    Warnings,

    /// <summary>Errors, warnings and suggestions.</summary>
    Suggestions,

    /// <summary>Everything, hidden ones too.</summary>
    All,
}
