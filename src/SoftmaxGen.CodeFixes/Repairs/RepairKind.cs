namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>One of the light bulbs that a fix offers.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">What Fix All goes by.</param>
/// <param name="Find">The repair of a finding; null where the shape of the code is not understood.</param>
internal sealed record RepairKind(string Title, string Key, Func<Finding, Repair?> Find);
