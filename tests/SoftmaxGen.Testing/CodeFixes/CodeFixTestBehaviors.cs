namespace SoftmaxGen.Testing;

/// <summary>What a test of a fix leaves out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Applies the fix once, to the first diagnostic that has one.</summary>
    FixOne = 1,

    /// <summary>No Fix All in a document.</summary>
    SkipFixAllInDocumentCheck = 2,

    /// <summary>No Fix All in a project.</summary>
    SkipFixAllInProjectCheck = 4,

    /// <summary>No Fix All in the solution.</summary>
    SkipFixAllInSolutionCheck = 8,

    /// <summary>No Fix All.</summary>
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,
}
