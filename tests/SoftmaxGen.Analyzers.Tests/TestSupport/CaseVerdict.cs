using System.Globalization;

namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>How the analyzer did on a set of case files.</summary>
/// <param name="Expected">The findings that must be there.</param>
/// <param name="Found">How many of them are.</param>
/// <param name="Problems">What is missing or should not be there, one line each.</param>
internal sealed record CaseVerdict(int Expected, int Found, IReadOnlyList<string> Problems)
{
    public static CaseVerdict Of(IReadOnlyCollection<CaseFile> cases, IReadOnlyList<(string Path, int Line, string Label, string Message)> findings)
    {
        var problems = new List<string>();
        int found = 0;
        foreach (CaseFile file in cases)
        {
            var here = findings.Where(finding => finding.Path == file.Path).ToList();
            foreach ((int line, string label) in file.Expected)
            {
                if (here.Any(finding => finding.Line == line && finding.Label == label))
                {
                    found++;
                }
                else
                {
                    problems.Add($"{file.Name}({Text(line)}): no {label}");
                }
            }

            problems.AddRange(here
                .Where(finding => !file.IsBorderline && !file.Allowed.Contains((finding.Line, finding.Label)))
                .Select(finding => $"{file.Name}({Text(finding.Line)}): unexpected {finding.Label}: {finding.Message}"));
        }

        return new(cases.Sum(static file => file.Expected.Count), found, problems);
    }

    private static string Text(int line) => line.ToString(CultureInfo.InvariantCulture);
}
