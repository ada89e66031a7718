namespace SoftmaxGen.Generator;

/// <summary>The names of the pipeline's steps, as the caching tests read them.</summary>
internal static class TrackingNames
{
    public const string Declaration = nameof(Declaration);

    public const string Plan = nameof(Plan);

    public const string Source = nameof(Source);

    public static readonly IReadOnlyList<string> All = [Declaration, Plan, Source];
}
