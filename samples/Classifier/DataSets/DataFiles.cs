namespace Classifier.DataSets;

/// <summary>Where the data is: beside the executable, wherever the program was started from.</summary>
internal static class DataFiles
{
    public static string PathOf(string fileName) => Path.Combine(AppContext.BaseDirectory, "Data", fileName);
}
