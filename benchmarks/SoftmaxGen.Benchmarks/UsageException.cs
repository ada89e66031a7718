namespace SoftmaxGen.Benchmarks;

/// <summary>The arguments make no sense; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
