namespace Classifier;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    /// <summary>Everything ran, and every check against the reference held.</summary>
    public const int Success = 0;

    /// <summary>A check failed, or a file could not be read or written.</summary>
    public const int CheckFailed = 1;

    /// <summary>The arguments make no sense.</summary>
    public const int Usage = 2;
}
