using System.Runtime.CompilerServices;

namespace DnnGen.Tests;

/// <summary>Finds the golden numbers and real data that lie beside the checkout on the team's machines.</summary>
internal static class SharedData
{
    /// <summary>The path of a file in <c>shared/</c>; skips the test, and says why, where it is not there.</summary>
    public static string Require(string relativePath, [CallerFilePath] string thisFile = "")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", relativePath);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        Skip.If(true, $"shared/{relativePath} is not beside this checkout, so {Path.GetFileName(thisFile)} has nothing to compare with.");
        throw new InvalidOperationException("Unreachable: Skip.If has thrown.");
    }
}
