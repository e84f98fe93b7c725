using System.Reflection;

using DnnGen.Benchmarks.Peers;

namespace DnnGen.Benchmarks.Harness;

/// <summary>The one place where both sides are told how many threads they may use.</summary>
internal static class Threads
{
    /// <summary>Ours, by its name: this program also measures versions of the library that have one thread alone.</summary>
    private static readonly PropertyInfo? Ours =
        typeof(Matrix).Assembly.GetType("DnnGen.Parallelism")?.GetProperty("MaxThreads", BindingFlags.Public | BindingFlags.Static);

    /// <summary>Whether the library can use more than one thread.</summary>
    public static bool OursCanBeSet => Ours is not null;

    /// <summary>Sets the threads of this library and of those peers that take the number for the whole process.</summary>
    public static void Set(int count)
    {
        Ours?.SetValue(null, count);
        Torch.SetThreads(count);
    }
}
