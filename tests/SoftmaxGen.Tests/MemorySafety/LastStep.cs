using System.Text;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>What a process is about to do, in a file that outlives it.</summary>
internal sealed class LastStep(string path) : IDisposable
{
    private const int Width = 160;

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>What stands in the file of a process that has ended.</summary>
    public static string Read(string path) => File.ReadAllText(path).TrimEnd();

    /// <summary>Overwrites the line.</summary>
    public void Set(string step)
    {
        Span<byte> line = stackalloc byte[Width];
        line.Fill((byte)' ');
        Encoding.UTF8.TryGetBytes(step, line, out _);
        RandomAccess.Write(_file.SafeFileHandle, line, 0);
    }

    public void Dispose() => _file.Dispose();
}
