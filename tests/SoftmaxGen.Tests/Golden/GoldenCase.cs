using System.Numerics;
using System.Text.Json;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Golden;

/// <summary>One line of a golden file: an operation, its inputs and its correctly rounded outputs.</summary>
internal sealed class GoldenCase(JsonElement fields)
{
    private static readonly string[] OptionNames = ["weight", "label_smoothing", "temperature", "g"];

    /// <summary>The unique, readable name.</summary>
    public string Id => Text("id");

    /// <summary>The operation.</summary>
    public string Operation => Text("op");

    /// <summary>The number of classes.</summary>
    public int ClassCount => fields.GetProperty("K").GetInt32();

    /// <summary>Whether inputs and outputs are float; double otherwise.</summary>
    public bool IsSingle => Text("dtype") == "f32";

    /// <summary>The label of the rows that take no part.</summary>
    public int IgnoreLabel => fields.TryGetProperty("ignore_index", out var value) ? value.GetInt32() : -100;

    /// <summary><c>none</c>, <c>mean</c> or <c>sum</c>.</summary>
    public string Reduction => Text("reduction");

    /// <summary>Whether the input must be refused.</summary>
    public bool ExpectsError => Has("expect");

    /// <summary>The options of this case that heads do not have, joined by <c>+</c>; empty when there is none.</summary>
    public string UnsupportedOptions => string.Join('+', OptionNames.Where(Has));

    /// <summary>Whether the field is there.</summary>
    public bool Has(string name) => fields.TryGetProperty(name, out _);

    /// <summary>A number, or none.</summary>
    public double? Number(string name) => Has(name) ? Tensor(name) switch
    {
        { Type: "f32" } tensor => tensor.Values<float>()[0],
        var tensor => tensor.Values<double>()[0],
    } : null;

    /// <summary>A tensor of the element type of the case; empty if there is none.</summary>
    public T[] ValuesOrNone<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Has(name) ? Values<T>(name) : [];

    /// <summary>A plain integer.</summary>
    public int Integer(string name) => fields.GetProperty(name).GetInt32();

    /// <summary>Whether the expected outputs bind: an edge case may be a convention of the reference.</summary>
    public bool IsStrict => !Has("strict") || Integer("strict") == 1;

    /// <summary>A tensor of the element type of the case.</summary>
    public T[] Values<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensor(name).Values<T>();

    /// <summary>An integer tensor.</summary>
    public int[] Integers(string name) => Tensor(name).Integers();

    /// <summary>An output with what the rounding to the element type left over.</summary>
    public Expected<T> Expected<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = Values<T>(name);
        return new Expected<T>(values, Has(name + "@lo") ? Tensor(name + "@lo").Values<double>() : new double[values.Length], !Has("domain") || Text("domain") == "finite");
    }

    private GoldenTensor Tensor(string name) => GoldenTensor.Parse(Text(name));

    private string Text(string name) => fields.GetProperty(name).GetString()!;
}
