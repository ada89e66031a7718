using System.Text;

namespace SoftmaxGen.Generator.Support;

/// <summary>Writes indented C# with <c>\n</c> line ends; blocks close themselves.</summary>
internal sealed class CSharpWriter
{
    private const string IndentUnit = "    ";

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one or more lines (a raw string), each at the current depth; blank lines stay empty.</summary>
    public CSharpWriter Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }

        return this;
    }

    /// <summary>Writes one line at the current depth.</summary>
    public CSharpWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            for (int i = 0; i < _depth; i++)
            {
                _text.Append(IndentUnit);
            }

            _text.Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Opens <c>header { … }</c>; disposing the result closes it with <paramref name="close"/>.</summary>
    public BlockScope Block(string header, string close = "}")
    {
        Lines(header);
        Line("{");
        _depth++;
        return new BlockScope(this, close);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Closes a block when disposed.</summary>
    public readonly struct BlockScope(CSharpWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(close);
        }
    }
}
