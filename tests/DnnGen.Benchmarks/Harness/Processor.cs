using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Benchmarks.Harness;

/// <summary>What the processor calls itself, and how wide its registers are.</summary>
internal static class Processor
{
    public static string Name
    {
        get
        {
            const string file = "/proc/cpuinfo", key = "model name";
            string? line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }

    public static string Vectors =>
        Vector512.IsHardwareAccelerated ? "512-bit vectors"
        : Vector256.IsHardwareAccelerated ? "256-bit vectors"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors"
        : "no vectors";
}
