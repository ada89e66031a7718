namespace SoftmaxGen.Accuracy;

/// <summary>What the program returns.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int CheckFailed = 1;

    public const int Usage = 2;
}
