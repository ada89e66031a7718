using System.Globalization;
using System.IO.Compression;

namespace Classifier.DataSets;

/// <summary>Reads the CSV files of scikit-learn: features, then the class; a header in some, gzip in others.</summary>
internal static class DataSetReader
{
    public static DataSet Read(string name)
    {
        string plain = DataFiles.PathOf($"{name}.csv");
        if (File.Exists(plain))
        {
            using var text = new StreamReader(plain);
            string[] header = text.ReadLine()?.Split(',') ?? throw new InvalidDataException($"{plain} is empty.");
            return ReadRows(text, classNames: header[2..], plain);
        }

        string packed = DataFiles.PathOf($"{name}.csv.gz");
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(packed), CompressionMode.Decompress));
        return ReadRows(unpacked, classNames: null, packed);
    }

    private static DataSet ReadRows(TextReader text, IReadOnlyList<string>? classNames, string path)
    {
        var features = new List<double>();
        var labels = new List<int>();
        int featureCount = 0;
        while (text.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            featureCount = labels.Count == 0 ? fields.Length - 1 : featureCount;
            if (fields.Length != featureCount + 1)
                throw new InvalidDataException($"{path}: data row {labels.Count} has {fields.Length} fields, not {featureCount + 1}.");

            foreach (string field in fields.AsSpan(0, featureCount))
                features.Add(double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture));
            labels.Add(int.Parse(fields[featureCount], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        classNames ??= [.. Enumerable.Range(0, labels.Max() + 1).Select(static label => label.ToString(CultureInfo.InvariantCulture))];
        return new(classNames, featureCount, [.. features], [.. labels]);
    }
}
