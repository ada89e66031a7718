using System.Text.Json;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>Figures and what they were taken on, as JSON: what <c>quick --json</c> and the scripts for other libraries write.</summary>
/// <param name="Machine">What they were taken on.</param>
/// <param name="Results">The figures.</param>
internal sealed record MeasurementFile(Machine Machine, IReadOnlyList<Measurement> Results)
{
    /// <summary>Each value on a line of its own.</summary>
    public static readonly JsonSerializerOptions LineFormat = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions FileFormat = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static MeasurementFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<MeasurementFile>(File.ReadAllText(path), FileFormat)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    public void Save(string path)
    {
        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        File.WriteAllText(fullPath, JsonSerializer.Serialize(this, FileFormat) + "\n");
    }
}
