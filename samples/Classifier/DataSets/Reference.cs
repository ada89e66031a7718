using System.Text.Json;

namespace Classifier.DataSets;

/// <summary>The same training in float64, from NAME_reference.json.</summary>
/// <param name="Losses">The loss before the first update, then after each.</param>
/// <param name="TestCorrect">How many test rows the final model gets right.</param>
/// <param name="TestCount">How many test rows there are.</param>
internal sealed record Reference(double[] Losses, int TestCorrect, int TestCount)
{
    public static Reference Read(string name)
    {
        string path = DataFiles.PathOf($"{name}_reference.json");
        try
        {
            using FileStream file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            JsonElement root = document.RootElement;
            return new(
                [.. root.GetProperty("loss").EnumerateArray().Select(static loss => loss.GetDouble())],
                root.GetProperty("final_test_correct").GetInt32(),
                root.GetProperty("test_rows").GetInt32());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path} is not a reference: {exception.Message}", exception);
        }
    }
}
