namespace SoftmaxGen.Runtime;

/// <summary>A choice that is known when the code is compiled for its types.</summary>
internal interface ISwitch
{
    /// <summary>What is chosen.</summary>
    static abstract bool IsOn { get; }
}

/// <summary>Chosen.</summary>
internal readonly struct On : ISwitch
{
    public static bool IsOn => true;
}

/// <summary>Not chosen.</summary>
internal readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
