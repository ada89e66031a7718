using SoftmaxGen.Benchmarks.Contenders;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>The figures of several files.</summary>
/// <param name="Results">All of them; files with the same figure are launches of the same library, and the fastest counts.</param>
/// <param name="Setting">What they were taken on, and how.</param>
/// <param name="Versions">The runtime and the libraries.</param>
internal sealed record MergedMeasurements(IReadOnlyList<Measurement> Results, string Setting, string Versions)
{
    public string Caption => $"{Setting}; {Versions}";

    /// <exception cref="InvalidDataException">The files do not belong together.</exception>
    public static MergedMeasurements Read(IReadOnlyList<string> paths)
    {
        MeasurementFile[] files = [.. paths.Select(MeasurementFile.Read)];
        Measurement[] all = [.. files.SelectMany(static file => file.Results)];
        (string ElementType, string Memory)[] kinds = [.. all.Select(static result => (result.ElementType, result.Memory)).Distinct()];
        if (kinds.Length != 1)
            throw new InvalidDataException("the files mix element types or batches, or are empty: only like can be compared with like.");

        string versions = string.Join(", ", files.Select(static file => file.Machine.Runtime).Distinct());
        return new(Measurement.Best(all), Describe(files, kinds[0].ElementType, kinds[0].Memory), versions);
    }

    private static string Describe(MeasurementFile[] files, string elementType, string memory)
    {
        MeasurementFile ours = files.FirstOrDefault(static file => file.Results.Any(static result => result.Library == Names.Generated)) ?? files[0];
        return $"{ours.Machine.Processor}, {ours.Machine.WidthText}, one thread; {elementType}, {Workloads.Residency.Find(memory).Description}";
    }
}
